using System.Globalization;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

public class RoundTripTests
{
    private const uint Tables = 300;

    [Fact]
    public void Random_tables_have_the_same_bits_and_texts_when_they_are_read_again_under_any_culture()
    {
        using var directory = new TemporaryDirectory();
        var before = CultureInfo.CurrentCulture;
        try
        {
            for (uint number = 0; number < Tables; number++)
            {
                var table = RandomTable.Create(number);
                File.WriteAllBytes(directory["table"], table.Bytes);
                CultureInfo.CurrentCulture = RandomTable.Cultures[(int)(number % RandomTable.Cultures.Count)];
                string? difference = table.Difference(directory["table"]);
                Assert.True(difference is null, $"table {number}: {difference}");
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
