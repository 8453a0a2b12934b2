using System.CommandLine;
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
            using var peers = parsed.GetValue(only) is null ? new PeerSet(PeerSet.Standard, Console.Error.WriteLine) : null;
            var results = Measure(names, peers, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(json));
            if (!parsed.GetValue(save)) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project benchmarks/Backprop.Benchmarks -- compare --seconds {parsed.GetValue(seconds)} --rounds {parsed.GetValue(rounds)} --save");
            foreach (string file in ResultFiles.Write(results, Machine.Here, line)) Console.Error.WriteLine($"written: {Path.GetRelativePath(Repository.Root, file)}");
        });
        return command;
    }

    private static List<CaseResult> Measure(string[] names, PeerSet? peers, int rounds, double seconds, bool asJson)
    {
        var results = new List<CaseResult>();
        if (!asJson)
        {
            double one = MultiplyAddPeak.Measure(1), all = MultiplyAddPeak.Measure(Engine.DefaultThreads);
            Console.WriteLine(Machine.Here);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"multiply-add peak {one / 1e9:0} GFLOP/s on one core, {all / 1e9:0} on {Engine.DefaultThreads}"));
            Console.WriteLine();
            Console.WriteLine(ResultTable.Head);
        }
        foreach (string name in names)
        {
            results.Add(Comparison.Run(name, peers, rounds, seconds));
            Console.WriteLine(asJson ? ResultJson.Line(results[^1], Machine.Here) : ResultTable.Row(results[^1]));
        }
        return results;
    }
}
