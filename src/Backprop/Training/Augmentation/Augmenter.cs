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

    /// <summary>
    /// What to mix into the targets of a data point: of which other one, and the share of its own; null for nothing. Where data points have weights,
    /// it is λ·w/(λ·w + (1 − λ)·w′): the loss of the mixed targets, times the weight of the mixed point, then has the gradient of
    /// λ·w·L(t) + (1 − λ)·w′·L(t′), for every loss that is linear in its targets or squares their distance.
    /// </summary>
    public (int Other, float Own)? Mixed(uint epoch, int row)
    {
        if (_mixup is null) return null;
        var (other, own) = _mixup.Draw(epoch, row);
        if (!_data.HasWeights || _data.Weights[row] == _data.Weights[other]) return (other, own);
        double share = (double)own * _data.Weights[row];
        return (other, (float)(share / (share + (1 - (double)own) * _data.Weights[other])));
    }

    /// <summary>Whether data points are mixed, and their weights with them.</summary>
    public bool Mixes => _mixup is not null;

    /// <summary>The weight of a mixed data point, λ·w + (1 − λ)·w′.</summary>
    public double MixedWeight(uint epoch, int row)
    {
        var (other, own) = _mixup!.Draw(epoch, row);
        return (double)own * _data.Weights[row] + (1 - (double)own) * _data.Weights[other];
    }

    private void LoadImage(uint epoch, int row, int member, Span<float> target)
    {
        if (_images is null) _data.Input(row).CopyTo(target);
        else _images[member].Change(_data.Input(row), epoch, row, target);
    }
}
