using System.CommandLine;
using System.Globalization;
using Backprop.Benchmarks.Costing;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Sweeping;

/// <summary><c>sweep</c>: cost against width, batch and depth, so that slow corners show.</summary>
internal static class SweepCommand
{
    private static readonly int[] Widths = [64, 128, 256, 512, 1024, 2048, 4096], Batches = [1, 4, 16, 32, 64, 256, 1024], Depths = [1, 2, 4, 8, 16, 32];

    // Where a width or a depth is swept, the other sizes are those of everyday work.
    private const int UsualWidth = 256, UsualBatch = 64, UsualDepth = 2;

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "how long each size is measured", DefaultValueFactory = _ => 0.4 };
        var save = new Option<bool>("--save") { Description = "write table and plot to benchmarks/results" };
        var command = new Command("sweep", "Measures the share of the multiply-add peak over widths, batches, depths and threads.") { seconds, save };
        command.SetAction(parsed =>
        {
            if (!(parsed.GetValue(seconds) is > 0 and < 600)) throw new InvalidInputException("--seconds must be above 0 and below 600.");
            Console.WriteLine("| width | batch | layers | threads | data points/s | share of peak |\n|---|---|---|---|---|---|");
            var points = Sizes().SelectMany(size => Measure(size, parsed.GetValue(seconds))).ToList();
            if (!parsed.GetValue(save)) return;
            string line = string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project benchmarks/Backprop.Benchmarks -- sweep --seconds {parsed.GetValue(seconds)} --save");
            foreach (string file in SweepFiles.Write(points, Machine.Here, line)) Console.Error.WriteLine($"written: {Path.GetRelativePath(Repository.Root, file)}");
        });
        return command;
    }

    /// <summary>Every width with the batches that do not take it all day (a wide layer point by point does), and the depths.</summary>
    private static IEnumerable<(int Width, int Batch, int Depth)> Sizes() =>
    [
        .. from width in Widths from batch in Batches where (long)width * batch <= 1L << 19 && batch >= width / 128 select (width, batch, UsualDepth),
        .. from depth in Depths where depth != UsualDepth select (UsualWidth, UsualBatch, depth),
    ];

    private static IEnumerable<SweepPoint> Measure((int Width, int Batch, int Depth) size, double seconds)
    {
        var measured = Case.Parse($"{string.Join('-', Enumerable.Repeat(size.Width, size.Depth + 1))}@{size.Batch}");
        var engine = new EngineRun(measured, Addition.Nothing);
        foreach (int threads in new[] { 1, Engine.DefaultThreads }.Distinct())
        {
            double before = MultiplyAddPeak.Measure(threads), rate = engine.Measure(threads, seconds), peak = Math.Max(before, MultiplyAddPeak.Measure(threads));
            var point = new SweepPoint(size.Width, size.Batch, size.Depth, threads, rate, rate * measured.OperationsOfPoint / peak);
            Console.WriteLine(SweepFiles.Row(point));
            yield return point;
        }
    }
}
