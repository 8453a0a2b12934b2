using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Peers;

namespace Backprop.Benchmarks.Comparing;

/// <summary><c>compare</c>: the engine beside its peers, case by case.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "engine: without peers" };
        only.AcceptOnlyFromAmong("engine");
        var named = new Option<string[]>("--case") { Description = "a case, such as 784-128-10@32 or predict:784-128-10 (again for more); all of the table by default" };
        var seconds = new Option<double>("--seconds") { Description = "how long each takes its turn in a round", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "rounds, of which the median counts", DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json") { Description = "one JSON object a line, and nothing else" };
        var save = new Option<bool>("--save") { Description = "write benchmarks/results and README's table" };
        var command = new Command("compare", "Measures a training step end to end, beside PyTorch, scikit-learn and FANN where they are installed (benchmarks/peers/setup.sh).")
        {
            only, named, seconds, rounds, json, save,
        };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetValue(named) is { Length: > 0 } given ? given : [.. Case.Standard];
            foreach (string name in names) Case.Parse(name);
            if (!(parsed.GetValue(seconds) is > 0 and < 600)) throw new InvalidInputException("--seconds must be above 0 and below 600.");
            if (parsed.GetValue(rounds) < 1) throw new InvalidInputException("--rounds must be at least 1.");
            if (parsed.GetValue(save) && (parsed.GetValue(only) is not null || names.Length != Case.Standard.Count))
                throw new InvalidInputException("--save writes README's table, which has every case beside its peers. Leave out --only and --case.");
            var (played, turn, asJson) = (parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(json));
            if (!asJson) WriteHead();
            List<CaseResult> results = [];
            foreach (string name in names)
            {
                results.Add(names.Length > 1 ? InOwnProcess(name, parsed.GetValue(only), played, turn) : Here(name, parsed.GetValue(only), played, turn));
                Console.WriteLine(asJson ? ResultJson.Line(results[^1], Machine.Here) : ResultTable.Row(results[^1]));
            }
            if (!parsed.GetValue(save)) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project benchmarks/Backprop.Benchmarks -- compare --seconds {parsed.GetValue(seconds)} --rounds {parsed.GetValue(rounds)} --save");
            foreach (string file in ResultFiles.Write(results, Machine.Here, line)) Console.Error.WriteLine($"written: {Path.GetRelativePath(Repository.Root, file)}");
        });
        return command;
    }

    private static void WriteHead()
    {
        double one = MultiplyAddPeak.Measure(1), all = MultiplyAddPeak.Measure(Engine.DefaultThreads);
        Console.WriteLine(Machine.Here);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"multiply-add peak {one / 1e9:0} GFLOP/s on one core, {all / 1e9:0} on {Engine.DefaultThreads}"));
        Console.WriteLine();
        Console.WriteLine(ResultTable.Head);
    }

    private static CaseResult Here(string name, string? only, int rounds, double seconds)
    {
        using var peers = only is null ? new PeerSet(PeerSet.Standard, Console.Error.WriteLine) : null;
        return Comparison.Run(name, peers, rounds, seconds);
    }

    /// <summary>As a program has one network: the just-in-time compiler fits code to what it sees first, and another case would inherit that.</summary>
    private static CaseResult InOwnProcess(string name, string? only, int rounds, double seconds)
    {
        string[] words =
        [
            "compare", "--case", name, "--json", "--rounds", rounds.ToString(CultureInfo.InvariantCulture), "--seconds", seconds.ToString(CultureInfo.InvariantCulture),
            .. only is null ? Array.Empty<string>() : ["--only", only],
        ];
        string program = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") words = [typeof(CompareCommand).Assembly.Location, .. words];
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? ResultJson.Read(line) : throw new InvalidInputException($"{name} could not be measured: its process ended with {process.ExitCode}.");
    }
}
