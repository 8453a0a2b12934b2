using System.Diagnostics;
using Backprop.Benchmarks.Costing;
using Backprop.Data;

namespace Backprop.Benchmarks.Measuring;

/// <summary>This engine on one case, through the public API alone: a training whose epochs are clocked, or predictions one by one.</summary>
/// <param name="measured">The case.</param>
/// <param name="addition">What the training has beside the plain step.</param>
internal sealed class EngineRun(Case measured, Addition addition)
{
    // As long as the just-in-time compiler may take to see what is worth optimizing.
    private const double WarmUpSeconds = 1;

    private readonly Network _network = addition.CreateNetwork(measured);
    private readonly Dataset _data = measured.CreateData();
    private bool _isWarm;

    /// <summary>Data points a second: the mean over whole epochs (or stretches of predictions) of so many seconds, by the wall clock.</summary>
    public double Measure(int threads, double seconds)
    {
        double warmUp = _isWarm ? WarmUpSeconds / 20 : WarmUpSeconds;
        _isWarm = true;
        return measured.Predicts ? Predict(warmUp, seconds) : Train(threads, warmUp, seconds);
    }

    private double Train(int threads, double warmUp, double seconds)
    {
        var options = addition.Options(new TrainingOptions { Epochs = int.MaxValue, BatchSize = measured.Batch, Threads = threads });
        using var folder = addition.Folder ? new TemporaryFolder() : null;
        if (folder is not null) options = options with { Checkpoints = new(new CheckpointDirectory(folder.Path)) { Every = CheckpointInterval.Seconds(Addition.SecondsBetweenCheckpoints) } };
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        double start = 0, end = 0;
        int epochs = 0;
        var progress = new Immediate(_ =>
        {
            double elapsed = clock.Elapsed.TotalSeconds;
            // The first epoch is never counted: buffers are new and caches cold.
            if (start > 0) (end, epochs) = (elapsed, epochs + 1);
            else if (elapsed > warmUp) start = elapsed;
            if (epochs > 0 && end - start > seconds) stop.Cancel();
        });
        var result = new Trainer(_network, measured.Loss, addition.Optimizer, options).Train(_data, null, progress, stop.Token);
        if (result.StopReason != StopReason.Cancelled) throw new InvalidInputException($"{measured.Name}: training ended by itself ({result.StopReason}).");
        return epochs * (double)_data.Count / (end - start);
    }

    private double Predict(double warmUp, double seconds)
    {
        var outputs = new float[_network.Outputs];
        var clock = Stopwatch.StartNew();
        double start = 0;
        for (long predictions = 0; ;)
        {
            for (int row = 0; row < _data.Count; row++) _network.Predict(_data.Input(row), outputs);
            double elapsed = clock.Elapsed.TotalSeconds;
            if (start > 0) predictions += _data.Count;
            else if (elapsed > warmUp) start = elapsed;
            if (predictions > 0 && elapsed - start > seconds) return predictions / (elapsed - start);
        }
    }

    private sealed class Immediate(Action<EpochReport> report) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => report(value);
    }
}
