using System.CommandLine;
using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Limits;

/// <summary><c>limits</c>: what the machine can do at most, and where a step's time goes, phase by phase.</summary>
internal static class LimitsCommand
{
    public static Command Create()
    {
        var cases = new Option<string[]>("--case") { Description = "the network and the batch size; may be given again", DefaultValueFactory = _ => [.. Case.Standard] };
        var seconds = new Option<double>("--seconds") { Description = "how long each case is measured for each number of threads", DefaultValueFactory = _ => 1 };
        var save = new Option<bool>("--save") { Description = "write the tables to benchmarks/results" };
        var command = new Command("limits", "Measures what the processor can do at most, and how far each phase of a training step is from it.") { cases, seconds, save };
        command.SetAction(parsed =>
        {
            var (names, time) = (parsed.GetValue(cases)!, parsed.GetValue(seconds));
            if (!(time is > 0 and < 600)) throw new InvalidInputException("--seconds must be above 0 and below 600.");
            var chosen = names.Select(Case.Parse).ToList();
            if (parsed.GetValue(save) && !names.SequenceEqual(Case.Standard)) throw new InvalidInputException("--save writes the tables of all cases. Leave out --case.");
            var machine = MachineLimits.Measure(Engine.DefaultThreads);
            string text = LimitTables.Of(machine);
            Console.WriteLine(text);
            foreach (var measured in chosen)
            {
                string table = measured.Predicts ? LimitTables.OfPrediction(measured, machine, time) : LimitTables.OfStep(measured, machine, time);
                Console.WriteLine(table);
                text += "\n" + table;
            }
            if (!parsed.GetValue(save)) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project benchmarks/Backprop.Benchmarks -- limits --seconds {time} --save");
            Console.Error.WriteLine($"written: {Path.GetRelativePath(Repository.Root, LimitFiles.Write(text, line))}");
        });
        return command;
    }
}
