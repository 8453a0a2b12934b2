namespace Backprop;

/// <summary>Training far ahead of validation: the network learns its data by heart.</summary>
internal sealed class Overfitting : IDiagnosisRule
{
    private const double FarAhead = 3, Risen = 1.2;

    public Finding? Judge(Observations observations)
    {
        if (observations.Model.Training is not { Curve: { Count: > 1 } curve } || curve[^1].ValidationLoss is not { } validation) return null;
        double training = curve[^1].TrainLoss, lowest = curve.Min(point => point.ValidationLoss ?? double.PositiveInfinity);
        if (validation < FarAhead * training || validation < Risen * lowest) return null;
        return new Finding("overfitting", FormattableString.Invariant(
            $"Training is far ahead of validation: at the end the loss was {training:G3} on the training data and {validation:G3} on the validation data, whose lowest was {lowest:G3}."),
            "Use more data, a smaller --hidden, or fewer --epochs; the weights of the best epoch were kept.");
    }
}
