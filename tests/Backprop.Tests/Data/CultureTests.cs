using System.Globalization;
using Backprop.Data;

namespace Backprop.Tests.Data;

public class CultureTests
{
    [Fact]
    public void Data_fingerprints_and_messages_are_the_same_in_every_culture()
    {
        string[] invariant = Observations();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Foreign();
            // The culture is really another one: what it writes differs.
            Assert.Equal("~1,5", string.Create(CultureInfo.CurrentCulture, $"{-1.5}"));
            Assert.Equal(invariant, Observations());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Like Turkish, and stranger: decimal comma, a point between thousands, another sign. It does not need the system's cultures.</summary>
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NaNSymbol = "sayı değil";
        return culture;
    }

    private static string[] Observations()
    {
        using IdxPair pair = new(), negative = new(labels: IdxBytes.Of(0x09, [3], [0, 1, 0xFF]));
        return
        [
            .. BuiltInDatasets.All.Select(set => Fingerprint.Of(set.Load())),
            Fingerprint.Of(pair.Load()),
            string.Join(' ', pair.Load().ClassNames!),
            negative.Refused(),
            Refused(() => BuiltInDatasets.Load("iris").Split(-1.5, seed: 0)),
            Refused(() => BuiltInDatasets.Load("iris").Split(0.001, seed: 0)),
            Refused(() => new InputRows("d", [float.NaN], 1)),
            Refused(() => new InputRows("d", [1], 1, inputRange: new ValueRange(1.5f, -1.5f))),
            Refused(() => Dataset.ForClassification("d", [1], 1, [-1], ["a", "b"])),
        ];
    }

    private static string Refused(Action action) => Assert.Throws<InvalidInputException>(action).Message;
}
