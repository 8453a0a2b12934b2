namespace Backprop;

/// <summary>A network's parameters and buffers, as a part of a run.</summary>
internal sealed class NetworkState(Network network) : ITrainingState
{
    public void Pass(StatePassage state)
    {
        foreach (var (name, parameter) in network.NamedState)
        {
            state.Pass(name, parameter.Value);
            if (state.Restores) parameter.NoteChange();
        }
    }
}
