using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Numbers that training changes: the weights <c>[outputs, inputs]</c> or the biases <c>[outputs, 1]</c> of a layer;
/// or numbers that it measures, where they are among a layer's <see cref="Layer.Buffers"/>.
/// </summary>
public sealed class Parameter
{
    private Matrix? _next;

    /// <param name="name">Name within the layer.</param>
    /// <param name="shape">One dimension for a vector, two for a matrix.</param>
    internal Parameter(string name, long[] shape)
    {
        (Name, QualifiedName, IsVector) = (name, name, shape.Length == 1);
        Value = IsVector ? Matrix.Column((int)shape[0]) : new Matrix((int)shape[0], (int)shape[1]);
    }

    /// <summary>Name within its own layer, such as <c>weight</c> or <c>bias</c>.</summary>
    public string Name { get; }

    /// <summary>Name within the layer of the network: <see cref="Name"/>, behind its layer's place in those that wrap it, such as <c>0.weight</c> in a <see cref="Residual"/>.</summary>
    public string QualifiedName { get; private set; }

    /// <summary>Whether it is one number an output: a column, [outputs] in files.</summary>
    public bool IsVector { get; }

    /// <summary>The numbers now. A training step puts another matrix here.</summary>
    public Matrix Value { get; private set; }

    /// <summary>How many numbers there are.</summary>
    public long Count => (long)Value.Rows * Value.Columns;

    /// <summary>A copy of the numbers in double precision, row-major, as a <see cref="Reference.ReferenceParameter"/> holds them.</summary>
    public double[] ToDoubles()
    {
        var numbers = new List<double>(Value.Rows * Value.Columns);
        for (int row = 0; row < Value.Rows; row++)
            foreach (float number in Value.Numbers(row)) numbers.Add(number);
        return [.. numbers];
    }

    /// <summary>Where an update is computed, so that the old numbers stand until every new one has proved finite.</summary>
    /// <exception cref="InvalidOperationException">Nothing has reserved it.</exception>
    internal Matrix Next => _next ?? throw new InvalidOperationException($"No update of {Name} has been prepared.");

    /// <summary>Says that its layer stands at a place in a layer that wraps it.</summary>
    internal void PutInside(int place) => QualifiedName = FormattableString.Invariant($"{place}.{QualifiedName}");

    /// <summary>Makes room for <see cref="Next"/>.</summary>
    internal void ReserveNext() => _next ??= CreateLike();

    /// <summary>A matrix of zeros of the parameter's shape and layout.</summary>
    internal Matrix CreateLike() => IsVector ? Matrix.Column(Value.Rows) : new Matrix(Value.Rows, Value.Columns);

    /// <summary>Makes the numbers in <see cref="Next"/> the current ones.</summary>
    internal void AcceptNext()
    {
        (Value, _next) = (Next, Value);
        NoteChange();
    }

    /// <summary>Puts other numbers in place of the present ones, by copying.</summary>
    internal void Overwrite(Matrix numbers)
    {
        Value.CopyFrom(numbers);
        NoteChange();
    }

    /// <summary>Puts a matrix made by <see cref="CreateLike"/> in place of the present one.</summary>
    /// <returns>The present one, which is the caller's from now on.</returns>
    internal Matrix Exchange(Matrix other)
    {
        (var present, Value) = (Value, other);
        NoteChange();
        return present;
    }

    /// <summary>How often the engine has changed the numbers: who keeps something made from them knows whether it still holds.</summary>
    internal int Changes { get; private set; }

    /// <summary>Says that the numbers have been drawn or read anew, in place.</summary>
    internal void NoteChange() => Changes++;
}
