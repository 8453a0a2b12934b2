namespace Backprop;

/// <summary>Something that stands in the way of learning, in plain language.</summary>
/// <param name="Name">What it is called, such as <c>dead-relu</c>.</param>
/// <param name="Message">What was seen, with numbers.</param>
/// <param name="Hint">What usually helps.</param>
public sealed record Finding(string Name, string Message, string Hint);
