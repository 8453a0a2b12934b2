using System.Text;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

public class TableMutationTests
{
    private const int Mutants = 300;

    private const string Original = "width,height,\"the \"\"class\"\"\"\r\n1.5,-2,yes\r\n3e2,.25,no\r\n+7,8.,\"yes\"\r\n 9 ,10,no\r\n";

    private static readonly string[] Pieces =
    [
        ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", "\n\n", "\0", "\uFEFF", "1e400", "1,5", "٣", "NaN", "inf", "?", " ", "-", "e", ".", "0",
        "1.0", "999999999999999999999999999999999999999999", "yes", "width", "sep=;\n", "#", "\\", "\uFFFF", "\u2028", "é", "-0", "0x1", "=1+1",
    ];

    [Fact]
    public void Damaged_tables_are_loaded_or_refused_in_one_line()
    {
        int loaded = 0;
        using var directory = new TemporaryDirectory();
        string path = directory["table.csv"];
        for (uint number = 0; number < Mutants; number++)
        {
            File.WriteAllBytes(path, Mutant(number));
            try
            {
                Dataset data = TestTable.Read(new TableOptions { Path = path, Target = "last" });
                Assert.True(data.Inputs.Values.Length == data.Count * data.Features);
                loaded++;
            }
            catch (InvalidInputException refusal)
            {
                AssertOneLine(refusal, path);
            }
            try
            {
                ModelTable.ReadInputs(new ModelTableOptions { Path = path, Features = ["width", "height"] });
            }
            catch (InvalidInputException refusal)
            {
                AssertOneLine(refusal, path);
            }
        }
        // The mutants reach both sides.
        Assert.InRange(loaded, Mutants / 20, Mutants / 2);
    }

    private static void AssertOneLine(InvalidInputException refusal, string path)
    {
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    private static byte[] Mutant(uint number)
    {
        var random = new CounterRandom(0xC57, RandomPurpose.Sampling, number);
        ulong draw = 0;
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(Original)];
        for (int edits = 1 + random.Below(3, draw++); edits > 0; edits--)
        {
            int begin = random.Below(bytes.Count, draw++), length = Math.Min(random.Below(12, draw++), bytes.Count - begin);
            switch (random.Below(6, draw++))
            {
                case 0: bytes.RemoveRange(begin, Math.Min(length, bytes.Count - 1)); break;
                case 1: bytes.InsertRange(begin, bytes.GetRange(begin, length)); break;
                case 2: bytes[begin] ^= (byte)(1 << random.Below(8, draw++)); break;
                case 3: bytes[begin] = (byte)random.Bits(draw++); break;
                default: bytes.InsertRange(begin, Encoding.UTF8.GetBytes(Pieces[random.Below(Pieces.Length, draw++)])); break;
            }
        }
        return [.. bytes];
    }
}
