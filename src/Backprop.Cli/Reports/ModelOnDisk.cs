using Backprop.Cli.Data;
using Backprop.Files;
using Backprop.Inspection;

namespace Backprop.Cli.Reports;

/// <summary>A model with what its file tells beside it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Integrity">Whether digests vouch for every byte.</param>
/// <param name="Model">The model.</param>
internal sealed record ModelOnDisk(string Path, long Bytes, Integrity Integrity, Model Model)
{
    /// <summary>What a diagnosis found; null where none was asked for.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    public static ModelOnDisk Read(string path)
    {
        var model = Model.Load(path);
        return new ModelOnDisk(path, FinalTarget.LengthOf(path), SafeTensors.Read(path).Integrity, model);
    }

    /// <summary>Each parameter and buffer with its layer's place in the network, its shape, and the spread of its numbers.</summary>
    public IEnumerable<(int Layer, Layer Of, Parameter Parameter, long[] Shape, ParameterSummary Summary)> Parameters =>
        from layer in Model.Network.Layers.Index()
        from parameter in layer.Item.Parameters.Concat(layer.Item.Buffers)
        select (layer.Index, layer.Item, parameter, ShapeOf(parameter), ParameterSummary.Of(parameter));

    private static long[] ShapeOf(Parameter parameter) =>
        parameter.IsVector ? [parameter.Value.Rows] : [parameter.Value.Rows, parameter.Value.Columns];
}
