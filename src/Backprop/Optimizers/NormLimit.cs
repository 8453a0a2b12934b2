using Backprop.Numerics;

namespace Backprop;

/// <summary>Scales back the new weights into a neuron, a row of a matrix, where their norm is above a limit. Shared by a team.</summary>
internal sealed unsafe class NormLimit : TeamWork
{
    private readonly Parameter[] _weights;
    private readonly double _limit;
    private readonly ThreadTeam _team;
    private readonly long _numbers;

    public NormLimit(IReadOnlyList<Parameter> parameters, double limit, ThreadTeam team)
    {
        _weights = [.. parameters.Where(parameter => !parameter.IsVector)];
        (_limit, _team, _numbers) = (limit, team, _weights.Sum(parameter => (long)parameter.Value.Length));
    }

    public void Enforce() => _team.Run(this, 2 * _numbers);

    public override void Execute(in TeamPart part)
    {
        foreach (var parameter in _weights)
        {
            var next = parameter.Next;
            int first = (int)((long)next.Rows * part.Index / part.Count), end = (int)((long)next.Rows * (part.Index + 1) / part.Count);
            for (int row = first; row < end; row++)
            {
                double norm = Math.Sqrt(SquareSums.Current.Of(next.RowStart(row), next.PaddedColumns));
                if (!(norm > _limit)) continue;
                float factor = (float)(_limit / norm);
                foreach (ref float weight in next.Numbers(row)) weight *= factor;
            }
        }
    }
}
