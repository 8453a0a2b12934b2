using Backprop.Numerics;

namespace Backprop;

/// <summary>The norm of a whole gradient, shared by a team: pieces of it are summed apart, and added in their order.</summary>
internal sealed unsafe class GradientNorm : TeamWork
{
    private const int PieceSize = 4096;

    private readonly ThreadTeam _team;
    private readonly (int Matrix, int First)[] _pieces;
    private readonly double[] _sums;
    private readonly long _numbers;
    private IReadOnlyList<Matrix> _gradient = [];

    public GradientNorm(IReadOnlyList<Parameter> parameters, ThreadTeam team)
    {
        _team = team;
        _pieces = [.. parameters.SelectMany((parameter, matrix) => Enumerable.Range(0, (parameter.Value.Length + PieceSize - 1) / PieceSize).Select(piece => (matrix, piece * PieceSize)))];
        _sums = new double[_pieces.Length];
        _numbers = parameters.Sum(parameter => (long)parameter.Value.Length);
    }

    /// <summary>√Σ g² over all matrices of a gradient.</summary>
    public double Of(IReadOnlyList<Matrix> gradient)
    {
        _gradient = gradient;
        _team.Run(this, _numbers);
        double total = 0;
        foreach (double sum in _sums) total += sum;
        return Math.Sqrt(total);
    }

    public override void Execute(in TeamPart part)
    {
        int first = (int)((long)_pieces.Length * part.Index / part.Count), end = (int)((long)_pieces.Length * (part.Index + 1) / part.Count);
        for (int piece = first; piece < end; piece++)
        {
            var (matrix, start) = _pieces[piece];
            _sums[piece] = SquareSums.Current.Of(_gradient[matrix].Start + start, Math.Min(PieceSize, _gradient[matrix].Length - start));
        }
    }
}
