using System.Collections.Concurrent;

namespace Backprop;

/// <summary>The idle predictors of a network: as many as have ever been at work side by side.</summary>
internal sealed class PredictorPool(Network network)
{
    private readonly ConcurrentBag<Predictor> _others = [];

    // The one that a single thread takes again and again.
    private Predictor? _first;

    public Predictor Take() => Interlocked.Exchange(ref _first, null) ?? (_others.TryTake(out var other) ? other : new Predictor(network));

    public void Return(Predictor predictor)
    {
        if (Interlocked.CompareExchange(ref _first, predictor, null) is not null) _others.Add(predictor);
    }
}
