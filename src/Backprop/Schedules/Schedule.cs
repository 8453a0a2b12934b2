using System.Globalization;

namespace Backprop;

/// <summary>
/// How the learning rate changes during training: a factor that is a pure function of the step, so that a training that goes on
/// from a file has the same rates. Immutable.
/// </summary>
public abstract class Schedule
{
    private protected Schedule() { }

    /// <summary>Name in files and on the command line, such as <c>cosine</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The parameters, in the order in which <see cref="Parse"/> takes them; empty for none.</summary>
    public virtual IReadOnlyList<double> Parameters => [];

    /// <summary>The same rate all the time.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>Names that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names => ScheduleCatalog.Names;

    /// <summary>What the learning rate is multiplied with in a step.</summary>
    /// <param name="at">The step, in a training of a known length.</param>
    public abstract double Factor(ScheduleStep at);

    /// <summary>What it is multiplied with besides, by the validation losses of the epochs so far; 1 except on a plateau.</summary>
    public virtual double FactorAfter(IReadOnlyList<double> validationLosses) => 1;

    /// <summary>The schedule of a name, with its parameters behind a colon where they are not the usual ones: <c>cosine</c>, <c>step:10,0.5</c>.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, or a parameter does not fit it.</exception>
    public static Schedule Parse(string text) => ScheduleCatalog.Parse(text);

    /// <summary>Name and parameters, as <see cref="Parse"/> reads them.</summary>
    public override string ToString() => Parameters.Count == 0
        ? Name
        : $"{Name}:{string.Join(',', Parameters.Select(parameter => parameter.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>Whether the rate rises at the beginning by itself, so that a warm-up would be a second one.</summary>
    internal virtual bool WarmsUp => false;

    /// <summary>Whether the validation losses have a say.</summary>
    internal virtual bool NeedsValidation => false;

    private protected static double Require(bool fits, double value, string schedule, string what) => fits
        ? value
        : throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"The schedule {schedule} needs {what}, not {value}."));
}

/// <summary>A step of a training.</summary>
/// <param name="Step">Steps before this one: 0 for the first.</param>
/// <param name="StepsOfEpoch">Steps of an epoch.</param>
/// <param name="Steps">Steps of the whole training.</param>
public readonly record struct ScheduleStep(long Step, long StepsOfEpoch, long Steps)
{
    /// <summary>Epochs before this step, with their fraction.</summary>
    public double Epoch => (double)Step / StepsOfEpoch;

    /// <summary>The part of the training before this step: 0 at the first.</summary>
    public double Share => (double)Step / Steps;
}
