namespace Backprop.Reference;

/// <summary>One array of trained numbers of a layer: its weights, or its biases.</summary>
/// <param name="Name">The name inside its layer, such as <c>weights</c>.</param>
/// <param name="Shape">The lengths of its dimensions, such as [out, in].</param>
/// <param name="Values">The numbers, row-major (the last index runs fastest); an optimizer changes them in place.</param>
/// <param name="IsBias">Whether it shifts rather than scales: biases are left out of weight decay, and can be held fixed.</param>
public sealed record ReferenceParameter(string Name, IReadOnlyList<int> Shape, Real[] Values, bool IsBias)
{
    /// <summary>The name of one number, such as <c>weights[2,0]</c>.</summary>
    /// <param name="index">Its place in <see cref="Values"/>.</param>
    public string NameOf(int index)
    {
        var indices = new int[Shape.Count];
        for (int dimension = Shape.Count - 1; dimension >= 0; dimension--)
            (index, indices[dimension]) = Math.DivRem(index, Shape[dimension]);
        return FormattableString.Invariant($"{Name}[{string.Join(',', indices)}]");
    }
}
