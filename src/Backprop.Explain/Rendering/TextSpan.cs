namespace Backprop.Explain;

/// <summary>What a piece of text is, for whoever gives it a colour.</summary>
public enum TextRole
{
    /// <summary>Remarks and everything else.</summary>
    Plain,

    /// <summary>A heading of a phase.</summary>
    Heading,

    /// <summary>A heading of a neuron, an edge or a table.</summary>
    Subheading,

    /// <summary>A formula or a table's cell.</summary>
    Formula,

    /// <summary>What a formula comes to.</summary>
    Result,
}

/// <summary>A piece of a line.</summary>
/// <param name="Text">Its characters, without a line break.</param>
/// <param name="Role">What it is.</param>
public readonly record struct TextSpan(string Text, TextRole Role);
