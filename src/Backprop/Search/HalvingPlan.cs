namespace Backprop;

/// <summary>A stage of successive halving.</summary>
/// <param name="Trials">How many candidates come so far.</param>
/// <param name="Epochs">How many epochs they have behind them at its end, since their beginning.</param>
public readonly record struct Rung(int Trials, int Epochs);

/// <summary>
/// The arithmetic of successive halving: n candidates are trained a little, the best of each η are trained η times as long, until the
/// last ones have all epochs R. With s rungs above the first, rung i has ⌊n/ηⁱ⌋ candidates and ⌊R/ηˢ⁻ⁱ⌋ epochs; s is the largest for which
/// the first rung has the least epochs and the last one a candidate. Jamieson and Talwalkar, "Non-stochastic best arm identification and
/// hyperparameter optimization", 2016; Li et al., "Hyperband", 2018, algorithm 1.
/// </summary>
public static class HalvingPlan
{
    /// <summary>The rungs, first to last.</summary>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="epochs">R, at least 1.</param>
    /// <param name="leastEpochs">The fewest epochs of the first rung, from 1 to R; with R, every candidate has all epochs: plain random search.</param>
    /// <param name="eta">η, at least 2.</param>
    /// <exception cref="InvalidInputException">A number is out of its range.</exception>
    public static IReadOnlyList<Rung> Rungs(int trials, int epochs, int leastEpochs, int eta)
    {
        if (trials < 1) throw new InvalidInputException($"A search needs at least 1 trial, not {trials}.");
        if (eta < 2) throw new InvalidInputException($"Of how many candidates one goes on must be at least 2, not {eta}.");
        if (leastEpochs < 1) throw new InvalidInputException($"The fewest epochs of a trial must be at least 1, not {leastEpochs}.");
        if (leastEpochs > epochs) throw new InvalidInputException($"The fewest epochs of a trial, {leastEpochs}, are more than the {epochs} of a whole training. Give fewer, or more epochs.");
        long power = 1;
        int above = 0;
        for (; epochs / (power * eta) >= leastEpochs && trials / (power * eta) >= 1; power *= eta) above++;
        var rungs = new Rung[above + 1];
        long fewer = 1;
        for (int i = 0; i <= above; i++, fewer *= eta, power /= eta) rungs[i] = new Rung((int)(trials / fewer), (int)(epochs / power));
        return rungs;
    }

    /// <summary>Those who go on: the best, the earlier of equals; whoever has no finite number never does.</summary>
    /// <param name="badness">Of each candidate what it is judged by; less is better.</param>
    /// <param name="count">How many.</param>
    /// <returns>Their places, the best first.</returns>
    internal static IReadOnlyList<int> Promoted(IReadOnlyList<double> badness, int count) =>
        [.. Enumerable.Range(0, badness.Count).Where(i => double.IsFinite(badness[i])).OrderBy(i => badness[i]).ThenBy(i => i).Take(count)];
}
