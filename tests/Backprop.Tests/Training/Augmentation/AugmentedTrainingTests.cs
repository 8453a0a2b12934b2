using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests.Training.Augmentation;

public class AugmentedTrainingTests
{
    private static readonly IReadOnlyList<ImageTransform> All = Augmentations.Parse("shift=1,rotate=10,scale=0.1,elastic=8:2");

    [Fact]
    public void A_step_with_augmentation_and_mixup_allocates_nothing()
    {
        var data = BuiltInDatasets.Load("digits");
        var network = new Network(64, [new Dense(20, Activation.Relu), new Dense(10, Activation.Softmax)]);
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(new Sgd(), network.Parameters);
        var options = new TrainingOptions { Augmentation = All, Mixup = 0.2f };
        var gradient = new BatchGradient(network, Loss.CrossEntropy, data, 50, team, optimizer, augmenter: Augmenter.Of(options, data, 1)) { Epoch = 1 };
        int[] rows = [.. Enumerable.Range(0, 50)];
        AllocationTests.AssertAllocatesNothing(() =>
        {
            gradient.Compute(rows);
            optimizer.Accept();
        });
    }

    [Fact]
    public void A_transform_of_no_strength_trains_the_same_bits_as_none()
    {
        string plain = Trained(new TrainingOptions { Epochs = 2 }), still = Trained(new TrainingOptions { Epochs = 2, Augmentation = Augmentations.Parse("shift=0,elastic=0:3") });
        Assert.Equal(plain, still);
        Assert.NotEqual(plain, Trained(new TrainingOptions { Epochs = 2, Augmentation = [new ImageShift(1)] }));
    }

    [Fact]
    public void Batches_larger_than_a_piece_change_no_image_otherwise()
    {
        // One batch of all rows goes through memory in pieces; its augmented training loss is that of any cut, to the precision of a sum.
        var data = BuiltInDatasets.Load("digits");
        double Loss(int pieces)
        {
            var network = new Network(64, [new Dense(10, Activation.Softmax)], seed: 1);
            using var team = new ThreadTeam(2);
            var options = new TrainingOptions { Augmentation = All, Mixup = 0.4f };
            int size = (data.Count + pieces - 1) / pieces;
            var gradient = new BatchGradient(network, Backprop.Loss.CrossEntropy, data, size, team, augmenter: Augmenter.Of(options, data, 2)) { Epoch = 1 };
            int[] rows = [.. Enumerable.Range(0, data.Count)];
            return Enumerable.Range(0, pieces).Sum(piece => rows.AsSpan(piece * size, Math.Min(size, data.Count - piece * size)) is var part ? gradient.Compute(part) * part.Length : 0) / data.Count;
        }
        Assert.Equal(Loss(1), Loss(7), 1e-12 * data.Count);
    }

    [Fact]
    public void Validation_images_are_left_as_they_are()
    {
        // A learning rate that changes nothing to a float: losses of validation are those of the first weights in every epoch.
        var result = Run(new TrainingOptions { Epochs = 2, Augmentation = All, Mixup = 0.4f }, new Sgd(1e-30f));
        Assert.Equal(result.Epochs[0].Validation!.Loss, result.Epochs[1].Validation!.Loss);
        Assert.NotEqual(result.Epochs[0].TrainLoss, result.Epochs[1].TrainLoss);
    }

    [Fact]
    public void Data_that_are_no_images_are_refused_in_one_line()
    {
        Refused("not known to hold images", SyntheticData.Separable(20), new TrainingOptions { Augmentation = All });
        Refused("An image of 1x3x3 has 9 pixels, but a row of 'separable' has 2 features", SyntheticData.Separable(20), new TrainingOptions { Augmentation = All, ImageShape = new ImageShape(1, 3, 3) });
    }

    [Fact]
    public void A_scale_of_its_own_for_each_pixel_is_refused()
    {
        var refusal = Assert.Throws<InvalidInputException>(() => new ModelTraining(
            BuiltInDatasets.Load("digits"), new ModelOptions { InputScaling = InputScalingKind.Standardize, Training = new TrainingOptions { Augmentation = All } }));
        Assert.Contains("same scale", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_a_declared_range_are_scaled_by_the_range_of_all_pixels()
    {
        var training = new ModelTraining(SyntheticData.Classes(40, 12, 3), new ModelOptions { Training = new TrainingOptions { Epochs = 1, Augmentation = All, ImageShape = new ImageShape(1, 3, 4) } });
        var scaling = training.Model.Schema.InputScaling!;
        Assert.Equal("range", scaling.Kind);
        Assert.Single(scaling.Offsets.Distinct());
        Assert.Single(scaling.Scales.Distinct());
    }

    private static string Trained(TrainingOptions options)
    {
        var training = new ModelTraining(BuiltInDatasets.Load("digits"), new ModelOptions { Hidden = [12], Training = options });
        training.Run();
        return training.Network.Sha256();
    }

    private static TrainingResult Run(TrainingOptions options, Optimizer optimizer) =>
        new ModelTraining(BuiltInDatasets.Load("digits"), new ModelOptions { Hidden = [12], Optimizer = optimizer, Training = options }).Run();

    private static void Refused(string named, Dataset data, TrainingOptions options)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => new ModelTraining(data, new ModelOptions { Training = options }));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
