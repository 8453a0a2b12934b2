using Backprop.Data;

namespace Backprop.Tests.Models;

/// <summary>What is chosen by the data, against the table of docs/defaults.md.</summary>
public sealed class ModelDefaultsTests
{
    [Theory]
    [InlineData(1, "64", 32, 200, 40)]
    [InlineData(999, "64", 32, 200, 40)]
    [InlineData(1_000, "128", 32, 100, 20)]
    [InlineData(9_999, "128", 32, 100, 20)]
    [InlineData(10_000, "128,64", 128, 20, 10)]
    [InlineData(10_000_000_000, "128,64", 128, 20, 10)]
    public void Rows_choose_width_batch_epochs_and_patience(long rows, string hidden, int batch, int epochs, int patience)
    {
        foreach (bool isClassification in new[] { false, true })
        {
            var options = ModelOptions.For(isClassification, rows, 8);
            Assert.Equal(hidden, string.Join(',', options.Hidden));
            Assert.Equal((batch, epochs, patience), (options.Training.BatchSize, options.Training.Epochs, options.Training.Patience));
            Assert.Equal("cosine", options.Training.Schedule.Name);
            Assert.IsType<Adam>(options.Optimizer);
        }
    }

    [Theory]
    [InlineData(1, 0.01f)]
    [InlineData(9, 0.01f)]
    [InlineData(16, 0.0075f)]
    [InlineData(50, 0.0042f)]
    [InlineData(784, 0.0011f)]
    [InlineData(5_000, 0.001f)]
    public void The_rate_falls_with_the_root_of_the_inputs_and_is_bounded(int inputs, float rate) =>
        Assert.Equal(rate, ModelOptions.For(true, 500, inputs).Optimizer!.LearningRate);

    [Theory]
    [InlineData(true, 20, 0.03f)]
    [InlineData(true, 200, 0.01f)]
    [InlineData(true, 1_437, 0.0014f)]
    [InlineData(false, 200, 0.03f)]
    [InlineData(false, 400, 0.025f)]
    [InlineData(false, 80_000, 0.00013f)]
    public void The_decay_is_divided_by_the_rows_and_bounded(bool isClassification, long rows, float decay) =>
        Assert.Equal(decay, ModelOptions.For(isClassification, rows, 8).Optimizer!.WeightDecay);

    [Theory]
    [InlineData(true, 1_000, 16, 0.2f)]
    [InlineData(true, 999, 16, 0)]
    [InlineData(true, 1_000, 15, 0)]
    [InlineData(false, 1_000, 16, 0)]
    public void Dropout_is_for_classes_from_many_rows_and_inputs(bool isClassification, long rows, int inputs, float dropout) =>
        Assert.Equal(dropout, ModelOptions.For(isClassification, rows, inputs).Dropout);

    [Fact]
    public void A_training_without_options_has_those_of_its_data_and_its_model_says_so()
    {
        var iris = BuiltInDatasets.Load("iris");
        var training = new ModelTraining(iris);
        training.Run();
        Assert.Equal(training.Network.Sha256(), Trained(iris, ModelOptions.For(iris)).Network.Sha256());
        Assert.Equal(["hidden", "dropout", "optimizer", "learningRate", "weightDecay", "schedule", "batchSize", "epochs", "patience"], training.Model.Training!.ByDefault);
    }

    [Fact]
    public void What_is_changed_is_not_called_a_default()
    {
        var iris = BuiltInDatasets.Load("iris");
        var options = ModelOptions.For(iris);
        var record = Trained(iris, options with { Hidden = [7], Optimizer = new Adam(0.02f), Training = options.Training with { Epochs = 3 } }).Training!;
        Assert.Equal(["dropout", "optimizer", "schedule", "batchSize", "patience"], record.ByDefault);
    }

    [Fact]
    public void No_rows_and_no_inputs_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelOptions.For(true, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelOptions.For(true, 1, 0));
    }

    private static Model Trained(Dataset data, ModelOptions options)
    {
        var training = new ModelTraining(data, options);
        training.Run();
        return training.Model;
    }
}
