using System.Diagnostics;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;

namespace Backprop.Benchmarks.Limits;

/// <summary>
/// The phases of a training step, each clocked where it stands in the step, so that the caches hold what they hold in a training:
/// batch into memory, every layer forward, loss, every layer backward with its update.
/// </summary>
internal sealed class StepPhases : IDisposable
{
    private readonly Case _measured;
    private readonly ThreadTeam _team;
    private readonly NetworkPass _pass;
    private readonly OptimizerState _optimizer;
    private readonly int[] _rows;
    private readonly List<(string Name, long MultiplyAdds, Action Run)> _phases = [];

    public StepPhases(Case measured, int threads)
    {
        _measured = measured;
        _team = new ThreadTeam(threads);
        Network = measured.CreateNetwork();
        Network.Initialize(seed: 1);
        var data = measured.CreateData();
        _optimizer = new OptimizerState(new Sgd(1e-4f), Network.Parameters, team: _team);
        _pass = new NetworkPass(Network, measured.Batch, forTraining: true, _team, storesGradients: false);
        _rows = [.. Enumerable.Range(0, data.Count)];
        var random = new Random(1);
        random.Shuffle(_rows);
        AddPhases(Network, new PointLoader(data, _pass), data.Count / measured.Batch);
    }

    /// <summary>What the steps train.</summary>
    public Network Network { get; }

    /// <summary>What each phase is called, the multiply-adds that it cannot do without, and its time in seconds: the median of many steps.</summary>
    public IReadOnlyList<(string Name, long MultiplyAdds, double Seconds)> Measure(double seconds)
    {
        var times = _phases.Select(_ => new List<double>()).ToList();
        double clockCost = ClockCost(), warmUp = seconds / 2;
        var clock = Stopwatch.StartNew();
        for (bool counts = false; clock.Elapsed.TotalSeconds < warmUp + seconds || times[0].Count == 0;)
        {
            _optimizer.Start(_measured.Batch);
            long before = Stopwatch.GetTimestamp();
            for (int phase = 0; phase < _phases.Count; phase++)
            {
                _phases[phase].Run();
                long after = Stopwatch.GetTimestamp();
                if (counts) times[phase].Add(Math.Max(0, (double)(after - before) / Stopwatch.Frequency - clockCost));
                before = after;
            }
            counts = clock.Elapsed.TotalSeconds > warmUp;
        }
        return [.. _phases.Zip(times, (phase, each) => (phase.Name, phase.MultiplyAdds, Median.Of(each)))];
    }

    public void Dispose() => _team.Dispose();

    private void AddPhases(Network network, PointLoader loader, int batches)
    {
        int batch = -1, last = _pass.Layers.Count - 1;
        _phases.Add(("batch", 0, () =>
        {
            batch = (batch + 1) % batches;
            loader.Load(_rows.AsSpan(batch * _measured.Batch, _measured.Batch));
        }
        ));
        for (int l = 0; l <= last; l++)
        {
            var (pass, input) = (_pass.Layers[l], l == 0 ? _pass.Input : _pass.Layers[l - 1].Output);
            _phases.Add(($"{Sizes(network, l)} forward", MultiplyAdds(network, l), () => pass.Forward(input)));
        }
        bool fused = _measured.Loss.IsFusedWith(network.Layers[^1].Activation!);
        var (loss, losses) = (_measured.Loss.CreateKernel(fused), new Matrix(1, _measured.Batch));
        _phases.Add(("loss", 0, () =>
        {
            loss.Evaluate(new LossOperands(loader.Targets, _pass.WeightedSums, _pass.Outputs, _pass.OutputGradient, losses), _team);
            _pass.OutputGradient.ClearPadding();
        }
        ));
        for (int l = last; l >= 0; l--)
        {
            var (pass, before) = (_pass.Layers[l], l == 0 ? null : _pass.Layers[l - 1]);
            var (input, gradient) = (before?.Output ?? _pass.Input, _pass.Deltas[l]);
            bool isDelta = l < last ? pass.GradientToDelta is not null : fused;
            TileWork[] updates = [_optimizer.Updates[2 * l], _optimizer.Updates[2 * l + 1]];
            var destinations = new BackwardDestinations(before is null ? null : _pass.Deltas[l - 1], before?.GradientToDelta, updates);
            _phases.Add(($"{Sizes(network, l)} backward, update", MultiplyAdds(network, l) * (l == 0 ? 1 : 2), () => pass.Backward(input, gradient, isDelta, destinations)));
        }
        _phases.Add(("acceptance", 0, () => _optimizer.Accept()));
    }

    private long MultiplyAdds(Network network, int layer) => (long)_measured.Layers[layer] * network.Layers[layer].Outputs * _measured.Batch;

    private string Sizes(Network network, int layer) => $"{_measured.Layers[layer]} → {network.Layers[layer].Outputs}";

    private static double ClockCost()
    {
        const int Times = 10_000;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Times; i++) _ = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / Times;
    }
}
