namespace Backprop;

/// <summary>
/// Dates and times: the days since a fixed moment, and for each period that the data cover the place in it as sine and
/// cosine, so that its end is next to its beginning.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Order">In what order the numbers of a date stand, where they may stand in more than one.</param>
/// <param name="Start">What the days are counted from, in days since 2000-01-01; the earliest of training.</param>
/// <param name="Median">The median of those days, which stands in for a missing cell; its places in the periods are 0.</param>
/// <param name="Periods">The periods that the data cover.</param>
/// <param name="HasIndicator">Whether cells were missing in training, so that there is an input that says so.</param>
public sealed record TimeColumn(
    string Name, DateOrder Order, int Start, float Median, IReadOnlyList<TimePeriod> Periods, bool HasIndicator) : TableColumn(Name)
{
    /// <inheritdoc/>
    public override string Kind => "time";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features =>
    [
        Name,
        .. Periods.SelectMany(period => new[] { $"{Name} sin of {Word(period)}", $"{Name} cos of {Word(period)}" }),
        .. HasIndicator ? [Indicator] : Array.Empty<string>(),
    ];

    /// <summary>A period as files spell it.</summary>
    public static string Word(TimePeriod period) => period switch
    {
        TimePeriod.Day => "day",
        TimePeriod.Week => "week",
        _ => "year",
    };
}

/// <summary>A period in which a moment has its place.</summary>
public enum TimePeriod
{
    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday to Sunday.</summary>
    Week,

    /// <summary>From January to December.</summary>
    Year,
}

/// <summary>The order of day and month in dates such as 03/04/2024; or that there are no dates.</summary>
public enum DateOrder
{
    /// <summary>Year, month, day (ISO 8601): 2024-04-03.</summary>
    YearFirst,

    /// <summary>Day, month, year: 03.04.2024, 3/4/2024.</summary>
    DayFirst,

    /// <summary>Month, day, year: 04/03/2024.</summary>
    MonthFirst,

    /// <summary>No date, but a time of day: 14:35, 2:35 PM. Its days are the fraction of one.</summary>
    TimeOfDay,
}
