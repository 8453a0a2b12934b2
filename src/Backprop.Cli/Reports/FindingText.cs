using System.Text.Json;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>What a diagnosis found, for people and for programs.</summary>
internal static class FindingText
{
    public static void Write(CommandEnvironment environment, IReadOnlyList<Finding> findings)
    {
        var facts = new Facts(environment);
        foreach (var finding in findings)
        {
            facts.Write("Note", finding.Message);
            facts.Write("", finding.Hint);
        }
    }

    /// <summary>The property <c>findings</c>; an empty list says that all is well.</summary>
    public static void WriteFindings(this Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("message", finding.Message);
            json.WriteString("hint", finding.Hint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
