namespace Backprop.Tests.Search;

/// <summary>The arithmetic of successive halving, against numbers that were computed by others or by hand.</summary>
public class HalvingPlanTests
{
    /// <summary>Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", JMLR 18 (2018), table 1: R = 81, η = 3.</summary>
    [Theory]
    [InlineData(81, 1, "81@1 27@3 9@9 3@27 1@81")]
    [InlineData(27, 3, "27@3 9@9 3@27 1@81")]
    [InlineData(9, 9, "9@9 3@27 1@81")]
    [InlineData(6, 27, "6@27 2@81")]
    [InlineData(5, 81, "5@81")]
    public void The_rungs_are_those_of_the_brackets_of_hyperband(int trials, int leastEpochs, string expected) =>
        Assert.Equal(expected, Text(HalvingPlan.Rungs(trials, 81, leastEpochs, eta: 3)));

    /// <summary>By hand: 30 → 10 → 3 → 1, and 100/27, 100/9, 100/3, 100, rounded down; η = 2 of 8 candidates halves.</summary>
    [Theory]
    [InlineData(30, 100, 3, 3, "30@3 10@11 3@33 1@100")]
    [InlineData(30, 200, 7, 3, "30@7 10@22 3@66 1@200")]
    [InlineData(30, 20, 1, 3, "30@2 10@6 3@20")]
    [InlineData(8, 8, 1, 2, "8@1 4@2 2@4 1@8")]
    [InlineData(8, 8, 2, 2, "8@2 4@4 2@8")]
    [InlineData(2, 100, 1, 3, "2@100")]
    [InlineData(1, 5, 1, 3, "1@5")]
    [InlineData(10, 1, 1, 3, "10@1")]
    public void Everything_is_rounded_down(int trials, int epochs, int leastEpochs, int eta, string expected) =>
        Assert.Equal(expected, Text(HalvingPlan.Rungs(trials, epochs, leastEpochs, eta)));

    [Theory]
    [InlineData(0, 10, 1, 3, "at least 1 trial")]
    [InlineData(5, 10, 0, 3, "must be at least 1, not 0")]
    [InlineData(5, 10, 11, 3, "11, are more than the 10")]
    [InlineData(5, 10, 1, 1, "at least 2, not 1")]
    public void Numbers_out_of_range_are_refused(int trials, int epochs, int leastEpochs, int eta, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidInputException>(() => HalvingPlan.Rungs(trials, epochs, leastEpochs, eta)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_best_go_on_the_earlier_of_equals_and_never_who_has_no_number()
    {
        double[] badness = [0.5, double.NaN, 0.2, 0.5, double.PositiveInfinity, 0.1];
        Assert.Equal([5, 2, 0], HalvingPlan.Promoted(badness, 3));
        Assert.Equal([5, 2, 0, 3], HalvingPlan.Promoted(badness, 6));
    }

    private static string Text(IEnumerable<Rung> rungs) => string.Join(' ', rungs.Select(rung => $"{rung.Trials}@{rung.Epochs}"));
}
