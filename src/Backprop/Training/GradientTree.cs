using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The gradients of a batch that passes through memory in pieces, added in the order of <see cref="ChunkTree"/>.
/// Pieces hold a power of two of chunks, so the tree over pieces is the upper part of the tree over chunks:
/// the sum has the same bits as if the batch had passed at once. Memory grows with the logarithm of the batch.
/// </summary>
internal sealed class GradientTree(IReadOnlyList<Parameter> parameters)
{
    private readonly List<Matrix[]> _waiting = [];
    private int _pieces, _depth;

    /// <summary>The sum of all pieces, after <see cref="Finish"/>.</summary>
    public IReadOnlyList<Matrix> Sums => _waiting[0];

    public void Start() => (_pieces, _depth) = (0, 0);

    /// <summary>Adds the gradients of the next piece.</summary>
    public void Add(IReadOnlyList<Matrix> gradients)
    {
        if (_depth == _waiting.Count) _waiting.Add([.. parameters.Select(parameter => parameter.CreateLike())]);
        for (int i = 0; i < gradients.Count; i++) _waiting[_depth][i].CopyFrom(gradients[i]);
        _depth++;
        for (int merges = ChunkTree.Merges(_pieces); merges > 0; merges--) MergeLast();
        _pieces++;
    }

    public void Finish()
    {
        while (_depth > 1) MergeLast();
    }

    private void MergeLast()
    {
        _depth--;
        for (int i = 0; i < parameters.Count; i++) Add(_waiting[_depth - 1][i].Everything, _waiting[_depth][i].Everything);
    }

    private static void Add(Span<float> left, ReadOnlySpan<float> right)
    {
        // Additions lane by lane are the same at every width, and rows are padded to the widest vector.
        var a = MemoryMarshal.Cast<float, Vector<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector<float>>(right);
        for (int i = 0; i < a.Length; i++) a[i] += b[i];
    }
}
