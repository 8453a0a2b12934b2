using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Brings chosen data points of a data set into a pass: inputs into its first layer, targets into a matrix of their own.</summary>
internal sealed class PointLoader(Dataset data, NetworkPass pass)
{
    private readonly float[] _target = new float[data.Outputs];

    /// <summary>The targets of the loaded data points, <c>[outputs, batch]</c>; padding columns are 0.</summary>
    public Matrix Targets { get; } = new(data.Outputs, pass.Capacity);

    public void Load(ReadOnlySpan<int> rows)
    {
        Targets.UseColumns(rows.Length);
        for (int point = 0; point < rows.Length; point++)
        {
            data.Input(rows[point]).CopyTo(pass.InputRow(point));
            data.CopyTarget(rows[point], _target);
            for (int output = 0; output < _target.Length; output++) Targets.Row(output)[point] = _target[output];
        }
        Targets.ClearPadding();
        pass.UseInputs(rows.Length);
    }
}
