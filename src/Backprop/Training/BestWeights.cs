using Backprop.Numerics;

namespace Backprop;

/// <summary>Remembers the parameters of the epoch with the lowest validation loss.</summary>
internal sealed class BestWeights(Network network)
{
    private Matrix[]? _copies;

    /// <summary>The epoch that is remembered, from 1; 0 while there is none.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its validation loss.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Remembers the network's parameters if the loss is the lowest so far.</summary>
    /// <returns>Whether it is.</returns>
    public bool Offer(int epoch, double loss)
    {
        if (!(loss < Loss)) return false;
        (Epoch, Loss) = (epoch, loss);
        _copies ??= [.. network.Parameters.Select(parameter => parameter.CreateLike())];
        for (int i = 0; i < _copies.Length; i++) _copies[i].CopyFrom(network.Parameters[i].Value);
        return true;
    }

    /// <summary>Gives the network the remembered parameters, if there are any.</summary>
    public void Restore()
    {
        for (int i = 0; i < (_copies?.Length ?? 0); i++)
        {
            network.Parameters[i].Value.CopyFrom(_copies![i]);
            network.Parameters[i].NoteChange();
        }
    }
}
