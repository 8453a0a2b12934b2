using Backprop.Data;
using MyProgram;

namespace Backprop.CustomLayers.Tests;

/// <summary>Model files with layers of a program's own. Kinds are registered for the whole process, so each test has kinds of its own.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop-custom-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_kind_that_is_not_registered_is_refused_with_the_call_that_registers_it()
    {
        string path = Save(new Tilt(kind: "stranger"), out _);
        string message = Assert.Throws<InvalidInputException>(() => Model.Load(path)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("Unknown kind of layer 'stranger'", message, StringComparison.Ordinal);
        Assert.Contains("CustomLayer.Register(\"stranger\", …)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", message, StringComparison.Ordinal);
        Assert.Single(message.Split('\n'));
    }

    [Fact]
    public void A_loaded_model_has_every_bit_of_the_saved_one()
    {
        CustomLayer.Register("known", _ => new Tilt(kind: "known"));
        string path = Save(new Tilt(kind: "known"), out var model);
        var loaded = Model.Load(path);
        Assert.Equal(model.Network.Sha256(), loaded.Network.Sha256());
        float[] flower = [5.1f, 3.5f, 1.4f, 0.2f];
        Assert.Equal(model.Predict(flower), loaded.Predict(flower));
        Assert.Equal(["dense", "known", "dense"], loaded.Network.Layers.Select(layer => layer.Kind));
        loaded.Save(path + "2");
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + "2"));
    }

    [Fact]
    public void A_model_goes_on_learning_after_it_was_loaded()
    {
        RmsNorm.Register();
        string path = Save(new RmsNorm(), out _);
        var loaded = Model.Load(path);
        string before = loaded.Network.Sha256();
        new Trainer(loaded.Network, loaded.Loss, new Sgd(0.05f), new TrainingOptions { Epochs = 1 }).Train(BuiltInDatasets.Load("iris"));
        Assert.NotEqual(before, loaded.Network.Sha256());
    }

    [Fact]
    public void Settings_that_the_reader_cannot_read_are_refused_in_one_line_that_names_the_kind()
    {
        CustomLayer.Register("particular", settings => new Tilt((Fault)settings.GetProperty("absent").GetInt32(), "particular"));
        string message = Assert.Throws<InvalidInputException>(() => Model.Load(Save(new Tilt(kind: "particular"), out _))).Message;
        Assert.Contains("a layer of kind 'particular' cannot be read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_could_never_be_read_again_are_not_saved()
    {
        string message = Assert.Throws<InvalidInputException>(() => Save(new PairSums("twice", setting: "type"), out _)).Message;
        Assert.Contains("'type' not at all", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_layer_without_parameters_whose_width_changes_is_read()
    {
        CustomLayer.Register("pair-sums", _ => new PairSums());
        string path = Save(new PairSums(), out var model);
        Assert.Equal(model.Network.Sha256(), Model.Load(path).Network.Sha256());
        Assert.Equal("4-6-3-3", Model.Load(path).Network.ToString());
    }

    [Fact]
    public void A_reader_of_another_kind_is_refused()
    {
        CustomLayer.Register("mistaken", _ => new Tilt(kind: "other"));
        string message = Assert.Throws<InvalidInputException>(() => Model.Load(Save(new Tilt(kind: "mistaken"), out _))).Message;
        Assert.Contains("kind 'mistaken' gave one of kind 'other'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_has_one_reader()
    {
        RmsNorm.Register();
        RmsNorm.Register();
        Assert.Throws<ArgumentException>(() => CustomLayer.Register("rms-norm", _ => new RmsNorm()));
        Assert.Throws<ArgumentException>(() => CustomLayer.Register("dense", _ => new RmsNorm()));
        Assert.Throws<ArgumentException>(() => CustomLayer.Register(" ", _ => new RmsNorm()));
    }

    private string Save(CustomLayer layer, out Model model)
    {
        var training = new ModelTraining(BuiltInDatasets.Load("iris"), new ModelOptions
        {
            Layers = outputs => [new Dense(6, Activation.Tanh), layer, new Dense(outputs, Activation.Softmax)],
            Training = new TrainingOptions { Epochs = 2 },
        });
        training.Run();
        model = training.Model;
        string path = Path.Combine(_folder, "model.safetensors");
        model.Save(path);
        return path;
    }
}
