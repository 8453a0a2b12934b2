using System.Globalization;
using Backprop.Benchmarks.Measuring;
using Backprop.Long.Reporting;

namespace Backprop.Long.Running;

/// <summary>Runs tests one after the other, and keeps the result of each as soon as it has ended.</summary>
internal sealed class Runner(ResultFolder results, RunOptions options, CancellationToken cancellation)
{
    /// <summary>Runs them all; a failure does not keep the next ones from running.</summary>
    /// <returns>Whether none failed.</returns>
    public bool Run(IReadOnlyList<ILongTest> tests)
    {
        bool passed = true;
        foreach (var test in tests)
        {
            if (cancellation.IsCancellationRequested) break;
            var result = Run(test);
            results.Write(result);
            passed &= result.Failed == 0;
        }
        return passed;
    }

    private LongResult Run(ILongTest test)
    {
        long wanted = Math.Max(1, (long)(test.Required * options.Scale));
        using var run = new LongRun(test.Name, wanted, options.Seed, options.MostSeconds, cancellation);
        try
        {
            test.Run(run);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            run.Fail($"ended by {exception}");
        }
        return new LongResult
        {
            Name = test.Name,
            Unit = test.Unit,
            Done = run.Done,
            Required = test.Required,
            Failed = run.Failed,
            Failures = run.Failures,
            Seconds = Math.Round(run.Seconds, 1),
            Seed = options.Seed,
            Notes = run.Notes,
            Processor = ProcessorName.Read(),
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>How long tests are run.</summary>
/// <param name="Seed">What everything random is drawn from.</param>
/// <param name="Scale">The share of the required counts.</param>
/// <param name="MostSeconds">When a test ends, whatever it has done.</param>
internal sealed record RunOptions(int Seed, double Scale, double MostSeconds);
