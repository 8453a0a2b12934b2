namespace Backprop.Tests.Files;

/// <summary>What is said to a person whose input is refused.</summary>
internal static class Refusal
{
    /// <summary>The message, after checking that it is one line of bearable length that ends with what to do.</summary>
    public static string Of(Action action)
    {
        string line = Assert.ThrowsAny<InvalidInputException>(action).Message;
        Assert.DoesNotContain(line, char.IsControl);
        Assert.InRange(line.Length, 20, 800);
        Assert.EndsWith(".", line, StringComparison.Ordinal);
        return line;
    }

    /// <inheritdoc cref="Of(Action)"/>
    public static string Of(Func<object> function) => Of(() => { _ = function(); });
}
