using System.Text.Json;

namespace Backprop;

/// <summary>A column as JSON: <c>{"name":"island","kind":"category","categories":["Biscoe","Dream"],"shares":[0.6,0.4],"other":false}</c>.</summary>
internal static class ColumnJson
{
    private static readonly (string Word, DateOrder Order)[] Orders =
        [("year-first", DateOrder.YearFirst), ("day-first", DateOrder.DayFirst), ("month-first", DateOrder.MonthFirst), ("time-of-day", DateOrder.TimeOfDay)];

    public static void Write(Utf8JsonWriter json, TableColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("kind", column.Kind);
        switch (column)
        {
            case NumberColumn number:
                json.WriteNumber("median", number.Median);
                json.WriteBoolean("indicator", number.HasIndicator);
                if (number.Tails is { } tails) json.WriteNumbers("bend", [tails.Center, tails.Reach]);
                break;
            case BooleanColumn boolean:
                json.WriteNumber("share", boolean.Share);
                json.WriteBoolean("indicator", boolean.HasIndicator);
                break;
            case CategoryColumn category:
                json.WriteStrings("categories", category.Categories);
                json.WriteNumbers("shares", category.Shares);
                json.WriteBoolean("other", category.HasOther);
                if (category.Rare.Count > 0) json.WriteStrings("rare", category.Rare);
                break;
            case TimeColumn time:
                json.WriteString("order", Array.Find(Orders, order => order.Order == time.Order).Word);
                json.WriteNumber("start", time.Start);
                json.WriteNumber("median", time.Median);
                json.WriteStrings("periods", time.Periods.Select(TimeColumn.Word));
                json.WriteBoolean("indicator", time.HasIndicator);
                break;
            case IgnoredColumn ignored:
                json.WriteString("reason", ignored.Reason);
                break;
        }
        json.WriteEndObject();
    }

    public static TableColumn Read(JsonElement json)
    {
        string name = json.ReadText("name");
        return json.ReadText("kind") switch
        {
            "number" => new NumberColumn(name, Number(json, "median"), Flag(json, "indicator")) { Tails = ReadBend(json) },
            "boolean" => new BooleanColumn(name, Number(json, "share"), Flag(json, "indicator")),
            "category" => ReadCategory(json, name),
            "time" => new TimeColumn(name, ReadOrder(json.ReadText("order")), json.GetProperty("start").GetInt32(), Number(json, "median"),
                [.. json.ReadStrings("periods").Select(ReadPeriod)], Flag(json, "indicator")),
            "ignored" => new IgnoredColumn(name, json.ReadText("reason")),
            var kind => throw new FormatException($"column '{name}' has the unknown kind '{kind}'"),
        };
    }

    private static TailBend? ReadBend(JsonElement json)
    {
        if (!json.TryGetProperty("bend", out _)) return null;
        return json.ReadNumbers("bend") is [var center, var reach] && float.IsFinite(center) && float.IsFinite(reach) && reach > 0
            ? new TailBend(center, reach)
            : throw new FormatException("'bend' needs a center and a reach above 0");
    }

    private static CategoryColumn ReadCategory(JsonElement json, string name)
    {
        var category = new CategoryColumn(name, json.ReadStrings("categories"), json.ReadNumbers("shares"), Flag(json, "other"))
        {
            Rare = json.TryGetProperty("rare", out _) ? json.ReadStrings("rare") : [],
        };
        if (category.Categories.Count != category.Shares.Count || category.Shares.Any(share => !(share is >= 0 and <= 1)))
            throw new FormatException($"column '{name}' needs a share from 0 to 1 for each category");
        return category.Categories.Distinct(StringComparer.Ordinal).Count() == category.Categories.Count
            ? category
            : throw new FormatException($"column '{name}' has a category twice");
    }

    private static DateOrder ReadOrder(string word) =>
        Orders.Any(order => order.Word == word) ? Array.Find(Orders, order => order.Word == word).Order : throw new FormatException($"unknown order '{word}'");

    private static TimePeriod ReadPeriod(string word)
    {
        foreach (var period in Enum.GetValues<TimePeriod>())
            if (TimeColumn.Word(period) == word) return period;
        throw new FormatException($"unknown period '{word}'");
    }

    private static bool Flag(JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    private static float Number(JsonElement json, string name) =>
        json.GetProperty(name).GetSingle() is var number && float.IsFinite(number) ? number : throw new FormatException($"'{name}' is not finite");
}
