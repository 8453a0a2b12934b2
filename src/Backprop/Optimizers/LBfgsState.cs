using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>How a step ended.</summary>
internal enum StepEnd
{
    /// <summary>The parameters are new.</summary>
    Accepted,

    /// <summary>The loss is not finite; the parameters are the old ones.</summary>
    LossNotFinite,

    /// <summary>A new parameter would not be finite; the parameters are the old ones.</summary>
    UpdateNotFinite,

    /// <summary>No step lowers the loss; the parameters are the old ones.</summary>
    Converged,
}

/// <summary>
/// One training run's use of L-BFGS (<see cref="ReferenceLBfgs"/> has the formulas): directions in float, their products in double.
/// What it searches along is the mean loss with ½·λ·Σw², where weights decay. All that it remembers from step to step are its slots.
/// </summary>
/// <param name="optimizer">First step and weight decay.</param>
/// <param name="parameters">What it changes.</param>
/// <param name="evaluate">The mean loss of the whole data set with the parameters as they are, and the gradient of each, as sums over so many data points.</param>
internal sealed class LBfgsState(LBfgs optimizer, IReadOnlyList<Parameter> parameters, Func<(double Value, IReadOnlyList<Matrix> Sums, int Points)> evaluate)
{
    private readonly ParameterVector _direction = new(parameters);
    private readonly double[] _factors = new double[ReferenceLBfgs.History], _curvatures = new double[ReferenceLBfgs.History];

    // The newest first. Before the pair of a step is known, its vectors hold weights and gradient of its start.
    private readonly List<Pair> _pairs = [.. Enumerable.Range(0, ReferenceLBfgs.History).Select(_ => new Pair(new(parameters), new(parameters)))];
    private readonly ParameterVector _after = new(parameters);
    private Pair _next = new(new(parameters), new(parameters));

    private sealed record Pair(ParameterVector Step, ParameterVector Change);

    /// <summary>For each parameter in order its slots, in the order of <see cref="LBfgs.SlotNames"/>. Contents may be replaced, to go on from a stored state.</summary>
    public IReadOnlyList<IReadOnlyList<Matrix>> Slots =>
        [.. parameters.Select((_, part) => _pairs.SelectMany(pair => new[] { pair.Step.Parts[part], pair.Change.Parts[part] }).ToArray())];

    /// <summary>Takes a step.</summary>
    /// <param name="loss">The mean loss before it, of the data alone.</param>
    public StepEnd Step(out double loss)
    {
        foreach (var parameter in parameters) parameter.ReserveNext();
        var (value, slope) = Look(out loss);
        if (!double.IsFinite(value)) return StepEnd.LossNotFinite;
        for (int part = 0; part < parameters.Count; part++) _next.Step.Parts[part].CopyFrom(parameters[part].Value);
        _next.Change.CopyFrom(_after);
        var end = Search(value);
        // A direction from old pairs may fail where the steepest one does not.
        if (end != StepEnd.Accepted && Count() > 0)
        {
            foreach (var pair in _pairs) pair.Change.Clear();
            end = Search(value);
        }
        if (end == StepEnd.Accepted) Remember();
        return end;
    }

    private StepEnd Search(double value)
    {
        int pairs = Count();
        Direct(pairs);
        double slope = _direction.Dot(_next.Change);
        if (!double.IsFinite(slope)) return StepEnd.UpdateNotFinite;
        if (slope >= 0) return StepEnd.Converged;
        double first = optimizer.LearningRate * (pairs == 0 ? Math.Min(1, 1 / _next.Change.SumOfSizes()) : 1);
        if (StrongWolfe.Search(At, value, slope, first) is not null && Moved()) return StepEnd.Accepted;
        MoveTo(0);
        return StepEnd.Converged;
    }

    private (double Value, double Slope) At(double step)
    {
        MoveTo(step);
        return Look(out _);
    }

    private void MoveTo(double step)
    {
        for (int part = 0; part < parameters.Count; part++)
        {
            ParameterVector.Sum(_next.Step.Parts[part], step, _direction.Parts[part], parameters[part].Next);
            parameters[part].AcceptNext();
        }
    }

    /// <summary>Whether any float differs from before: a step may vanish in rounding.</summary>
    private bool Moved()
    {
        for (int part = 0; part < parameters.Count; part++)
            if (!parameters[part].Value.Everything.SequenceEqual(_next.Step.Parts[part].Everything)) return true;
        return false;
    }

    /// <summary>The value and its slope along the direction with the parameters as they are; the gradient goes into <see cref="_after"/>.</summary>
    private (double Value, double Slope) Look(out double loss)
    {
        (loss, var sums, int points) = evaluate();
        double value = loss;
        for (int part = 0; part < parameters.Count; part++)
        {
            Span<float> numbers = sums[part].Everything, gradient = _after.Parts[part].Everything, w = parameters[part].Value.Everything;
            double decay = parameters[part].IsVector && !optimizer.DecayBiases ? 0 : optimizer.WeightDecay;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = (float)((double)numbers[i] / points + decay * w[i]);
                value += 0.5 * decay * w[i] * w[i];
            }
        }
        return (value, _after.Dot(_direction));
    }

    /// <summary>Pairs that there are: a step of finite length along falling ground has sᵀy above 0.</summary>
    private int Count()
    {
        for (int i = 0; i < _pairs.Count; i++)
        {
            _curvatures[i] = _pairs[i].Step.Dot(_pairs[i].Change);
            if (!(_curvatures[i] > 0)) return i;
        }
        return _pairs.Count;
    }

    /// <summary>−H·g by the two-loop recursion.</summary>
    private void Direct(int pairs)
    {
        _direction.CopyFrom(_next.Change);
        for (int i = 0; i < pairs; i++)
        {
            _factors[i] = _pairs[i].Step.Dot(_direction) / _curvatures[i];
            _direction.Add(-_factors[i], _pairs[i].Change);
        }
        _direction.Scale(pairs == 0 ? -1 : -_curvatures[0] / _pairs[0].Change.Dot(_pairs[0].Change));
        for (int i = pairs - 1; i >= 0; i--) _direction.Add(-_factors[i] - _pairs[i].Change.Dot(_direction) / _curvatures[i], _pairs[i].Step);
    }

    /// <summary>Makes the step the newest pair, in place of the oldest.</summary>
    private void Remember()
    {
        _next.Step.BecomeDifference(part => parameters[part].Value);
        _next.Change.BecomeDifference(part => _after.Parts[part]);
        // A pair without curvature, which rounding can make, would spoil the direction.
        if (!(_next.Step.Dot(_next.Change) > 0)) return;
        var oldest = _pairs[^1];
        _pairs.RemoveAt(_pairs.Count - 1);
        _pairs.Insert(0, _next);
        _next = oldest;
    }
}
