using Backprop.Numerics;

namespace Backprop;

/// <summary>Remembers the parameters and buffers of the best epoch.</summary>
internal sealed class BestWeights(Network network) : ITrainingState
{
    private Matrix[]? _copies;

    /// <summary>The epoch that is remembered, from 1; 0 while there is none.</summary>
    public int Epoch { get; private set; }

    private double _least = double.PositiveInfinity;

    /// <summary>Remembers the network's parameters if they are the best so far.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="badness">How bad they are: a loss, or another number of which less is better.</param>
    /// <returns>Whether it is.</returns>
    public bool Offer(int epoch, double badness)
    {
        if (!(badness < _least)) return false;
        (Epoch, _least) = (epoch, badness);
        var copies = MakeRoom();
        for (int i = 0; i < copies.Length; i++) copies[i].CopyFrom(network.State[i].Value);
        return true;
    }

    public void Pass(StatePassage state)
    {
        Epoch = (int)state.Pass("best.epoch", Epoch);
        _least = state.Pass("best.badness", _least);
        if (Epoch == 0) return;
        foreach (var (copy, (name, _)) in MakeRoom().Zip(network.NamedState)) state.Pass($"best.{name}", copy);
    }

    /// <summary>Gives the network the remembered parameters, if there are any.</summary>
    public void Restore()
    {
        for (int i = 0; i < (_copies?.Length ?? 0); i++)
            network.State[i].Overwrite(_copies![i]);
    }

    private Matrix[] MakeRoom() => _copies ??= [.. network.State.Select(parameter => parameter.CreateLike())];
}
