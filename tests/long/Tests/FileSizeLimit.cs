using System.Diagnostics;
using System.Globalization;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;

namespace Backprop.Long.Tests;

/// <summary>Processes that may not write files beyond a limit, in steps of half a kibibyte.</summary>
internal sealed class FileSizeLimit : ILongTest
{
    private const int Block = 512;

    public string Name => "file-size-limit";

    public string Proves => "A process whose files may not grow beyond a limit (`ulimit -f`), at every size in steps of 512 bytes: it ends well, or with exit code 2 and one line; no temporary file is left, and every file that can be seen is complete.";

    public IReadOnlyList<int> Guarantees => [3, 12];

    public string Unit => "sizes";

    public long Required => 100;

    public void Run(LongRun run)
    {
        if (!File.Exists("/bin/sh"))
        {
            run.Note("skipped", "there is no shell to set the limit");
            return;
        }
        long refused = 0;
        run.Each(number =>
        {
            if (Train(Directory.CreateDirectory(Path.Combine(run.Folder, $"{number}")).FullName, (int)number) == 2) refused++;
            run.Note("limits that were too small", string.Create(CultureInfo.InvariantCulture, $"{refused}, the smallest that was not is about {(refused + 1) * Block} bytes"));
        });
    }

    private static int Train(string folder, int blocks)
    {
        string model = Path.Combine(folder, "model.safetensors"), run = Path.Combine(folder, "run");
        string[] words = ["train", "iris", "--hidden", "96", "--epochs", "5", "--quiet", "--output", model, "--checkpoint", run, "--checkpoint-every", "2batches"];
        var shell = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -f {blocks}; exec dotnet \"$0\" \"$@\"", CommandProcess.Program, .. words]);
        // The runtime keeps code in a file in memory otherwise, and that has a size too.
        shell.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        var ended = CommandProcess.Run(shell, _ => { });
        if (ended.ExitCode is not (0 or 2)) throw new InvalidOperationException($"exit code {ended.ExitCode}: {ended.Error}");
        if ((ended.ExitCode == 0) != File.Exists(model)) throw new InvalidOperationException($"exit code {ended.ExitCode}, but the model is {(ended.ExitCode == 0 ? "not " : "")}there: {ended.Error}");
        if (ended.ExitCode == 2 && ended.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)) != 1) throw new InvalidOperationException($"not one line of error: {ended.Error}");
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            if (SafeTensors.Read(file).Integrity != Integrity.Verified) throw new InvalidOperationException($"{file} is not complete");
        return ended.ExitCode;
    }
}
