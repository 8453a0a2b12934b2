namespace Backprop;

/// <summary>What an optimizer remembers of each parameter, as a part of a run.</summary>
internal sealed class OptimizerSlots(Network network, Optimizer optimizer, TrainingStep step) : ITrainingState
{
    public void Pass(StatePassage state)
    {
        step.Steps = state.Pass("steps", step.Steps, long.MaxValue);
        var names = network.NamedState.Where(named => network.Parameters.Contains(named.Parameter)).Select(named => named.Name);
        foreach (var (slots, parameter) in step.Slots.Zip(names))
            foreach (var (slot, name) in slots.Zip(optimizer.SlotNames)) state.Pass($"optimizer.{name}.{parameter}", slot);
    }
}
