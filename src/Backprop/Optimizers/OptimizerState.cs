using Backprop.Numerics;

namespace Backprop;

/// <summary>One training run's use of an optimizer: the slots of every parameter, and the step that changes all of them or none.</summary>
internal sealed class OptimizerState
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly UpdateKernel _kernel;
    private readonly Matrix[][] _slots;

    public OptimizerState(Optimizer optimizer, IReadOnlyList<Parameter> parameters)
    {
        _parameters = parameters;
        _kernel = optimizer.CreateKernel();
        _slots = [.. parameters.Select(parameter => CreateSlots(optimizer.SlotCount, parameter.Value))];
    }

    /// <summary>Updates every parameter from the gradients summed over so many data points.</summary>
    /// <returns>False where a new number would not be finite: then no parameter has changed.</returns>
    public bool Step(IReadOnlyList<Matrix> gradients, int points)
    {
        float meanFactor = 1f / points;
        bool finite = true;
        for (int i = 0; i < gradients.Count; i++)
        {
            var parameter = _parameters[i];
            finite &= _kernel.Update(parameter.Value, gradients[i], meanFactor, _slots[i], parameter.Next);
        }
        if (!finite) return false;
        for (int i = 0; i < gradients.Count; i++) _parameters[i].AcceptNext();
        return true;
    }

    private static Matrix[] CreateSlots(int count, Matrix shape) =>
        [.. Enumerable.Range(0, count).Select(_ => new Matrix(shape.Rows, shape.Columns))];
}
