using Backprop.Data;
using Backprop.Files;
using Backprop.Tests.Files;

namespace Backprop.Tests.Models;

public class ModelFileTests
{
    [Fact]
    public void Every_truncation_is_refused()
    {
        using var directory = new TemporaryDirectory();
        byte[] whole = SmallModel(directory);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(directory["cut"], whole.AsSpan(0, length));
            Refusal.Of(() => Model.Load(directory["cut"]));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        using var directory = new TemporaryDirectory();
        byte[] whole = SmallModel(directory);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(directory["flipped"], whole);
            Refusal.Of(() => Model.Load(directory["flipped"]));
            whole[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_model_without_digests_is_refused()
    {
        using var directory = new TemporaryDirectory();
        SmallModel(directory);
        SafeTensors.Write(directory["bare"], Edited(directory, _ => { }), digests: false);
        Assert.Contains("without its digests", Refusal.Of(() => Model.Load(directory["bare"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_safetensors_file_of_another_program_is_refused()
    {
        using var directory = new TemporaryDirectory();
        SafeTensors.Write(directory["other"], new SafeTensorsFile([SafeTensor.Of("x", [1f], 1)]));
        Assert.Contains("not a Backprop model", Refusal.Of(() => Model.Load(directory["other"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "backprop/99", "this version reads 'backprop/1'")]
    [InlineData("network", "{}", "metadata 'network'")]
    [InlineData("network", "not json", "metadata 'network'")]
    [InlineData("network", """{"inputs":2,"layers":[],"loss":"squared-error"}""", "belongs to no layer")]
    [InlineData("network", """{"inputs":2,"layers":[{"type":"convolution"}],"loss":"squared-error"}""", "Unknown kind of layer 'convolution'")]
    [InlineData("network", """{"inputs":2,"layers":[{"type":"dense","outputs":2000000000,"activation":"relu"}],"loss":"squared-error"}""", "has shape [3, 2]")]
    [InlineData("network", """{"inputs":2,"layers":[{"type":"dense","outputs":3,"activation":"swoosh"}],"loss":"squared-error"}""", "Unknown activation 'swoosh'")]
    [InlineData("network", """{"inputs":2,"inputs":2}""", "metadata 'network'")]
    [InlineData("network", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "metadata 'network'")]
    [InlineData("schema", """{"task":"magic"}""", "unknown task 'magic'")]
    [InlineData("schema", """{"task":"classification","features":["a"],"targets":["class"],"classes":["l","r"]}""", "The schema has 1 features, but the network")]
    [InlineData("schema", """{"task":"regression","features":[null,"b"],"targets":["t","u"]}""", "holds a null")]
    [InlineData("schema", """{"task":"regression","features":["a","b"],"targets":["t","u"],"inputScaling":{"kind":"range","offsets":[0,0],"scales":[0,1]}}""", "must be finite, the scale above 0")]
    [InlineData("training", """{"data":5}""", "metadata 'training'")]
    public void Metadata_that_say_something_impossible_are_refused(string key, string value, string message)
    {
        using var directory = new TemporaryDirectory();
        SmallModel(directory);
        SafeTensors.Write(directory["edited"], Edited(directory, metadata => metadata[key] = value));
        Assert.Contains(message, Refusal.Of(() => Model.Load(directory["edited"])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_optimizers_options_are_kept_and_older_files_without_them_read_as_its_defaults()
    {
        using var directory = new TemporaryDirectory();
        var training = new ModelTraining(SyntheticData.Linear(40), new ModelOptions
        {
            Optimizer = new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 0.001f },
            Training = new TrainingOptions { Epochs = 1, Schedule = new CosineSchedule(5, 2), Regularization = new Regularization { ClipNorm = 0.5f } },
        });
        training.Run();
        training.Model.Save(directory["model"]);
        Assert.Equal(new Dictionary<string, string> { ["schedule"] = "cosine:5,2", ["clipNorm"] = "0.5" }, Model.Load(directory["model"]).Training!.Options);
        var expected = new OptimizerSettings { LearningRate = 0.01, Momentum = 0.9, Nesterov = true, WeightDecay = 0.001, DecayBiases = false };
        Assert.Equal(expected, Model.Load(directory["model"]).Training!.Optimizer);

        SafeTensors.Write(directory["older"], Edited(directory, metadata => metadata["training"] = System.Text.RegularExpressions.Regex.Replace(
            metadata["training"], "\"(momentum|weightDecay|nesterov|decayBiases)\":[^,]*,", "")));
        Assert.Equal(Optimizer.DefaultsOf("sgd") with { LearningRate = 0.01 }, Model.Load(directory["older"]).Training!.Optimizer);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_parameter_that_is_not_finite_is_refused(float value)
    {
        using var directory = new TemporaryDirectory();
        SmallModel(directory);
        var file = SafeTensors.Read(directory["model"]);
        var tensors = file.Tensors.Values.Select(tensor => tensor.Name == "layers.0.bias" ? SafeTensor.Of(tensor.Name, [0, value, 0], 3) : tensor);
        SafeTensors.Write(directory["edited"], new SafeTensorsFile(tensors, Plain(file)));
        Assert.Contains("'layers.0.bias' holds a number that is not finite, at element 1", Refusal.Of(() => Model.Load(directory["edited"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_a_million_claimed_neurons_allocates_nothing_of_the_kind()
    {
        using var directory = new TemporaryDirectory();
        SmallModel(directory);
        const string Huge = """{"inputs":2,"layers":[{"type":"dense","outputs":1000000,"activation":"relu"}],"loss":"squared-error"}""";
        SafeTensors.Write(directory["edited"], Edited(directory, metadata => metadata["network"] = Huge));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Of(() => Model.Load(directory["edited"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static byte[] SmallModel(TemporaryDirectory directory)
    {
        var network = new Network(2, [new Dense(3, Activation.Relu), new Dense(2, Activation.Softmax)]);
        var schema = new ModelSchema { Features = ["a", "b"], Targets = ["class"], Classes = ["left", "right"] };
        new Model(network, Loss.CrossEntropy, schema).Save(directory["model"]);
        return File.ReadAllBytes(directory["model"]);
    }

    private static SafeTensorsFile Edited(TemporaryDirectory directory, Action<Dictionary<string, string>> edit)
    {
        var file = SafeTensors.Read(directory["model"]);
        var metadata = Plain(file);
        edit(metadata);
        return new SafeTensorsFile(file.Tensors.Values, metadata);
    }

    private static Dictionary<string, string> Plain(SafeTensorsFile file) =>
        file.Metadata.Where(entry => !entry.Key.EndsWith("ha256", StringComparison.OrdinalIgnoreCase)).ToDictionary();
}
