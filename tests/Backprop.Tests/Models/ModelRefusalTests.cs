using Backprop.Data;

namespace Backprop.Tests.Models;

public class ModelRefusalTests
{
    [Fact]
    public void An_answer_that_is_not_finite_is_refused_with_the_value_behind_it()
    {
        var model = Untrained(SyntheticData.Linear(50));
        Assert.Contains("'x2' is 3E+38", Refused(() => model.Predict([1, 3e38f, 0])), StringComparison.Ordinal);
        Assert.Contains("'x3' is NaN", Refused(() => model.Predict([1, 2, float.NaN])), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_in_another_order_are_refused()
    {
        var data = SyntheticData.Separable(50);
        var turned = Dataset.ForClassification("turned", data.Inputs.Values.ToArray(), 2, data.Labels.ToArray(), ["right", "left"]);
        Assert.Contains("'turned' has the classes right, left, but the model has left, right", Refused(() => Untrained(data).Evaluate(turned)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_scaled_is_named()
    {
        // The mean is 2.7e38, and −3.4e38 less that is beyond every float.
        float[] targets = [.. Enumerable.Repeat(3.4e38f, 9), -3.4e38f];
        var data = Dataset.ForRegression("huge", [.. Enumerable.Range(0, 10).Select(i => (float)i)], 1, targets, ["y"]);
        Assert.StartsWith("The value -3.4E+38 of 'y' is too large", Refused(() => new ModelTraining(data, new ModelOptions { Validation = 0 })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_threads_out_of_range_is_refused() =>
        Assert.Contains("threads", Refused(() => Untrained(SyntheticData.Linear(50)).Evaluate(SyntheticData.Linear(50), threads: 0)), StringComparison.Ordinal);

    [Fact]
    public void A_training_runs_once()
    {
        var training = new ModelTraining(SyntheticData.Linear(50), new ModelOptions { Training = new TrainingOptions { Epochs = 1 } });
        training.Run();
        Assert.Throws<InvalidOperationException>(() => training.Run());
    }

    private static Model Untrained(Dataset data) => new ModelTraining(data).Model;

    private static string Refused(Action action) => Files.Refusal.Of(action);

    private static string Refused(Func<object> function) => Files.Refusal.Of(function);
}
