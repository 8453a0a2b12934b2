using Backprop.Data;

namespace Backprop;

/// <summary>What happens to data points of the training data on their way into a batch: images are changed, points are mixed.</summary>
internal sealed class Augmenter
{
    private readonly Dataset _data;
    private readonly ImageAugmenter[]? _images;
    private readonly float[][] _others;
    private readonly Mixup? _mixup;

    private Augmenter(Dataset data, TrainingOptions options, int members)
    {
        _data = data;
        if (options.Augmentation.Count > 0)
            _images = [.. Enumerable.Range(0, members).Select(_ => new ImageAugmenter(options.Augmentation, options.ShapeOf(data), options.Seed))];
        if (options.Mixup > 0) _mixup = new Mixup(options.Mixup, data.Count, options.Seed);
        _others = [.. Enumerable.Range(0, members).Select(_ => new float[_mixup is null ? 0 : data.Features])];
    }

    /// <summary>What the options ask for; null where that is nothing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The training data, scaled as the network sees them.</param>
    /// <param name="members">Threads that will call at the same time, each with a number of its own.</param>
    public static Augmenter? Of(TrainingOptions options, Dataset data, int members) =>
        options.Augmentation.Count == 0 && options.Mixup == 0 ? null : new Augmenter(data, options, members);

    /// <summary>The inputs of a data point in an epoch.</summary>
    public void LoadInput(uint epoch, int row, int member, Span<float> target)
    {
        LoadImage(epoch, row, member, target);
        if (_mixup is null) return;
        var (other, own) = _mixup.Draw(epoch, row);
        LoadImage(epoch, other, member, _others[member]);
        Mixup.Mix(target, _others[member], own);
    }

    /// <summary>What to mix into the targets of a data point: of which other one, and the share of its own; null for nothing.</summary>
    public (int Other, float Own)? Mixed(uint epoch, int row) => _mixup?.Draw(epoch, row);

    private void LoadImage(uint epoch, int row, int member, Span<float> target)
    {
        if (_images is null) _data.Input(row).CopyTo(target);
        else _images[member].Change(_data.Input(row), epoch, row, target);
    }
}
