namespace Backprop.Reference;

/// <summary>
/// The update of one step, from the gradients of the batch: each parameter changes in place, by a rule that may
/// remember earlier gradients in state slots. A slot is an array as long as its parameter.
/// </summary>
/// <param name="learningRate">η.</param>
public abstract class ReferenceOptimizer(double learningRate = 0)
{
    private readonly Dictionary<ReferenceParameter, IReadOnlyList<double[]>> _slots = new(ReferenceEqualityComparer.Instance);

    /// <summary>The name in problem files and on the command line, such as <c>sgd</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What the slots of a parameter hold, such as <c>velocity</c>; none by default.</summary>
    public virtual IReadOnlyList<string> SlotNames => [];

    /// <summary>The learning rate η of the next step; a schedule may change it between steps.</summary>
    public double LearningRate { get; set; } = learningRate;

    /// <summary>What a slot starts as; 0 by default.</summary>
    protected virtual double SlotStart(int slot) => 0;

    /// <summary>The weight decay: it joins the gradients before the rule sees them, or is taken beside the rule; none by default.</summary>
    public ReferenceWeightDecay WeightDecay { get; set; } = ReferenceWeightDecay.None;

    /// <summary>Whether the weight decay shrinks the weights by η·λ·w beside the rule, rather than joining the gradients; false by default.</summary>
    public virtual bool DecouplesWeightDecay => false;

    /// <summary>Clipping, L1 and the largest norm of weights; none by default.</summary>
    public ReferenceRegularization Regularization { get; set; } = new();

    /// <summary>Whether biases are trained; true by default, false holds them fixed.</summary>
    public bool TrainBiases { get; set; } = true;

    /// <summary>How many steps were taken; settable, to go on from a stored state.</summary>
    public int Step { get; set; }

    /// <summary>The state slots of a parameter, in the order of <see cref="SlotNames"/>; writable, to go on from a stored state.</summary>
    public IReadOnlyList<double[]> SlotsOf(ReferenceParameter parameter)
    {
        if (!_slots.TryGetValue(parameter, out IReadOnlyList<double[]>? slots))
            _slots[parameter] = slots = [.. SlotNames.Select((_, slot) => Enumerable.Repeat(SlotStart(slot), parameter.Values.Length).ToArray())];
        return slots;
    }

    /// <summary>Takes one step: every parameter is updated from its gradient.</summary>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="gradients">The gradient of each parameter over the batch, in the same order, flat like the values.</param>
    /// <exception cref="ArgumentException">There is not one gradient for each number of each parameter.</exception>
    public void Update(IReadOnlyList<ReferenceParameter> parameters, IReadOnlyList<double[]> gradients)
    {
        if (!parameters.Select(p => p.Values.Length).SequenceEqual(gradients.Select(g => g.Length)))
            throw new ArgumentException("The gradients do not have the lengths of the parameters.", nameof(gradients));
        Step++;
        gradients = Regularization.Clip(gradients);
        foreach (var (parameter, gradient) in parameters.Zip(gradients))
        {
            if (!TrainBiases && parameter.IsBias) continue;
            if (DecouplesWeightDecay) WeightDecay.Shrink(parameter, LearningRate);
            Update(parameter.Values, WithPenalties(gradient, parameter), SlotsOf(parameter));
            Regularization.LimitNorms(parameter);
        }
    }

    private double[] WithPenalties(double[] gradient, ReferenceParameter parameter)
    {
        double[] seen = Regularization.AddL1(gradient, parameter);
        return DecouplesWeightDecay ? seen : WeightDecay.AddTo(seen, parameter);
    }

    /// <summary>The rule, for one parameter; <see cref="Step"/> is 1 at the first step.</summary>
    /// <param name="values">w, changed in place.</param>
    /// <param name="gradients">g, the gradient of the batch, with the weight decay in it unless that is decoupled.</param>
    /// <param name="slots">The state slots, changed in place.</param>
    protected abstract void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots);
}
