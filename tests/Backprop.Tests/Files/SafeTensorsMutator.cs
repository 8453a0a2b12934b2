using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Backprop.Numerics;

namespace Backprop.Tests.Files;

/// <summary>
/// Seeded damage that knows the format: it edits tokens of the JSON, keeps the length consistent most of the time
/// so that the deeper checks are reached, and sometimes plain bytes. Mutant n is the same on every machine.
/// </summary>
internal sealed partial class SafeTensorsMutator(byte[] file)
{
    private static readonly string[] Tokens =
    [
        "0", "-1", "1.5", "1e3", "18446744073709551616", "9223372036854775807", "1000000000000000000", "4", "null", "true", "\"\"", "[]", "{}", "[[", "]", "}",
        ",", "\"F32\"", "\"F64\"", "\"F4\"", "\"Q\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"sha256\"", "\"headerSha256\"",
        "\"\\ud800\"", "\"\\u0000\"", "\0", "\u00ff", " ", "\n",
    ];

    private readonly int _headerLength = (int)BitConverter.ToUInt64(file);

    public byte[] Mutant(uint number)
    {
        var random = new CounterRandom(0xDA3A6E, RandomPurpose.Sampling, number);
        string header = Encoding.Latin1.GetString(file, 8, _headerLength);
        byte[] data = file[(8 + _headerLength)..];
        ulong draw = 0;
        for (int edits = 1 + random.Below(3, draw++); edits > 0; edits--)
        {
            if (random.Below(5, draw++) == 0) data = EditBytes(data, random, ref draw);
            else header = EditTokens(header, random, ref draw);
        }
        byte[] mutant = HandBuilt.File(Encoding.Latin1.GetBytes(header), data);
        if (random.Below(8, draw++) == 0) mutant[random.Below(8, draw++)] = (byte)random.Bits(draw++);
        return random.Below(8, draw++) == 0 ? EditBytes(mutant, random, ref draw) : mutant;
    }

    private static string EditTokens(string json, CounterRandom random, ref ulong draw)
    {
        MatchCollection tokens = Token().Matches(json);
        if (tokens.Count == 0) return json + Tokens[random.Below(Tokens.Length, draw++)];
        Match one = tokens[random.Below(tokens.Count, draw++)], other = tokens[random.Below(tokens.Count, draw++)];
        string drawn = Tokens[random.Below(Tokens.Length, draw++)];
        string replacement = random.Below(7, draw++) switch
        {
            0 => "",
            1 => one.Value + one.Value,
            2 => other.Value,
            3 when long.TryParse(one.Value, out long number) => (number + random.Below(9, draw++) - 4).ToString(CultureInfo.InvariantCulture),
            4 => json[Math.Min(one.Index, other.Index)..Math.Max(one.Index, other.Index)],
            5 => drawn + one.Value,
            _ => drawn,
        };
        return string.Concat(json.AsSpan(0, one.Index), replacement, json.AsSpan(one.Index + one.Length));
    }

    private static byte[] EditBytes(byte[] bytes, CounterRandom random, ref ulong draw)
    {
        if (bytes.Length == 0) return [(byte)random.Bits(draw++)];
        int begin = random.Below(bytes.Length, draw++), end = Math.Min(bytes.Length, begin + random.Below(40, draw++));
        byte[] changed = [.. bytes];
        switch (random.Below(5, draw++))
        {
            case 0: return bytes[..begin];
            case 1: return [.. bytes[..begin], .. bytes[end..]];
            case 2: return [.. bytes[..end], .. bytes[begin..]];
            case 3: changed.AsSpan(begin, end - begin).Clear(); return changed;
            default: changed[begin] ^= (byte)(1 << random.Below(8, draw++)); return changed;
        }
    }

    [GeneratedRegex("""\"(\\.|[^"\\])*\"|-?[0-9]+|[\[\]{}:,]|\s+""")]
    private static partial Regex Token();
}
