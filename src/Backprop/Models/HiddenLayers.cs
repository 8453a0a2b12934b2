namespace Backprop;

/// <summary>The hidden layers that options describe: dense layers, with what stands between, behind and around them.</summary>
internal static class HiddenLayers
{
    public static IEnumerable<Layer> Of(ModelOptions options)
    {
        int before = 0;
        foreach (int neurons in options.Hidden)
        {
            var layers = One(neurons, options);
            if (options.Residual && neurons == before) yield return new Residual([.. layers]);
            else foreach (var layer in layers) yield return layer;
            before = neurons;
        }
    }

    private static IEnumerable<Layer> One(int neurons, ModelOptions options)
    {
        if (options.Normalization == NormalizationKind.None)
        {
            yield return new Dense(neurons, options.Activation, options.Initializer);
        }
        else
        {
            // The weights still suit the activation, which stands behind the normalization now.
            yield return new Dense(neurons, Activation.Identity, options.Initializer ?? options.Activation.DefaultInitializer);
            yield return options.Normalization == NormalizationKind.Batch ? new BatchNormalization() : new LayerNormalization();
            if (options.Activation is not Identity) yield return new Activate(options.Activation);
        }
        if (options.Dropout != 0) yield return options.Activation is Selu ? new AlphaDropout(options.Dropout) : new Dropout(options.Dropout);
    }
}
