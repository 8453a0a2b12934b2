using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Models;

public class EnsembleTests
{
    // Sums of three floats in another order, and one division.
    private const double MeanOfFloats = 1e-6;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Outputs_are_the_mean_of_the_members(bool classes)
    {
        var data = classes ? BuiltInDatasets.Load("iris") : SyntheticData.Linear(80);
        var model = Trained(data, 3).Model;
        ModelTraining[] alone = [.. Enumerable.Range(0, 3).Select(member => Alone(data, member))];
        for (int row = 0; row < 20; row++)
        {
            float[] outputs = model.Predict(data.Input(row));
            for (int output = 0; output < outputs.Length; output++)
            {
                double mean = alone.Average(training => training.Model.Predict(data.Input(row))[output]);
                Assert.Equal(mean, outputs[output], MeanOfFloats * Math.Max(1, Math.Abs(mean)));
            }
        }
    }

    [Fact]
    public void Members_have_the_seeds_that_follow_and_one_validation_part()
    {
        var ensemble = Trained(BuiltInDatasets.Load("iris"), 3);
        Assert.Equal([4UL, 5, 6], ensemble.Model.Training!.Members.Select(member => member.Seed));
        Assert.Equal(3, ensemble.Model.Members.Select(member => member.Sha256()).Distinct().Count());
        Assert.Equal(4UL, ensemble.Model.Training.Seed);
    }

    [Fact]
    public void The_evaluation_is_that_of_the_mean_outputs()
    {
        var data = BuiltInDatasets.Load("digits");
        var model = Trained(data, 3).Model;
        var evaluation = (ClassificationEvaluation)model.Evaluate(data);
        double loss = 0;
        int right = 0;
        for (int row = 0; row < data.Count; row++)
        {
            float[] outputs = model.Predict(data.Input(row));
            loss -= Math.Log(outputs[data.Label(row)]) / data.Count;
            if (Array.IndexOf(outputs, outputs.Max()) == data.Label(row)) right++;
        }
        Assert.Equal((double)right / data.Count, evaluation.Accuracy);
        // Logarithms in float.
        Assert.Equal(loss, evaluation.Loss, 1e-6);
        Assert.IsType<ClassificationAssessment>(model.Assess(data));
    }

    [Fact]
    public void Errors_of_numbers_are_in_their_own_units()
    {
        var data = SyntheticData.Linear(200);
        var model = Trained(data, 2).Model;
        var evaluation = (RegressionEvaluation)model.Evaluate(data);
        double squares = Enumerable.Range(0, data.Count).Average(row => Math.Pow(data.Targets[row] - model.Predict(data.Input(row))[0], 2));
        Assert.Equal(Math.Sqrt(squares), evaluation.RootMeanSquaredError, 1e-3);
    }

    [Fact]
    public void A_file_gives_back_the_same_ensemble()
    {
        using var directory = new TemporaryDirectory();
        var data = BuiltInDatasets.Load("iris");
        var model = Trained(data, 3).Model;
        model.Save(directory["a.safetensors"]);
        var read = Model.Load(directory["a.safetensors"]);
        Assert.Equal(model.Sha256(), read.Sha256());
        Assert.Equal(model.Training!.Members, read.Training!.Members);
        Assert.Equal(model.Predict(data.Input(7)), read.Predict(data.Input(7)));
        read.Save(directory["b.safetensors"]);
        Assert.Equal(File.ReadAllBytes(directory["a.safetensors"]), File.ReadAllBytes(directory["b.safetensors"]));
    }

    [Fact]
    public void An_ensemble_of_one_is_a_model_like_any_other()
    {
        using var directory = new TemporaryDirectory();
        var data = BuiltInDatasets.Load("iris");
        Trained(data, 1).Model.Save(directory["a.safetensors"]);
        var alone = new ModelTraining(data, Options());
        alone.Run();
        alone.Model.Save(directory["b.safetensors"]);
        Assert.Equal(File.ReadAllBytes(directory["a.safetensors"]), File.ReadAllBytes(directory["b.safetensors"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int threads)
    {
        var data = BuiltInDatasets.Load("iris");
        Assert.Equal(Trained(data, 2, threads: 1).Model.Sha256(), Trained(data, 2, threads).Model.Sha256());
    }

    [Fact]
    public void Cancelled_in_its_second_member_an_ensemble_keeps_the_first()
    {
        var ensemble = new EnsembleTraining(new ModelTraining(BuiltInDatasets.Load("iris"), Options()), 3);
        ensemble.RunNext();
        Assert.Equal(StopReason.Cancelled, ensemble.RunNext(cancellation: new CancellationToken(canceled: true)).StopReason);
        Assert.Equal(1, ensemble.Done);
        Assert.Single(ensemble.Model.Members);
    }

    [Fact]
    public void Cancelled_in_its_first_member_an_ensemble_keeps_what_was_learned()
    {
        var ensemble = new EnsembleTraining(new ModelTraining(BuiltInDatasets.Load("iris"), Options()), 3);
        ensemble.RunNext(cancellation: new CancellationToken(canceled: true));
        Assert.Equal(1, ensemble.Done);
    }

    [Fact]
    public void A_prediction_of_an_ensemble_allocates_nothing()
    {
        var model = Trained(BuiltInDatasets.Load("iris"), 2).Model;
        float[] input = [5, 3, 2, 1], output = new float[3];
        Training.AllocationTests.AssertAllocatesNothing(() => model.Predict(input, output));
    }

    [Fact]
    public void Networks_of_different_structure_are_no_ensemble()
    {
        var (first, other) = (new Network(4, [new Dense(3, Activation.Softmax)]), new Network(4, [new Dense(2), new Dense(3, Activation.Softmax)]));
        var schema = Alone(BuiltInDatasets.Load("iris"), 0).Model.Schema;
        Assert.Contains("one structure", Assert.Throws<InvalidInputException>(() => new Model([first, other], Loss.CrossEntropy, schema)).Message, StringComparison.Ordinal);
    }

    private static ModelOptions Options(ulong seed = 4, int threads = 1) => new() { Hidden = [8], Training = new TrainingOptions { Epochs = 5, Seed = seed, Threads = threads } };

    private static EnsembleTraining Trained(Dataset data, int members, int threads = 1)
    {
        var ensemble = new EnsembleTraining(new ModelTraining(data, Options(threads: threads)), members);
        while (ensemble.Done < members) ensemble.RunNext();
        return ensemble;
    }

    /// <summary>A member trained alone: on the parts of the first, with its own seed.</summary>
    private static ModelTraining Alone(Dataset data, int member)
    {
        var (training, validation) = data.Split(0.1, seed: 4, stream: 1);
        var alone = new ModelTraining(new TrainingParts(training, validation), Options(seed: 4 + (ulong)member));
        alone.Run();
        return alone;
    }
}
