namespace Backprop.Tests.Search;

public class SearchSpaceTests
{
    private static readonly ModelOptions Options = ModelOptions.For(isClassification: true, rows: 4000, inputs: 64);

    [Fact]
    public void The_first_candidate_is_what_the_search_is_around() => Assert.Same(Options, Space().Candidate(Options, seed: 7, number: 1));

    [Fact]
    public void A_candidate_is_a_function_of_seed_and_number()
    {
        Assert.Equal(Text(Space().Candidate(Options, 7, 5)), Text(Space().Candidate(Options, 7, 5)));
        Assert.Equal(200, Enumerable.Range(2, 100).SelectMany(number => new[] { Text(Space().Candidate(Options, 7, number)), Text(Space().Candidate(Options, 8, number)) }).Distinct().Count());
    }

    [Fact]
    public void What_is_not_searched_changes_no_other_number()
    {
        var (all, some) = (Space().Candidate(Options, 7, 5), (Space() with { Widths = null, Dropouts = null }).Candidate(Options, 7, 5));
        Assert.Equal((all.Hidden.Count, all.Optimizer!.LearningRate, all.Optimizer.WeightDecay, all.Training.BatchSize), (some.Hidden.Count, some.Optimizer!.LearningRate, some.Optimizer.WeightDecay, some.Training.BatchSize));
        Assert.All(some.Hidden, width => Assert.Equal(128, width));
        Assert.Equal(Options.Dropout, some.Dropout);
    }

    [Fact]
    public void Candidates_keep_to_the_space()
    {
        foreach (int number in Enumerable.Range(2, 500))
        {
            var candidate = Space().Candidate(Options, 0, number);
            Assert.InRange(candidate.Hidden.Count, 1, 3);
            Assert.All(candidate.Hidden, width => Assert.InRange(width, 32, 512));
            Assert.Single(candidate.Hidden.Distinct());
            Assert.InRange(candidate.Optimizer!.LearningRate, 0.00037f, 0.038f);
            Assert.InRange(candidate.Dropout, 0, 0.5f);
            Assert.Contains(candidate.Training.BatchSize, new[] { 16, 32, 64, 128 });
        }
    }

    [Fact]
    public void Few_inputs_have_less_dropout_and_few_rows_smaller_batches()
    {
        var space = SearchSpace.Around(ModelOptions.For(isClassification: false, rows: 100, inputs: 3), isClassification: false, rows: 100, inputs: 3);
        Assert.Equal(("0,0.1,0.2", "16,32"), ($"{space.Dropouts}", $"{space.BatchSizes}"));
    }

    [Fact]
    public void What_the_options_cannot_vary_is_left_alone()
    {
        var options = Options with { Optimizer = new LBfgs(), Training = new TrainingOptions { BatchSize = TrainingOptions.WholeDataset } };
        var space = SearchSpace.Around(options, isClassification: true, rows: 4000, inputs: 64);
        Assert.Equal((null, null, null), (space.LearningRates, space.Dropouts, space.BatchSizes));
        space.Check(options);
        var none = SearchSpace.Around(Options with { Hidden = [] }, isClassification: true, rows: 4000, inputs: 64);
        Assert.Equal((null, null, null), (none.Widths, none.Depths, none.Dropouts));
    }

    public static TheoryData<SearchSpace, string> Refused => new()
    {
        { new SearchSpace { Widths = SearchDimension.OneOf(0) }, "widths 0 must be from 1" },
        { new SearchSpace { Widths = SearchDimension.OneOf(1.5) }, "whole numbers" },
        { new SearchSpace { Depths = SearchDimension.WholeBetween(0, 3) }, "depths 0..3 must be from 1" },
        { new SearchSpace { BatchSizes = SearchDimension.OneOf(16, 0) }, "batch sizes 16,0" },
        { new SearchSpace { LearningRates = SearchDimension.OneOf(0, 0.1) }, "must be above 0" },
        { new SearchSpace { WeightDecays = SearchDimension.OneOf(-0.1) }, "0 or more" },
        { new SearchSpace { Dropouts = SearchDimension.Between(0, 1) }, "below 1" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Values_that_no_training_can_have_are_refused(SearchSpace space, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidInputException>(() => space.Check(Options)).Message, StringComparison.Ordinal);

    private static SearchSpace Space() => SearchSpace.Around(Options, isClassification: true, rows: 4000, inputs: 64);

    private static string Text(ModelOptions options) => $"{string.Join('-', options.Hidden)} {options.Optimizer!.Settings} {options.Dropout} {options.Training.BatchSize}";
}
