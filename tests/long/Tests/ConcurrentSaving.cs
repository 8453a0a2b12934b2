using System.Globalization;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;

namespace Backprop.Long.Tests;

/// <summary>Sixteen processes save one path, and a hundred readers read it all the while.</summary>
internal sealed class ConcurrentSaving : ILongTest
{
    public const string ChildTask = "save";

    private const int Writers = 16, Readers = 100, Values = 5_000, MostSavesAtATime = 100;

    public string Name => "concurrency";

    public string Proves => "While sixteen processes save one path again and again, a hundred readers see whole files only, each of one save.";

    public IReadOnlyList<int> Guarantees => [3];

    public string Unit => "saves";

    public long Required => 10_000;

    public void Run(LongRun run)
    {
        string path = Path.Combine(run.Folder, "model.safetensors");
        Save(path, -1);
        int writing = Writers, atATime = (int)Math.Clamp(run.Wanted / Writers, 1, MostSavesAtATime);
        long reads = 0, given = 0;
        var writers = Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            while (run.GoesOn && Interlocked.Add(ref given, atATime) - atATime is var before && before < run.Wanted)
            {
                long saves = Math.Min(atATime, run.Wanted - before);
                var ended = CommandProcess.Run(ChildProcess.Of(ChildTask, path, $"{writer}", $"{saves}"), _ => { });
                if (ended.ExitCode != 0) run.Fail($"a writer ended with {ended.ExitCode}: {ended.Error}");
                run.Count(saves);
            }
            Interlocked.Decrement(ref writing);
        })).ToList();
        var readers = Enumerable.Range(0, Readers).Select(_ => new Thread(() =>
        {
            while (Volatile.Read(ref writing) > 0)
            {
                if (Torn(path) is { } torn) run.Fail(torn);
                Interlocked.Increment(ref reads);
            }
        })).ToList();
        foreach (var thread in writers.Concat(readers)) thread.Start();
        foreach (var thread in writers.Concat(readers)) thread.Join();
        run.Note("reads meanwhile", string.Create(CultureInfo.InvariantCulture, $"{reads:N0}"));
        if (Directory.GetFileSystemEntries(run.Folder).Length != 1) run.Fail("a temporary file was left");
    }

    /// <summary>Saves a path so many times.</summary>
    public static void RunChild(string[] words)
    {
        int writer = int.Parse(words[1], CultureInfo.InvariantCulture);
        for (int save = 0; save < int.Parse(words[2], CultureInfo.InvariantCulture); save++) Save(words[0], 10_000 * writer + save);
    }

    private static string? Torn(string path)
    {
        try
        {
            var file = SafeTensors.Read(path);
            float[] values = file.Tensor("values").ToArray<float>();
            bool isWhole = file.Integrity == Integrity.Verified && values.Length == Values && values.All(value => value == values[0]);
            return isWhole && file.Metadata["save"] == Text(values[0]) ? null : $"a mixture was read: {file.Metadata["save"]} with {values[0]}";
        }
        catch (Exception exception) when (exception is InvalidInputException or IOException)
        {
            return exception.Message;
        }
    }

    private static void Save(string path, int number)
    {
        float[] values = new float[Values];
        Array.Fill(values, number);
        SafeTensors.Write(path, new SafeTensorsFile([SafeTensor.Of("values", values, Values)], new Dictionary<string, string> { ["save"] = Text(number) }));
    }

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);
}
