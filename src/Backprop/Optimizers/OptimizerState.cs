using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// One training run's use of an optimizer: the slots of every parameter, and the step that changes all parameters or none.
/// A step begins with <see cref="Start"/>, takes the gradients tile by tile in any order and from any thread, and ends with <see cref="Accept"/>.
/// </summary>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly Parameter[] _parameters;
    private readonly UpdateKernel _kernel;
    private readonly TileUpdate[] _updates;
    private volatile bool _finite;

    public OptimizerState(Optimizer optimizer, IReadOnlyList<Parameter> parameters)
    {
        optimizer.Check();
        _optimizer = optimizer;
        LearningRate = optimizer.LearningRate;
        _parameters = [.. parameters];
        _kernel = optimizer.CreateKernel();
        _updates = [.. parameters.Select(parameter => new TileUpdate(this, parameter, CreateSlots(optimizer, parameter)))];
        // Created here, since threads would race for it later.
        foreach (var parameter in _parameters) parameter.ReserveNext();
    }

    /// <summary>What takes the tiles of each parameter's gradient, in the parameters' order.</summary>
    public IReadOnlyList<ITileWork> Updates => _updates;

    /// <summary>How many steps were accepted; settable, to go on from a stored state.</summary>
    public long Steps { get; set; }

    /// <summary>η of the next step; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>What the rule remembers: for each parameter in order its slots, in the order of <see cref="Optimizer.SlotNames"/>. Contents may be replaced, to go on from a stored state.</summary>
    public IReadOnlyList<IReadOnlyList<Matrix>> Slots => [.. _updates.Select(update => update.Slots)];

    /// <summary>Begins a step from gradients that are sums over so many data points.</summary>
    public void Start(int points)
    {
        _finite = true;
        _kernel.Start(Steps + 1, LearningRate);
        foreach (var update in _updates) update.Terms = TermsOf(update.Parameter, 1f / points);
    }

    /// <summary>Makes the new numbers of every parameter the current ones.</summary>
    /// <returns>False where one is not finite: then no parameter has changed.</returns>
    public bool Accept()
    {
        if (!_finite) return false;
        foreach (var parameter in _parameters) parameter.AcceptNext();
        Steps++;
        return true;
    }

    private UpdateTerms TermsOf(Parameter parameter, float meanFactor)
    {
        float decay = parameter.IsVector && !_optimizer.DecayBiases ? 0 : _optimizer.WeightDecay;
        return _optimizer.DecouplesWeightDecay
            ? new UpdateTerms(meanFactor, L2: 0, Shrink: (float)(1 - LearningRate * decay))
            : new UpdateTerms(meanFactor, L2: decay, Shrink: 1);
    }

    private static Matrix[] CreateSlots(Optimizer optimizer, Parameter parameter)
    {
        var slots = new Matrix[optimizer.SlotNames.Count];
        for (int slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = parameter.CreateLike();
            slots[slot].Everything.Fill(optimizer.SlotStart(slot));
        }
        return slots;
    }

    private sealed class TileUpdate(OptimizerState state, Parameter parameter, Matrix[] slots) : ITileWork
    {
        public Parameter Parameter => parameter;

        public Matrix[] Slots => slots;

        public UpdateTerms Terms { get; set; }

        public void Apply(in FinishedTile gradient)
        {
            var operands = new UpdateOperands(parameter.Value, parameter.Next, slots, Terms);
            if (!state._kernel.Update(operands, gradient)) state._finite = false;
            FetchTileBelow(gradient.Block);
        }

        /// <summary>The next tile stands below this one: its numbers are on their way from memory while its gradient is computed.</summary>
        private void FetchTileBelow(in Block block)
        {
            var below = new Block(block.EndRow, Math.Min(block.EndRow + block.Rows, parameter.Value.Rows), block.FirstColumn, block.EndColumn);
            // A whole matrix taken as one row has nothing below it.
            if (below.EndColumn > parameter.Value.Stride) return;
            parameter.Value.Fetch(below);
            parameter.Next.Fetch(below);
            foreach (var slot in slots) slot.Fetch(below);
        }
    }
}
