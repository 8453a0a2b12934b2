using System.Globalization;

namespace Backprop;

/// <summary>How often a checkpoint is written: after so many seconds, batches or epochs. Default 30 seconds.</summary>
public readonly record struct CheckpointInterval
{
    private enum Unit { Default, Seconds, Batches, Epochs }

    private readonly Unit _unit;
    private readonly double _count;

    private CheckpointInterval(Unit unit, double count) => (_unit, _count) = (unit, count);

    private const double DefaultSeconds = 30;

    /// <summary>After the batch that ends when so many seconds have passed since the one before; 0 writes after every batch.</summary>
    /// <exception cref="InvalidInputException">The number is negative or not finite.</exception>
    public static CheckpointInterval Seconds(double seconds) => seconds >= 0 && double.IsFinite(seconds)
        ? new(Unit.Seconds, seconds)
        : throw new InvalidInputException(FormattableString.Invariant($"Checkpoints every {seconds} seconds: give a number of 0 or more."));

    /// <summary>After every so many batches, counted over the whole training.</summary>
    /// <exception cref="InvalidInputException">The number is below 1.</exception>
    public static CheckpointInterval Batches(long batches) => new(Unit.Batches, AtLeastOne(batches, "batches"));

    /// <summary>After every so many epochs.</summary>
    /// <exception cref="InvalidInputException">The number is below 1.</exception>
    public static CheckpointInterval Epochs(int epochs) => new(Unit.Epochs, AtLeastOne(epochs, "epochs"));

    /// <summary>Reads <c>30s</c>, <c>5min</c>, <c>100 batches</c>, <c>1 epoch</c>, with a space or without.</summary>
    /// <exception cref="InvalidInputException">The text is none of these.</exception>
    public static CheckpointInterval Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int letters = text.AsSpan().IndexOfAnyInRange('a', 'z');
        if (letters > 0 && double.TryParse(text.AsSpan(0, letters), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double count))
        {
            string unit = text[letters..];
            if (unit is "s" or "sec" or "second" or "seconds") return Seconds(count);
            if (unit is "m" or "min" or "minute" or "minutes") return Seconds(60 * count);
            if (unit is "h" or "hour" or "hours") return Seconds(3600 * count);
            bool isWhole = count == Math.Floor(count) && count <= int.MaxValue;
            if (isWhole && unit is "batch" or "batches") return Batches((long)count);
            if (isWhole && unit is "epoch" or "epochs") return Epochs((int)count);
        }
        throw new InvalidInputException($"'{text}' is no interval: give a number with s, min, h, batches or epochs, such as 30s, 100batches or 1epoch.");
    }

    /// <summary>Whether one is due.</summary>
    /// <param name="milliseconds">Since the one before.</param>
    /// <param name="batches">Since the one before.</param>
    /// <param name="epochs">Ended since the one before.</param>
    internal bool IsDue(long milliseconds, long batches, int epochs) => _unit switch
    {
        Unit.Batches => batches >= _count,
        Unit.Epochs => epochs >= _count,
        Unit.Seconds => milliseconds >= 1000 * _count,
        _ => milliseconds >= 1000 * DefaultSeconds,
    };

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(_unit == Unit.Default ? DefaultSeconds : _count)}{_unit switch
    {
        Unit.Batches => "batches",
        Unit.Epochs => "epochs",
        _ => "s",
    }}");

    private static long AtLeastOne(long count, string what) =>
        count >= 1 ? count : throw new InvalidInputException($"Checkpoints every {count} {what}: give 1 or more.");
}
