using Backprop.Numerics;

namespace Backprop;

/// <summary>A parameter that a <see cref="CustomLayer"/> asks for: its name, its shape, and how it starts.</summary>
public sealed record CustomParameter
{
    private readonly Initializer? _initializer;
    private readonly float _start;

    private CustomParameter(string name, long[] shape, Initializer? initializer, float start) =>
        (Name, Shape, _initializer, _start) = (name, shape, initializer, start);

    /// <summary>Name within the layer, and in files.</summary>
    public string Name { get; }

    internal long[] Shape { get; }

    /// <summary>A vector, as a matrix of one column, of numbers that start alike.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="length">How many numbers, at least 1.</param>
    /// <param name="start">What each starts as; default 0.</param>
    public static CustomParameter Vector(string name, int length, float start = 0) => new(name, [length], null, start);

    /// <summary>A matrix whose rows count as outputs and whose columns count as inputs of the initializer.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="initializer">How it starts; a pure function of the network's seed.</param>
    public static CustomParameter Matrix(string name, int rows, int columns, Initializer initializer) => new(name, [rows, columns], initializer, 0);

    internal void Check(string kind)
    {
        string shape = string.Join(" × ", Shape);
        if (string.IsNullOrWhiteSpace(Name)) throw new InvalidInputException($"A parameter of the {kind} layer has no name. Give it one, such as 'gain'.");
        if (Shape.Any(length => length < 1))
            throw new InvalidInputException($"Parameter '{Name}' of the {kind} layer is {shape}. Give it at least 1 number.");
        long columns = Shape.Length > 1 ? Shape[1] : 1;
        if (Shape[0] * (columns + Numerics.Matrix.LaneMultiple) > Array.MaxLength - Numerics.Matrix.LaneMultiple)
            throw new InvalidInputException($"Parameter '{Name}' of the {kind} layer is {shape}; a parameter has at most {Array.MaxLength} numbers. Use fewer.");
        if (!float.IsFinite(_start))
            throw new InvalidInputException(FormattableString.Invariant($"Parameter '{Name}' of the {kind} layer starts as {_start}. Let it start as a finite number."));
    }

    internal void Fill(Matrix value, ulong seed, uint stream)
    {
        if (_initializer is not null) _initializer.Fill(value, seed, stream);
        else for (int row = 0; row < value.Rows; row++) value.Numbers(row).Fill(_start);
    }
}
