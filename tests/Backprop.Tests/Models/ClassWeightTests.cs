using Backprop.Data;

namespace Backprop.Tests.Models;

public class ClassWeightTests
{
    [Fact]
    public void Balanced_weights_find_a_rare_class_that_is_overlooked_without()
    {
        var data = Rare();
        double without = Recall(data, ClassWeights.None), with = Recall(data, ClassWeights.Balanced);
        Assert.True(with > without + 0.2, $"{without} without, {with} with weights");
    }

    [Fact]
    public void Weights_of_classes_and_of_rows_multiply()
    {
        var data = Rare();
        float[] rows = [.. Enumerable.Range(0, data.Count).Select(row => 1 + row % 3f)];
        var training = new ModelTraining(data.WithWeights(rows), Options(ClassWeights.Parse("rare=4")));
        string together = training.Run().StopReason + training.Network.Sha256();
        float[] products = [.. rows.Select((weight, row) => data.Label(row) == 1 ? 4 * weight : weight)];
        training = new ModelTraining(data.WithWeights(products), Options(ClassWeights.None));
        Assert.Equal(training.Run().StopReason + training.Network.Sha256(), together);
    }

    [Fact]
    public void Weights_of_classes_count_in_the_validation_loss_and_metrics()
    {
        var data = Rare();
        var training = new ModelTraining(data, Options(ClassWeights.Balanced));
        var result = training.Run();
        var report = result.Epochs[result.BestEpoch - 1].Validation!;
        var evaluation = (ClassificationEvaluation)training.Model.Evaluate(training.ValidationData!);
        Assert.True(training.ValidationData!.HasWeights);
        Assert.Equal(evaluation.Loss, report.Loss);
        Assert.NotEqual(((ClassificationEvaluation)training.Model.Evaluate(training.ValidationData.WithWeights(null))).Loss, report.Loss);
    }

    [Fact]
    public void A_model_file_keeps_the_weights_of_its_classes()
    {
        var training = new ModelTraining(Rare().WithWeights(Enumerable.Repeat(2f, Rare().Count).ToArray()), Options(ClassWeights.Parse("common=0.5,rare=5")));
        training.Run();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        training.Model.Save(path);
        var record = Model.Load(path).Training!;
        File.Delete(path);
        Assert.Equal([0.5f, 5f], record.ClassWeights);
        Assert.True(record.HasRowWeights);
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("none")]
    [InlineData("a=2")]
    [InlineData("a, b=c=2,d=0.5")]
    public void What_was_parsed_is_written_the_same(string text) => Assert.Equal(text, ClassWeights.Parse(text).Text);

    [Theory]
    [InlineData("heavy", "is not a class with its weight")]
    [InlineData("a=2,b", "'b' is not a class with its weight")]
    [InlineData("a=-1", "The weight of class 'a' is -1")]
    [InlineData("a=NaN", "The weight of class 'a' is NaN")]
    [InlineData("a=1e99", "The weight of class 'a' is")]
    [InlineData("a=1,a=2", "'a' is there twice")]
    [InlineData("", "is not a class with its weight")]
    [InlineData("rare=0,common=0", "have the weight 0")]
    [InlineData("raer=2", "There is no class 'raer' to weigh in 'rare'; there are 'common', 'rare'")]
    public void What_weighs_no_class_is_refused_in_one_line(string text, string message)
    {
        var error = Assert.Throws<InvalidInputException>(() => new ModelTraining(Rare(), Options(ClassWeights.Parse(text))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Numbers_to_predict_have_no_weights_of_classes() => Assert.Contains(
        "has numbers to predict",
        Assert.Throws<InvalidInputException>(() => new ModelTraining(SyntheticData.Linear(30), Options(ClassWeights.Balanced))).Message, StringComparison.Ordinal);

    private static ModelOptions Options(ClassWeights weights) => new()
    {
        Hidden = [8],
        ClassWeights = weights,
        Training = new TrainingOptions { Epochs = 10, Threads = 1 },
    };

    /// <summary>One row of fourteen is of the rare class, and half hidden among the others.</summary>
    private static Dataset Rare()
    {
        var noise = SyntheticData.Noise(560, 2, 1);
        int[] labels = [.. Enumerable.Range(0, 560).Select(row => row % 14 == 0 ? 1 : 0)];
        float[] inputs = [.. noise.Inputs.Values.ToArray().Select((value, i) => labels[i / 2] == 1 ? value + 1.2f : value)];
        return Dataset.ForClassification("rare", inputs, 2, labels, ["common", "rare"]);
    }

    private static double Recall(Dataset data, ClassWeights weights)
    {
        var training = new ModelTraining(data, Options(weights));
        training.Run();
        return ((ClassificationAssessment)training.Model.Assess(data)).Classes[1].Recall;
    }
}
