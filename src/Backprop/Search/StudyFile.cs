using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Backprop.Files;

namespace Backprop;

/// <summary>
/// What a search knows, in one JSON document that is written anew, atomically, whenever a trial has come to the end of a rung:
/// <c>format</c>, the SHA-256 of the text of <c>study</c>, and <c>study</c> itself: what is searched, and each trial with its curve.
/// </summary>
internal sealed class StudyFile(string path)
{
    private const string Format = "backprop-study/1";

    // A curve of 1,000 epochs is 80 KB; ten thousand trials of these are still read.
    private const long LargestBytes = 1 << 30;

    private string Name => Printable.Path(path);

    /// <exception cref="InvalidInputException">The place is full or not writable; what was there is unchanged.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public void Save(RunIdentity search, IEnumerable<Trial> trials)
    {
        string study = JsonText.Write(json =>
        {
            json.WritePropertyName("search");
            json.WriteRawValue(search.ToJson());
            json.WriteStartArray("trials");
            foreach (var trial in trials.Where(trial => trial.Epochs > 0 || trial.HasFailed)) TrialJson.Write(json, trial);
            json.WriteEndArray();
        });
        string text = JsonText.Write(json =>
        {
            json.WriteString("format", Format);
            json.WriteString("sha256", Digest(study));
            json.WritePropertyName("study");
            json.WriteRawValue(study);
        });
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text + "\n")));
    }

    /// <summary>Puts what the study knows into the trials.</summary>
    /// <exception cref="InvalidInputException">It is not there, damaged, or of another search: then the message says what is another.</exception>
    public void Load(RunIdentity search, Trial[] trials)
    {
        using var document = Parse(Read());
        try
        {
            var root = document.RootElement;
            string format = root.GetProperty("format").GetString()!;
            if (format != Format) throw new InvalidInputException($"{Name}: the format '{format}' is not known; this version reads '{Format}'. Begin a new study.");
            var study = root.GetProperty("study");
            if (root.GetProperty("sha256").GetString() != Digest(study.GetRawText())) throw new InvalidInputException($"{Name}: the study is damaged: its digest is another than it says. Begin a new study.");
            var changes = search.Changes(study.GetProperty("search").EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString()!));
            if (changes.Count > 0) throw new InvalidInputException($"{Name}: this is not the search that was interrupted: {string.Join("; ", changes)}. Go on with the same data and options, or begin a new study.");
            foreach (var json in study.GetProperty("trials").EnumerateArray())
            {
                int index = json.GetProperty("trial").GetInt32() - 1;
                trials[index] = TrialJson.Read(json, trials[index]);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw Unreadable(exception);
        }
    }

    private byte[] Read()
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.Length > LargestBytes) throw new InvalidInputException($"{Name}: larger than any study. Give the file that --study wrote.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (FileErrors.Reading(path, exception) is { } clear)
        {
            throw clear;
        }
    }

    private JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        // Half of a surrogate pair in a name is met by the search for names that stand twice, which has an exception of its own.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(exception);
        }
    }

    private InvalidInputException Unreadable(Exception exception) =>
        new($"{Name}: no study that this version can read. Give the file that a search wrote, or begin a new study.", exception);

    private static string Digest(string study) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(study)));
}
