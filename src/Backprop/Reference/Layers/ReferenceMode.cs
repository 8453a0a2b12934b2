namespace Backprop.Reference;

/// <summary>What a forward pass is for: layers such as dropout and batch normalization differ between the two.</summary>
public enum ReferenceMode
{
    /// <summary>The forward pass of a training step.</summary>
    Training,

    /// <summary>A prediction.</summary>
    Inference,
}
