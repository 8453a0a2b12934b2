using Backprop.Files;

namespace Backprop;

/// <summary>
/// The checkpoints of one training run. Between two batches the state is copied; a thread of the pool writes the copy while training goes on.
/// At most one copy is on its way: while it is, the next one waits for a later batch.
/// </summary>
internal sealed class RunCheckpoints : IDisposable
{
    private readonly Checkpointing _options;
    private readonly RunIdentity _identity;
    private readonly CheckpointHistory _history;
    private readonly IReadOnlyList<ITrainingState> _parts;
    private readonly StateCapture _capture = new();
    private readonly Place _place = new();
    private Task _writing = Task.CompletedTask;
    private long _lastTime = Environment.TickCount64, _lastStep;
    private int _epochs;
    private (int Epoch, int Batch)? _kept;

    /// <param name="options">Where and how often.</param>
    /// <param name="identity">What the run is.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="others">Everything else that a run is.</param>
    public RunCheckpoints(Checkpointing options, RunIdentity identity, ITrainingState parameters, IEnumerable<ITrainingState> others)
    {
        options.Check();
        (_options, _identity, _history, _parts) = (options, identity, new CheckpointHistory(options), [parameters, _place, .. others]);
    }

    /// <summary>Gives every part of the run the state to begin with.</summary>
    /// <returns>The epoch to go on in, from 1, and how many of its batches are done.</returns>
    /// <exception cref="InvalidInputException">There is no checkpoint where one is needed, or one where none may be, or it is another run's.</exception>
    public (int Epoch, int Batch) Begin()
    {
        if (RunOrigin.Of(_options, _history, () => _identity) is not var (content, name)) return (_place.Epoch, _place.Batch);
        var restoration = new StateRestoration(content, name);
        if (_options.Start == CheckpointStart.NewRunFromParameters)
        {
            _parts[0].Pass(restoration);
            return (_place.Epoch, _place.Batch);
        }
        foreach (var part in _parts) part.Pass(restoration);
        if (!_history.HasUseless) _kept = (_place.Epoch, _place.Batch);
        return (_place.Epoch, _place.Batch);
    }

    /// <summary>Says how far training is, and writes a checkpoint where one is due.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">How many of its batches are done.</param>
    /// <param name="step">Batches done since training began.</param>
    /// <param name="endsEpoch">Whether an epoch has just ended.</param>
    public void Reach(int epoch, int batch, long step, bool endsEpoch)
    {
        if (endsEpoch) _epochs++;
        if (!_options.Every.IsDue(Environment.TickCount64 - _lastTime, step - _lastStep, _epochs) || !_writing.IsCompleted) return;
        if (Take(epoch, batch, step)) _writing = Task.Run(Write);
    }

    /// <summary>Writes a checkpoint and waits until it is safe; one of that very batch that is there already does as well.</summary>
    public void Conclude(int epoch, int batch, long step)
    {
        _writing.Wait();
        if (_kept != (epoch, batch) && Take(epoch, batch, step)) Write();
    }

    /// <summary>Waits for the checkpoint that is being written, so that the store may be closed.</summary>
    public void Dispose() => _writing.Wait();

    private bool Take(int epoch, int batch, long step)
    {
        (_lastTime, _lastStep, _epochs) = (Environment.TickCount64, step, 0);
        (_place.Epoch, _place.Batch) = (epoch, batch);
        try
        {
            _capture.Take(_parts);
            return true;
        }
        catch (InvalidInputException exception)
        {
            _options.Warn?.Invoke($"No checkpoint after epoch {epoch}, batch {batch}: {exception.Message}");
            return false;
        }
    }

    private void Write()
    {
        try
        {
            _history.Add(stream => CheckpointFile.Write(stream, _capture, _identity));
            _kept = (_place.Epoch, _place.Batch);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Training is worth more than this checkpoint, whatever a store may throw; the next one is tried when it is due.
            _options.Warn?.Invoke($"The checkpoint was not written, and training goes on: {exception.Message}");
        }
    }

    private sealed class Place : ITrainingState
    {
        public int Epoch { get; set; } = 1;

        public int Batch { get; set; }

        public void Pass(StatePassage state)
        {
            Epoch = (int)state.Pass("epoch", Epoch);
            Batch = (int)state.Pass("batch", Batch);
        }
    }
}
