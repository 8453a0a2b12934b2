namespace Backprop;

/// <summary>Refuses options of an optimizer that are out of range.</summary>
internal static class OptimizerRange
{
    public static float NotNegative(float value, string name) => float.IsFinite(value) && value >= 0
        ? value
        : throw new InvalidInputException(FormattableString.Invariant($"The {name} must be a finite number of 0 or more, not {value}."));

    /// <summary>For a part of the old that is kept in a mean: 1 would never forget.</summary>
    public static float BelowOne(float value, string name) => value is >= 0 and < 1
        ? value
        : throw new InvalidInputException(FormattableString.Invariant($"The {name} must be a number from 0 to below 1, not {value}."));

    /// <summary>For what keeps a divisor from 0.</summary>
    public static float Positive(float value, string name) => float.IsFinite(value) && value > 0
        ? value
        : throw new InvalidInputException(FormattableString.Invariant($"The {name} must be a finite number above 0, not {value}."));
}
