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
    private readonly Regularization _regularization;
    private readonly WholeUpdate _whole;
    private readonly GradientNorm? _norm;
    private readonly NormLimit? _limit;
    private volatile bool _finite;
    private int _points;

    /// <param name="optimizer">The rule.</param>
    /// <param name="parameters">What it changes.</param>
    /// <param name="regularization">What else has a say; null for nothing.</param>
    /// <param name="team">The threads that share what cannot be done tile by tile; null for the calling one alone.</param>
    public OptimizerState(Optimizer optimizer, IReadOnlyList<Parameter> parameters, Regularization? regularization = null, ThreadTeam? team = null)
    {
        optimizer.Check();
        team ??= new ThreadTeam(1);
        (_optimizer, _regularization) = (optimizer, regularization ?? Regularization.None);
        LearningRate = optimizer.LearningRate;
        _parameters = [.. parameters];
        _kernel = optimizer.CreateKernel();
        _updates = [.. parameters.Select(parameter => new TileUpdate(this, parameter, CreateSlots(optimizer, parameter)))];
        _whole = new WholeUpdate(_updates, parameters, team);
        if (_regularization.ClipNorm is not null) _norm = new GradientNorm(parameters, team);
        if (_regularization.MaxNorm is { } limit) _limit = new NormLimit(parameters, limit, team);
        // Created here, since threads would race for it later.
        foreach (var parameter in _parameters) parameter.ReserveNext();
    }

    /// <summary>What takes the tiles of each parameter's gradient, in the parameters' order.</summary>
    public IReadOnlyList<TileWork> Updates => _updates;

    /// <summary>Whether nothing may be updated before all gradients are there: then they go to <see cref="TakeWhole"/>.</summary>
    public bool NeedsWholeGradient => _norm is not null;

    /// <summary>How many steps were accepted; settable, to go on from a stored state.</summary>
    public long Steps { get; set; }

    /// <summary>η of the next step; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>What the rule remembers: for each parameter in order its slots, in the order of <see cref="Optimizer.SlotNames"/>. Contents may be replaced, to go on from a stored state.</summary>
    public IReadOnlyList<IReadOnlyList<Matrix>> Slots => [.. _updates.Select(update => update.Slots)];

    /// <summary>Begins a step from gradients that are sums over so many data points.</summary>
    public void Start(int points)
    {
        (_finite, _points) = (true, points);
        _kernel.Start(Steps + 1, LearningRate);
        foreach (var update in _updates) update.Terms = TermsOf(update.Parameter, 1f / points);
    }

    /// <summary>Takes all gradients of a step at once, in the parameters' order.</summary>
    public void TakeWhole(IReadOnlyList<Matrix> gradients)
    {
        if (_norm is not null)
        {
            double factor = Math.Min(1, _regularization.ClipNorm!.Value / (_norm.Of(gradients) / _points + LeastNorm));
            foreach (var update in _updates) update.Terms = TermsOf(update.Parameter, (float)(factor / _points));
        }
        _whole.Take(gradients);
    }

    // PyTorch's: what keeps a gradient of 0 from a division by 0.
    private const double LeastNorm = 1e-6;

    /// <summary>Makes the new numbers of every parameter the current ones.</summary>
    /// <returns>False where one is not finite: then no parameter has changed.</returns>
    public bool Accept()
    {
        if (!_finite) return false;
        _limit?.Enforce();
        foreach (var parameter in _parameters) parameter.AcceptNext();
        Steps++;
        return true;
    }

    private UpdateTerms TermsOf(Parameter parameter, float meanFactor)
    {
        float decay = parameter.IsVector && !_optimizer.DecayBiases ? 0 : _optimizer.WeightDecay;
        bool decoupled = _optimizer.DecouplesWeightDecay;
        return new UpdateTerms(meanFactor, decoupled ? 0 : decay, decoupled ? (float)(1 - LearningRate * decay) : 1)
        {
            Clip = _regularization.ClipValue ?? float.PositiveInfinity,
            L1 = parameter.IsVector ? 0 : _regularization.L1,
        };
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

    private sealed unsafe class TileUpdate(OptimizerState state, Parameter parameter, Matrix[] slots) : TileWork
    {
        public Parameter Parameter => parameter;

        public Matrix[] Slots => slots;

        public UpdateTerms Terms { get; set; }

        public override TileMemory Memory(in Block block) => new()
        {
            First = parameter.Value.Corner(block),
            Second = parameter.Next.Corner(block),
            Third = slots.Length > 0 ? slots[0].Corner(block) : null,
            Fourth = slots.Length > 1 ? slots[1].Corner(block) : null,
            Stride = parameter.Value.Stride,
        };

        public override void Apply(in FinishedTile gradient)
        {
            var operands = new UpdateOperands(parameter.Value, parameter.Next, slots, Terms);
            if (!state._kernel.Update(operands, gradient)) state._finite = false;
        }
    }
}
