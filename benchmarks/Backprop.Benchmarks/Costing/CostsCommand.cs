using System.CommandLine;
using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Costing;

/// <summary><c>costs</c>: how much longer a step takes with each of the things that a training may have beside the plain one.</summary>
internal static class CostsCommand
{
    private const string StandardCase = "784-512-256-10@256";

    public static Command Create()
    {
        var named = new Option<string>("--case") { Description = "the network and the batch size", DefaultValueFactory = _ => StandardCase };
        var seconds = new Option<double>("--seconds") { Description = "how long each takes its turn in a round", DefaultValueFactory = _ => 0.6 };
        var rounds = new Option<int>("--rounds") { Description = "rounds, of which the median counts", DefaultValueFactory = _ => 3 };
        var save = new Option<bool>("--save") { Description = "write the table to benchmarks/results" };
        var command = new Command("costs", "Measures what optimizers, regularization, normalization and checkpoints add to a training step.") { named, seconds, rounds, save };
        command.SetAction(parsed =>
        {
            var (name, turn, played) = (parsed.GetValue(named)!, parsed.GetValue(seconds), parsed.GetValue(rounds));
            var measured = Case.Parse(name);
            if (measured.Predicts) throw new InvalidInputException("costs are those of training steps: give a case such as 784-128-10@32.");
            if (!(turn is > 0 and < 600)) throw new InvalidInputException("--seconds must be above 0 and below 600.");
            if (played < 1) throw new InvalidInputException("--rounds must be at least 1.");
            if (parsed.GetValue(save) && name != StandardCase) throw new InvalidInputException($"--save writes the table of {StandardCase}. Leave out --case.");
            Console.WriteLine(CostFiles.Head);
            var costs = Measure(measured, turn, played).ToList();
            if (!parsed.GetValue(save)) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project benchmarks/Backprop.Benchmarks -- costs --seconds {turn} --rounds {played} --save");
            Console.Error.WriteLine($"written: {Path.GetRelativePath(Repository.Root, CostFiles.Write(costs, name, Machine.Here, line))}");
        });
        return command;
    }

    /// <summary>Each addition in rounds in which it and the plain step take turns.</summary>
    private static IEnumerable<Cost> Measure(Case measured, double seconds, int rounds)
    {
        var plain = new EngineRun(measured, Addition.Nothing);
        foreach (var addition in Addition.All.Where(addition => measured.Classifies || !addition.NeedsClasses))
        {
            var engine = new EngineRun(measured, addition);
            var ratios = new List<double>();
            for (int round = 0; round < rounds; round++)
            {
                // The plain step before and after, so that a machine that slows down or speeds up favours neither.
                double before = plain.Measure(Engine.DefaultThreads, seconds / 2), rate = engine.Measure(Engine.DefaultThreads, seconds);
                double after = plain.Measure(Engine.DefaultThreads, seconds / 2);
                ratios.Add((before + after) / 2 / rate);
            }
            var cost = new Cost(addition, Median.Of(ratios) - 1);
            Console.WriteLine(CostFiles.Row(cost));
            yield return cost;
        }
    }
}
