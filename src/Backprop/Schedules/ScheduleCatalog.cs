using System.Globalization;

namespace Backprop;

/// <summary>The schedules by name: the one place where a new one is registered.</summary>
internal static class ScheduleCatalog
{
    // Name, most parameters, and how it is made from those that are given.
    private static readonly (string Name, int Parameters, Func<double[], Schedule> Create)[] Entries =
    [
        ("constant", 0, _ => Schedule.Constant),
        ("step", 2, p => p.Length switch { 0 => new StepSchedule(), 1 => new StepSchedule(p[0]), _ => new StepSchedule(p[0], p[1]) }),
        ("exponential", 1, p => p.Length == 0 ? new ExponentialSchedule() : new ExponentialSchedule(p[0])),
        ("inverse-time", 1, p => p.Length == 0 ? new InverseTimeSchedule() : new InverseTimeSchedule(p[0])),
        ("polynomial", 1, p => p.Length == 0 ? new PolynomialSchedule() : new PolynomialSchedule(p[0])),
        ("cosine", 2, p => p.Length switch { 0 => new CosineSchedule(), 1 => new CosineSchedule(p[0]), _ => new CosineSchedule(p[0], p[1]) }),
        ("one-cycle", 1, p => p.Length == 0 ? new OneCycleSchedule() : new OneCycleSchedule(p[0])),
        ("plateau", 2, p => p.Length switch { 0 => new PlateauSchedule(), 1 => new PlateauSchedule(p[0]), _ => new PlateauSchedule(p[0], p[1]) }),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    public static Schedule Parse(string text)
    {
        int colon = text.IndexOf(':');
        string name = colon < 0 ? text : text[..colon];
        var (known, most, create) = Entries.FirstOrDefault(entry => entry.Name == name);
        if (known is null) throw new InvalidInputException($"Unknown schedule '{text}'. Known: {string.Join(", ", Names)}.");
        string[] given = colon < 0 ? [] : text[(colon + 1)..].Split(',');
        if (given.Length > most)
            throw new InvalidInputException($"Schedule '{text}': {name} has {(most == 0 ? "no parameter" : $"at most {most}")}. Write '{create([])}'.");
        return create([.. given.Select(number => ParseNumber(text, number))]);
    }

    private static double ParseNumber(string text, string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new InvalidInputException($"Schedule '{text}': '{number}' is not a number.");
}
