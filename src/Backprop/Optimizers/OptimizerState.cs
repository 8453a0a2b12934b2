using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// One training run's use of an optimizer: the slots of every parameter, and the step that changes all parameters or none.
/// A step begins with <see cref="Start"/>, takes the gradients tile by tile in any order and from any thread, and ends with <see cref="Accept"/>.
/// </summary>
internal sealed class OptimizerState
{
    private readonly Parameter[] _parameters;
    private readonly UpdateKernel _kernel;
    private readonly TileUpdate[] _updates;
    private float _meanFactor;
    private volatile bool _finite;

    public OptimizerState(Optimizer optimizer, IReadOnlyList<Parameter> parameters)
    {
        _parameters = [.. parameters];
        _kernel = optimizer.CreateKernel();
        _updates = [.. parameters.Select(parameter => new TileUpdate(this, parameter, CreateSlots(optimizer.SlotCount, parameter)))];
        // Created here, since threads would race for it later.
        foreach (var parameter in _parameters) parameter.ReserveNext();
    }

    /// <summary>What takes the tiles of each parameter's gradient, in the parameters' order.</summary>
    public IReadOnlyList<ITileWork> Updates => _updates;

    /// <summary>Begins a step from gradients that are sums over so many data points.</summary>
    public void Start(int points) => (_meanFactor, _finite) = (1f / points, true);

    /// <summary>Makes the new numbers of every parameter the current ones.</summary>
    /// <returns>False where one is not finite: then no parameter has changed.</returns>
    public bool Accept()
    {
        if (!_finite) return false;
        foreach (var parameter in _parameters) parameter.AcceptNext();
        return true;
    }

    private static Matrix[] CreateSlots(int count, Parameter parameter) => [.. Enumerable.Range(0, count).Select(_ => parameter.CreateLike())];

    private sealed unsafe class TileUpdate(OptimizerState state, Parameter parameter, Matrix[] slots) : ITileWork
    {
        public TileMemory Memory(in Block block) => new(
            (nint)parameter.Value.Tile(block).Values, (nint)parameter.Next.Tile(block).Values, parameter.Value.Stride);

        public void Apply(in FinishedTile gradient)
        {
            var operands = new UpdateOperands(parameter.Value, parameter.Next, slots, state._meanFactor);
            if (!state._kernel.Update(operands, gradient)) state._finite = false;
        }
    }
}
