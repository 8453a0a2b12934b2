using Backprop.Data;

namespace Backprop;

/// <summary>How raw input values are scaled before they reach the network.</summary>
public enum InputScalingKind
{
    /// <summary>By the known range where the data have one (pixels), otherwise standardized.</summary>
    Automatic,

    /// <summary>Mean 0 and standard deviation 1, measured on the training part.</summary>
    Standardize,

    /// <summary>The range that the data declare becomes 0 … 1.</summary>
    Range,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>What normalizes the weighted sums of hidden layers, before their activation.</summary>
public enum NormalizationKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A <see cref="BatchNormalization"/>: each neuron over the data points of a batch.</summary>
    Batch,

    /// <summary>A <see cref="LayerNormalization"/>: each data point over the neurons.</summary>
    Layer,
}

/// <summary>
/// What network is trained for a data set, and how. What stands here as the default of each option is one choice for any data;
/// <see cref="For(Dataset)"/> chooses by the data at hand, which is better, and is what the command line starts from.
/// </summary>
public sealed record ModelOptions
{
    /// <summary>
    /// The options that suit the data, by their task, rows and inputs (docs/defaults.md): what is trained where none are given.
    /// Change single ones with <c>ModelOptions.For(data) with { Hidden = [32] }</c>.
    /// </summary>
    public static ModelOptions For(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return For(data.IsClassification, data.Count, data.Features);
    }

    /// <summary>The same for data that are not at hand.</summary>
    /// <param name="isClassification">Whether classes are predicted, rather than numbers.</param>
    /// <param name="rows">Data points for training and validation, at least 1.</param>
    /// <param name="inputs">Inputs of the network, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rows or inputs are fewer than 1.</exception>
    public static ModelOptions For(bool isClassification, long rows, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        return ModelDefaults.For(isClassification, rows, inputs);
    }

    /// <summary>Neurons of each hidden layer; default one layer of 64. Empty for none.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64];

    /// <summary>Rate of a <see cref="Backprop.Dropout"/> behind each hidden layer (an <see cref="AlphaDropout"/> behind SELU); default 0, none.</summary>
    public float Dropout { get; init; }

    /// <summary>What normalizes the weighted sums of each hidden layer, before its activation; default nothing.</summary>
    public NormalizationKind Normalization { get; init; }

    /// <summary>Whether a hidden layer as wide as the one before it goes, with its normalization and dropout, into a <see cref="Backprop.Residual"/>; default false.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// Makes the layers, first to last, for a number of outputs, where these will not do; it is called once.
    /// Then <see cref="Hidden"/>, <see cref="Dropout"/>, <see cref="Normalization"/>, <see cref="Residual"/>, <see cref="Activation"/>, <see cref="OutputActivation"/> and <see cref="Initializer"/> are not looked at.
    /// </summary>
    public Func<int, IReadOnlyList<Layer>>? Layers { get; init; }

    /// <summary>Activation of the hidden layers; default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Activation of the last layer; default softmax for classes, identity for numbers.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>The loss; default cross-entropy for classes, squared error for numbers or where the output activation gives no probabilities.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Initial weights of every layer; default what suits its activation.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>
    /// The optimizer; default SGD, with <see cref="Sgd.DefaultLearningRate"/> where the outputs are probabilities and
    /// <see cref="Sgd.DefaultLearningRateForNumbers"/> where they are numbers.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Share of the data that is held out for validation; default 0.1, 0 for none.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>How inputs are scaled; default by what is known of the data.</summary>
    public InputScalingKind InputScaling { get; init; } = InputScalingKind.Automatic;

    /// <summary>How much the rows of each class count; default <see cref="Backprop.ClassWeights.None"/>, alike.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Epochs, batch size, seed, threads, patience.</summary>
    public TrainingOptions Training { get; init; } = new();
}
