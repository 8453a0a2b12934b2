using Backprop.Data;

namespace Backprop.Tests.Models;

public class ModelTests
{
    [Fact]
    public void Numbers_are_predicted_in_their_own_units()
    {
        var model = Trained(SyntheticData.Linear(400));
        var evaluation = Assert.IsType<RegressionEvaluation>(model.Evaluate(SyntheticData.Linear(200, seed: 2)));
        Assert.True(evaluation.R2 > 0.99, $"R² {evaluation.R2}");
        Assert.InRange(evaluation.RootMeanSquaredError, 0, 20);
        // y = 1000 + 200·1 − 50·(−1)
        Assert.Equal(1250, model.Predict([1, -1, 0])[0], 25f);
    }

    [Fact]
    public void A_prediction_has_the_same_bits_in_any_batch()
    {
        var data = SyntheticData.Noise(700, 13, 4);
        var network = new Network(13, [new Dense(50, Activation.Gelu), new Dense(30, Activation.Softmax), new Dense(4, Activation.Tanh)]);
        var together = new float[700 * 4];
        network.Predict(data.Inputs.Values, together);
        for (int row = 0; row < 700; row += 23)
            Assert.Equal(together[(row * 4)..(row * 4 + 4)], network.Predict(data.Input(row)));
        foreach (int count in (int[])[1, 2, 15, 16, 17, 64, 255, 256, 257])
        {
            var some = new float[count * 4];
            network.Predict(data.Inputs.Values.Slice(100 * 13, count * 13), some);
            Assert.Equal(together[400..(400 + count * 4)], some);
        }
    }

    [Fact]
    public void Predictions_from_several_threads_at_once_have_the_same_bits()
    {
        var data = SyntheticData.Noise(200, 13, 4);
        var network = new Network(13, [new Dense(50, Activation.Silu), new Dense(4)]);
        var expected = new float[800];
        network.Predict(data.Inputs.Values, expected);
        Parallel.For(0, 200, (int row) => Assert.Equal(expected[(row * 4)..(row * 4 + 4)], network.Predict(data.Input(row))));
    }

    [Fact]
    public void Scaling_is_measured_on_the_training_part_alone()
    {
        var data = SyntheticData.Linear(100);
        var training = new ModelTraining(data, new ModelOptions { Validation = 0.5, Training = new TrainingOptions { Epochs = 1 } });
        var (rest, _) = data.Split(0.5, 0, stream: 1);
        Assert.Equal(AffineScaling.StandardizeInputs(rest).Offsets, training.Model.Schema.InputScaling!.Offsets);
        Assert.Equal((50, 50), (training.TrainingRows, training.ValidationRows));
    }

    [Fact]
    public void A_known_range_scales_pixels_to_zero_and_one()
    {
        var scaling = new ModelTraining(BuiltInDatasets.Load("digits")).Model.Schema.InputScaling!;
        Assert.Equal(("range", 0f, 16f), (scaling.Kind, scaling.Offsets[0], scaling.Scales[0]));
    }

    [Fact]
    public void A_constant_column_stays_finite()
    {
        var data = Dataset.ForClassification("constant", [5, 1, 5, 2, 5, 3, 5, 4], 2, [0, 1, 0, 1], ["a", "b"]);
        var scaling = AffineScaling.StandardizeInputs(data);
        Assert.Equal((5f, 1f), (scaling.Offsets[0], scaling.Scales[0]));
    }

    [Theory]
    [InlineData("digits", true)]
    [InlineData("linear", false)]
    public void A_model_survives_its_file_to_the_bit(string name, bool classes)
    {
        var data = classes ? BuiltInDatasets.Load(name) : SyntheticData.Linear(60);
        var model = Trained(data, epochs: 2);
        string path = Path.Combine(Directory.CreateTempSubdirectory("backprop-test-").FullName, "model.safetensors");
        model.Save(path);
        byte[] first = File.ReadAllBytes(path);
        var again = Model.Load(path);
        again.Save(path);
        Assert.Equal(first, File.ReadAllBytes(path));
        Assert.Equal(model.Network.Sha256(), again.Network.Sha256());
        Assert.Equal(model.Predict(data.Input(7)), again.Predict(data.Input(7)));
        Assert.Equal(model.Schema.Classes, again.Schema.Classes);
        Assert.Equal(model.Training!.Curve, again.Training!.Curve);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_model_without_any_hidden_layer_works() =>
        Assert.True(((ClassificationEvaluation)Trained(SyntheticData.Separable(300), hidden: []).Evaluate(SyntheticData.Separable(100, 2))).Accuracy > 0.98);

    private static Model Trained(Dataset data, int epochs = 60, IReadOnlyList<int>? hidden = null)
    {
        var training = new ModelTraining(data, new ModelOptions
        {
            Hidden = hidden ?? [16],
            Optimizer = new Sgd(0.05f),
            Training = new TrainingOptions { Epochs = epochs },
        });
        training.Run();
        return training.Model;
    }
}
