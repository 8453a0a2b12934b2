using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The activations of one layer for a batch: feature-major <c>[features, batch]</c>, where a lane is a data point,
/// and, where a gradient will need them, the data-major copy <c>[batch, features]</c>.
/// </summary>
internal sealed class BatchActivations
{
    public BatchActivations(int features, int capacity, bool withDataMajor)
    {
        FeatureMajor = Matrix.OfBatch(features, capacity);
        DataMajor = withDataMajor ? Matrix.OfBatch(capacity, features) : null;
    }

    public Matrix FeatureMajor { get; }

    public Matrix? DataMajor { get; }

    /// <summary>Data points in the batch.</summary>
    public int Count
    {
        get => FeatureMajor.Columns;
        set => FeatureMajor.UseColumns(value);
    }
}
