using System.Diagnostics;
using System.Globalization;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;

namespace Backprop.Long.Tests;

/// <summary>Commands in processes whose heap is limited, from too small to large enough.</summary>
internal sealed class HeapLimit : ILongTest
{
    // Below it the runtime itself does not start.
    private const long Smallest = 4L << 20, Largest = 96L << 20;

    public string Name => "heap-limit";

    public string Proves => "Training and reading in processes with too small a heap (DOTNET_GCHeapHardLimit): each ends well, or with exit code 2 and one line that says so; no temporary file is left, and what is at a path that was written before is as it was, or new and complete.";

    public IReadOnlyList<int> Guarantees => [5, 12];

    public string Unit => "limits";

    public long Required => 300;

    public void Run(LongRun run)
    {
        string table = Path.Combine(run.Folder, "table.csv"), model = Path.Combine(run.Folder, "model.safetensors");
        File.WriteAllLines(table, Enumerable.Range(0, 60_000).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 97},{row * 0.37 % 11},{(row % 3 == 0 ? "a" : "b")},{row % 7}")).Prepend("x,y,kind,z"));
        var prepared = CommandProcess.Run("train", table, "--target", "z", "--epochs", "1", "--hidden", "512", "--quiet", "--output", model);
        if (prepared.ExitCode != 0) throw new InvalidOperationException(prepared.Error);
        string[][] commands =
        [
            ["train", table, "--target", "z", "--epochs", "1", "--hidden", "512", "--quiet", "--output", model],
            ["train", "digits", "--epochs", "1", "--hidden", "1024,1024", "--quiet", "--output", model],
            ["evaluate", model, table],
            ["predict", model, table, "--output", Path.Combine(run.Folder, "predictions.csv")],
        ];
        var ends = new SortedDictionary<int, int>();
        run.Each(number =>
        {
            var random = run.RandomOf(number);
            long limit = (long)(Smallest * Math.Pow((double)Largest / Smallest, random.NextDouble()));
            File.Copy(model, model + ".kept", overwrite: true);
            try
            {
                int exitCode = Limited(commands[number % commands.Length], limit, run.Folder);
                ends[exitCode] = ends.GetValueOrDefault(exitCode) + 1;
            }
            finally
            {
                // A model of digits does not fit the table.
                File.Move(model + ".kept", model, overwrite: true);
            }
            run.Note("exit codes", string.Join(", ", ends.Select(end => $"{end.Key}: {end.Value} times")));
        });
    }

    private static int Limited(string[] words, long limit, string folder)
    {
        var child = new ProcessStartInfo("dotnet", [CommandProcess.Program, .. words]);
        child.Environment["DOTNET_GCHeapHardLimit"] = limit.ToString("X", CultureInfo.InvariantCulture);
        var ended = CommandProcess.Run(child, _ => { });
        string what = $"{string.Join(' ', words)} within {limit:N0} bytes: exit code {ended.ExitCode}: {ended.Error}";
        if (ended.ExitCode is not (0 or 2)) throw new InvalidOperationException(what);
        if (ended.ExitCode == 2 && !(ended.Error.StartsWith("error: ", StringComparison.Ordinal) && ended.Error.TrimEnd('\n').Split('\n').Length == 1)) throw new InvalidOperationException($"not one line: {what}");
        if (Directory.GetFiles(folder, ".backprop-*").Length > 0) throw new InvalidOperationException($"a temporary file was left: {what}");
        if (SafeTensors.Read(Path.Combine(folder, "model.safetensors")).Integrity != Integrity.Verified) throw new InvalidOperationException($"the model is not complete: {what}");
        return ended.ExitCode;
    }
}
