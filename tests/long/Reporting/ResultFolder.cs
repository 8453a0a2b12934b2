using System.Text.Encodings.Web;
using System.Text.Json;
using Backprop.Files;
using Backprop.Long.Running;

namespace Backprop.Long.Reporting;

/// <summary>
/// Where results stand: <c>reliability/NAME.json</c> for each test and <c>reliability.md</c> made of all of them, so that tests which
/// run apart, or on different days, still make one report.
/// </summary>
internal sealed class ResultFolder(string docs)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Results => Path.Combine(docs, "reliability");

    /// <summary>Keeps a result, and makes the report anew.</summary>
    public void Write(LongResult result)
    {
        Directory.CreateDirectory(Results);
        WriteText(Path.Combine(Results, $"{result.Name}.json"), JsonSerializer.Serialize(result, Format) + "\n");
        WriteReport();
    }

    /// <summary>Makes the report of the results that are there.</summary>
    public void WriteReport() => WriteText(Path.Combine(docs, "reliability.md"), ReliabilityReport.Of(LongTests.All, Last()));

    private Dictionary<string, LongResult> Last() => LongTests.All
        .Select(test => Path.Combine(Results, $"{test.Name}.json")).Where(File.Exists)
        .Select(file => JsonSerializer.Deserialize<LongResult>(File.ReadAllText(file), Format)!).ToDictionary(result => result.Name);

    private static void WriteText(string path, string text) => AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
