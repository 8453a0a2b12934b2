using System.Globalization;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class DateTextTests
{
    // A moment in days has 52 bits: a hundredth of a microsecond of this century.
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string> Dates => new()
    {
        { "12 Mar 2024", "2024-03-12T00:00:00" },
        { "12 March 2024", "2024-03-12T00:00:00" },
        { "12-Mar-2024", "2024-03-12T00:00:00" },
        { "12MAR2024", "2024-03-12T00:00:00" },
        { "12. march 2024", "2024-03-12T00:00:00" },
        { "12th of never", "" },
        { "12th March 2024", "2024-03-12T00:00:00" },
        { "March 12, 2024", "2024-03-12T00:00:00" },
        { "Mar. 1st, 2024", "2024-03-01T00:00:00" },
        { "may 2 2024", "2024-05-02T00:00:00" },
        { "Sept 30, 1999", "1999-09-30T00:00:00" },
        { "2024 Mar 12", "2024-03-12T00:00:00" },
        { "2024-Mar-02", "2024-03-02T00:00:00" },
        { "Tue, 12 Mar 2024 14:35:30 GMT", "2024-03-12T14:35:30" },
        { "Tuesday, March 12, 2024 2:35 PM", "2024-03-12T14:35:00" },
        { "March 12, 2024, 2:35 p.m.", "2024-03-12T14:35:00" },
        { "12 Mar 2024 01:00 +02:00", "2024-03-11T23:00:00" },
        { "3/12/2024 12:05 AM", "2024-03-12T00:05:00" },
        { "2024-03-12 12:05 PM", "2024-03-12T12:05:00" },
        { "Feb 29, 2023", "" },
        { "Marc 12, 2024", "" },
        { "Marchy 12, 2024", "" },
        { "12 Mar 24", "" },
        { "March 2024", "" },
        { "Mar", "" },
        { "2024-03-12 13:05 PM", "" },
        { "2024-03-12 0:05 AM", "" },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void Dates_are_those_of_the_calendar(string text, string expected)
    {
        var order = DateText.OrderOf([text]);
        if (expected.Length == 0)
        {
            Assert.Null(order);
            return;
        }
        Assert.True(DateText.TryRead(text, order!.Value, out double days));
        double calendar = (DateTime.ParseExact(expected, "s", CultureInfo.InvariantCulture) - new DateTime(2000, 1, 1)).TotalDays;
        Assert.Equal(calendar, days, Tolerance);
    }

    [Theory]
    [InlineData("14:35", 14 * 60 + 35)]
    [InlineData("2:35 PM", 14 * 60 + 35)]
    [InlineData("02:35pm", 14 * 60 + 35)]
    [InlineData("2:35:30 a.m.", 2 * 60 + 35.5)]
    [InlineData("12:00 AM", 0)]
    [InlineData("12:00 pm", 12 * 60)]
    [InlineData("23:59:59.5", 24 * 60 - 1 / 120.0)]
    [InlineData("0:00", 0)]
    public void Times_of_day_are_parts_of_the_day(string text, double minutes)
    {
        Assert.Equal(DateOrder.TimeOfDay, DateText.OrderOf([text]));
        Assert.True(DateText.TryRead(text, DateOrder.TimeOfDay, out double days));
        Assert.Equal(minutes / (24 * 60), days, Tolerance);
    }

    [Theory]
    [InlineData("2:1")]
    [InlineData("25:00")]
    [InlineData("90:15")]
    [InlineData("12:60")]
    [InlineData("13:00 PM")]
    [InlineData("14:35 o'clock")]
    [InlineData("14h35")]
    public void What_is_no_time_of_day_is_none(string text) => Assert.Null(DateText.OrderOf([text]));

    [Fact]
    public void Dates_and_times_of_day_in_one_column_are_neither() => Assert.Null(DateText.OrderOf(["14:35", "12 Mar 2024"]));

    [Fact]
    public void Months_as_words_and_as_numbers_may_stand_in_one_column() =>
        Assert.Equal(DateOrder.DayFirst, DateText.OrderOf(["12 Mar 2024", "13.03.2024", "March 14, 2024"]));

    [Fact]
    public void A_time_of_day_becomes_its_place_on_a_circle()
    {
        const double FloatRounding = 1e-6;
        var data = TestTable.Read("at,y\n0:00,1\n6:00 AM,2\n12:00,3\n,4\n18:00,5\n");
        Assert.Equal(["at", "at sin of day", "at cos of day", "at is missing"], data.FeatureNames);
        float[][] rows = [.. Enumerable.Range(0, 5).Select(row => data.Input(row).ToArray())];
        double[][] expected = [[0, 0, 1, 0], [0.25, 1, 0, 0], [0.5, 0, -1, 0], [rows[3][0], 0, 0, 1], [0.75, -1, 0, 0]];
        foreach (var (one, other) in expected.Zip(rows))
            foreach (var (theirs, ours) in one.Zip(other)) Assert.Equal(theirs, ours, FloatRounding);
    }

    // Decimal point, date and time separators, the first month, AM and PM as ten languages write them; the system need not know the languages.
    public static TheoryData<string, string, string, string, string, string> Cultures => new()
    {
        { ",", ".", ":", "Januar", "vorm.", "nachm." },
        { ",", "/", ":", "janvier", "", "" },
        { ",", ".", ":", "Ocak", "ÖÖ", "ÖS" },
        { "٫", "‏/", ":", "يناير", "ص", "م" },
        { ".", "/", ":", "ژانویه", "ق.ظ.", "ب.ظ." },
        { ".", "/", ":", "มกราคม", "ก่อนเที่ยง", "หลังเที่ยง" },
        { ".", "/", ":", "1月", "午前", "午後" },
        { ",", ".", ".", "tammikuu", "ap.", "ip." },
        { ".", "-", ".", "jan", "PM", "AM" },
        { ",", ".", ":", "январь", "AM", "PM" },
    };

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_culture_reads_the_same_bits(string point, string date, string time, string january, string am, string pm)
    {
        const string Table = "day,at,y\n12 Jan 2024,14:35,1\n\"March 3, 2023\",2:35 PM,2\n1-Sep-2024,0:05,3\n\"Tue, 31 Dec 2024\",12:00 AM,4\n";
        float[] expected = TestTable.Read(Table).Inputs.Values.ToArray();
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = point;
        var format = culture.DateTimeFormat;
        (format.DateSeparator, format.TimeSeparator, format.AMDesignator, format.PMDesignator) = (date, time, am, pm);
        (format.MonthNames, format.AbbreviatedMonthNames) = ([january, .. format.MonthNames[1..]], [january, .. format.AbbreviatedMonthNames[1..]]);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(january, new DateTime(2024, 1, 1).ToString("MMMM", culture));
            Assert.Equal(expected, TestTable.Read(Table).Inputs.Values.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
