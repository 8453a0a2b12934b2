using Backprop.Numerics;

namespace Backprop;

/// <summary>An update from gradients that stand in memory as a whole, shared by a team.</summary>
internal sealed unsafe class WholeUpdate : TeamWork
{
    // In multiply-adds, of which sixteen go in one instruction: an update waits for memory.
    private const int CostOfNumber = 4;

    private readonly IReadOnlyList<TileWork> _updates;
    private readonly ThreadTeam _team;
    private readonly long _cost;
    private IReadOnlyList<Matrix> _gradient = [];

    public WholeUpdate(IReadOnlyList<TileWork> updates, IReadOnlyList<Parameter> parameters, ThreadTeam team) =>
        (_updates, _team, _cost) = (updates, team, CostOfNumber * parameters.Sum(parameter => (long)parameter.Value.Length));

    public void Take(IReadOnlyList<Matrix> gradient)
    {
        _gradient = gradient;
        _team.Run(this, _cost);
    }

    public override void Execute(in TeamPart part)
    {
        for (int i = 0; i < _gradient.Count; i++)
        {
            var matrix = _gradient[i];
            var (first, end) = Block.Share(matrix.Length, part);
            if (first < end) _updates[i].Apply(new FinishedTile(new Block(0, 1, first, end), matrix.Start + first, matrix.Length));
        }
    }
}
