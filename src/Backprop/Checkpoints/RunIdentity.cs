using System.Text.Json;

namespace Backprop;

/// <summary>
/// What decides the bits of a run beside its seed's draws: data, network, loss, options, as names and values. A run may only go on
/// as the run that it was.
/// </summary>
internal sealed class RunIdentity(IEnumerable<KeyValuePair<string, string>> facts)
{
    private readonly Dictionary<string, string> _facts = facts.ToDictionary();

    /// <summary>The same with more facts.</summary>
    public RunIdentity With(IEnumerable<KeyValuePair<string, string>> more) => new(_facts.Concat(more));

    /// <summary>The same with another value of a fact.</summary>
    public RunIdentity Changed(string name, string value) => new(_facts.Select(fact => fact.Key == name ? new(name, value) : fact));

    /// <summary>Written with every checkpoint.</summary>
    public string ToJson() => JsonText.Write(json =>
    {
        foreach (var (name, value) in _facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)) json.WriteString(name, value);
    });

    /// <exception cref="InvalidInputException">Something is another than it was; the message says what, and both values.</exception>
    public void RequireSame(string stored, string checkpoint)
    {
        var changed = Changes(Parse(stored, checkpoint));
        if (changed.Count > 0) throw new InvalidInputException($"{checkpoint}: this is not the run that was interrupted: {string.Join("; ", changed)}. Go on with the same data and options, or begin a new run from its parameters.");
    }

    /// <summary>What is another than before, each with both values; empty where nothing is.</summary>
    public IReadOnlyList<string> Changes(IReadOnlyDictionary<string, string> before) => [.. _facts.Keys.Union(before.Keys).Order(StringComparer.Ordinal)
        .Where(name => before.GetValueOrDefault(name) != _facts.GetValueOrDefault(name))
        .Select(name => $"{name} was {before.GetValueOrDefault(name) ?? "not set"} and is {_facts.GetValueOrDefault(name) ?? "not set"}")];

    private static Dictionary<string, string> Parse(string stored, string checkpoint)
    {
        try
        {
            using var document = JsonDocument.Parse(stored, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidInputException($"{checkpoint}: what it says of its run cannot be read. It was written by another version: begin a new run in another folder.", exception);
        }
    }
}
