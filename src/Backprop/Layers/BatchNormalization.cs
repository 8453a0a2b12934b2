using System.Text.Json;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Batch normalization: in training each feature i is brought to mean 0 and variance 1 over the data points j of the batch,
/// x̂_ij = (x_ij − μ_i)/√(σ²_i + ε) with σ² = 1/N·Σ_j (x − μ)², then y_ij = γ_i·x̂_ij + β_i; in predictions μ and σ² are the running ones.
/// After each step running ← running + m·(batch − running), the variance being Σ_j (x − μ)²/(N − 1), as in PyTorch.
/// A batch of one data point, such as the last of an epoch, has no variance: it is normalized by the running statistics, which it leaves alone.
/// Ioffe and Szegedy, "Batch normalization", 2015.
/// </summary>
public sealed class BatchNormalization : NormalizationLayer
{
    /// <summary>m where none is given, as in PyTorch.</summary>
    public const float DefaultMomentum = 0.1f;

    /// <summary>Creates the layer.</summary>
    /// <param name="momentum">m, the weight of a batch in the running statistics, above 0 and at most 1; default 0.1. (Keras calls 1 − m its momentum.)</param>
    /// <param name="epsilon">ε, above 0; default 1e-5.</param>
    /// <exception cref="InvalidInputException">A number is out of range.</exception>
    public BatchNormalization(float momentum = DefaultMomentum, float epsilon = DefaultEpsilon) : base(epsilon) => Momentum = momentum is > 0 and <= 1
        ? momentum
        : throw new InvalidInputException(FormattableString.Invariant($"The momentum of batch normalization must be above 0 and at most 1, not {momentum}."));

    /// <inheritdoc/>
    public override string Kind => "batch-normalization";

    /// <summary>m, the weight of a batch in the running statistics.</summary>
    public float Momentum { get; }

    /// <summary>The running mean of each feature, <c>[outputs, 1]</c>: 0 before training.</summary>
    public Matrix RunningMean => Buffers[0].Value;

    /// <summary>The running variance of each feature, <c>[outputs, 1]</c>: 1 before training.</summary>
    public Matrix RunningVariance => Buffers[1].Value;

    /// <inheritdoc/>
    public override ReferenceLayer ToReference() => new ReferenceBatchNormalization(
        Parameters[0].ToDoubles(), Parameters[1].ToDoubles(), Buffers[0].ToDoubles(), Buffers[1].ToDoubles(), PrintedNumber.Of(Momentum), PrintedNumber.Of(Epsilon));

    internal static BatchNormalization Read(JsonElement settings) => new(settings.GetProperty("momentum").GetSingle(), settings.GetProperty("epsilon").GetSingle());

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json)
    {
        base.WriteSettings(json);
        json.WriteNumber("momentum", Momentum);
    }

    internal override bool TiesDataPoints => true;

    internal override IEnumerable<(string Name, long[] Shape)> BufferShapes(int inputs) => [("running_mean", [inputs]), ("running_var", [inputs])];

    internal override void Initialize(ulong seed, uint index)
    {
        base.Initialize(seed, index);
        RunningMean.Everything.Clear();
        RunningVariance.Everything.Fill(1);
    }

    internal override string? Fault =>
        Enumerable.Range(0, Outputs).Any(i => RunningVariance.Numbers(i)[0] < 0) ? $"a running variance, '{Buffers[1].QualifiedName}', is below 0" : null;

    internal override LayerPass CreatePass(PassOptions options) => new BatchNormalizationPass(this, options);

    internal override LayerPoint CreatePoint() => new BatchNormalizationPoint(this);
}
