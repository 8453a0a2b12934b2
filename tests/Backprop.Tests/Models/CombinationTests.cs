using Backprop.Data;
using Backprop.Tests.Training;

namespace Backprop.Tests.Models;

/// <summary>Where weights, images, ensembles, normalization and data that are not in memory meet.</summary>
public class CombinationTests
{
    // Sums of the same terms in another order.
    private const double FloatRoundings = 1e-5;

    [Fact]
    public void Rows_that_are_known_to_be_images_keep_their_weights()
    {
        var data = SyntheticData.Classes(30, 4, 3).WithWeights([.. Enumerable.Range(1, 30).Select(row => (float)row)]);
        Assert.Equal(data.Weights, data.AsImages(new ImageShape(1, 2, 2)).Weights);
        Assert.Equal(new ImageShape(1, 2, 2), data.AsImages(new ImageShape(1, 2, 2)).WithWeights(null).ImageShape);
    }

    [Fact]
    public void Weights_of_classes_reach_the_training_of_images()
    {
        var digits = BuiltInDatasets.Load("digits");
        Assert.NotNull(digits.ImageShape);
        string Train(ClassWeights weights)
        {
            var training = new ModelTraining(digits, Options(10) with { ClassWeights = weights });
            training.Run();
            return training.Network.Sha256();
        }
        Assert.NotEqual(Train(ClassWeights.None), Train(ClassWeights.Parse("3=10")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ensemble_judges_a_row_of_weight_3_as_three_rows(bool classes)
    {
        var data = classes ? BuiltInDatasets.Load("iris") : SyntheticData.Linear(90);
        var model = Ensemble(data).Model;
        int[] repeated = [.. Enumerable.Range(0, data.Count).SelectMany(row => Enumerable.Repeat(row, row % 4))];
        var weighted = model.Evaluate(data.WithWeights([.. Enumerable.Range(0, data.Count).Select(row => (float)(row % 4))]));
        var expected = model.Evaluate(data.Select(repeated));
        Assert.Equal(expected.Loss, weighted.Loss, FloatRoundings);
        if (classes) Assert.Equal(((ClassificationEvaluation)expected).Accuracy, ((ClassificationEvaluation)weighted).Accuracy, FloatRoundings);
        else Assert.Equal(((RegressionEvaluation)expected).R2, ((RegressionEvaluation)weighted).R2, FloatRoundings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ensemble_judges_data_that_are_not_in_memory_as_those_that_are(bool classes)
    {
        var data = classes ? BuiltInDatasets.Load("iris") : SyntheticData.Linear(90);
        var model = Ensemble(data).Model;
        Assert.Equal(Scores(model.Evaluate(data)), Scores(model.Evaluate(new DatasetBlocks(data, 16))));

        static (double, double) Scores(Evaluation evaluation) =>
            (evaluation.Loss, evaluation is ClassificationEvaluation found ? found.Accuracy : ((RegressionEvaluation)evaluation).R2);
    }

    [Fact]
    public void The_columns_that_matter_are_those_of_the_whole_ensemble()
    {
        var data = BuiltInDatasets.Load("iris");
        var model = Ensemble(data).Model;
        Assert.Equal(model.Evaluate(data).Loss, PermutationImportance.Of(model, data, new ImportanceOptions { Repeats = 1 }).Evaluation.Loss);
    }

    [Fact]
    public void Folding_an_ensemble_folds_every_member()
    {
        var data = BuiltInDatasets.Load("iris");
        var model = Ensemble(data, Options(6) with { Normalization = NormalizationKind.Batch }).Model;
        var folded = model.FoldNormalization();
        Assert.Equal(model.Members.Count, folded.Members.Count);
        Assert.All(folded.Members, member => Assert.Empty(member.Buffers));
        for (int row = 0; row < data.Count; row += 10)
            foreach (var (expected, actual) in model.Predict(data.Input(row)).Zip(folded.Predict(data.Input(row)))) Assert.Equal(expected, actual, FloatRoundings);
    }

    private static ModelOptions Options(int epochs) => new() { Hidden = [8], Training = new TrainingOptions { Epochs = epochs, Threads = 1 } };

    private static EnsembleTraining Ensemble(Dataset data, ModelOptions? options = null)
    {
        var ensemble = new EnsembleTraining(new ModelTraining(data, options ?? Options(5)), 3);
        while (ensemble.Done < ensemble.Members) ensemble.RunNext();
        return ensemble;
    }
}
