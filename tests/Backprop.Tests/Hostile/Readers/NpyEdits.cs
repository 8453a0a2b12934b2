using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Hostile;

/// <summary>Arrays in NPY as the format's description says, and damage of their headers: Python dictionaries with types, orders and shapes.</summary>
internal static partial class NpyEdits
{
    private const int Alignment = 64;

    private static readonly string[] Values =
    [
        "'<f4'", "'<f8'", "'>f8'", "'<f2'", "'|u1'", "'<i8'", "'|b1'", "'|O'", "'<c16'", "'<U4'", "'<f16'", "'f4'", "'<f4", "[('a', '<f4')]", "\"<f4\"", "True", "False", "true", "None", "0", "1",
        "()", "(3)", "(3,)", "(1, 3)", "(3, 1)", "(0, 3)", "(-1, 3)", "(2147483647,)", "(4294967296, 4294967296)", "(9223372036854775807,)", "(3, 0)", "(99999999999999999999,)", "(2, 2, 2)", "(3L, 2L)",
        "(1e3,)", "(3,,2)", "((3, 2))", "( 3 , 2 , )", "{}", "'descr'", "'shape'", "'fortran_order'", "__import__('os')", "(+3, 2)", "(0x3, 2)", "(\u0663, 2)",
    ];

    private static readonly string[] Pieces = [",", ":", "'", "(", ")", "{", "}", "#", "\\", "\n", "\0", " ", "'descr': '<f8', ", "'shape': (3, 2), ", "'more': 1, ", "'fortran_order': True, ", "\u00e9"];

    /// <summary>An array of that type and shape.</summary>
    public static byte[] Array(string header, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        int prefix = version == 1 ? 10 : 12, length = ((prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - prefix;
        var file = new byte[prefix + length + data.Length];
        new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', version, 0 }.CopyTo(file, 0);
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)length);
        else BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), (uint)length);
        file.AsSpan(prefix, length).Fill((byte)' ');
        text.CopyTo(file, prefix);
        file[prefix + length - 1] = (byte)'\n';
        data.CopyTo(file, prefix + length);
        return file;
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>The array with one edit.</summary>
    public static byte[] Edit(byte[] file, Chance chance)
    {
        int prefix = file.Length > 6 && file[6] > 1 ? 12 : 10;
        if (file.Length < prefix + 2 || chance.OneIn(5)) return ByteEdits.Edit(file, chance);
        int length = prefix == 10 ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)) : (int)Math.Min(int.MaxValue / 2, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)));
        if (prefix + length > file.Length) return ByteEdits.Edit(file, chance);
        string header = Encoding.UTF8.GetString(file, prefix, length).TrimEnd();
        byte[] data = file[(prefix + length)..];
        if (data.Length > 0 && chance.OneIn(5)) data = ByteEdits.Edit(data, chance);
        else header = EditHeader(header, chance);
        if (header.Length > 60_000) header = header[..60_000];
        byte[] changed = Array(header, data, chance.OneIn(8) ? (byte)chance.Below(5) : file[6]);
        if (chance.OneIn(10)) ByteEdits.WriteNumber(changed.AsSpan(8, 4), 0, chance);
        return changed;
    }

    private static string EditHeader(string header, Chance chance)
    {
        MatchCollection tokens = Token().Matches(header);
        if (tokens.Count == 0) return header + chance.Of(Values);
        Match one = chance.Of(tokens), other = chance.Of(tokens);
        string replacement = chance.Below(6) switch
        {
            0 => "",
            1 => one.Value + one.Value,
            2 => other.Value,
            3 => chance.Of(Pieces) + one.Value,
            4 when chance.OneIn(10) => new string(chance.Of(" (,'{0".ToCharArray()), 1 << chance.Below(15)),
            _ => chance.Of(Values),
        };
        return string.Concat(header.AsSpan(0, one.Index), replacement, header.AsSpan(one.Index + one.Length));
    }

    [GeneratedRegex(@"'[^']*'|\([^)]*\)|[A-Za-z0-9]+|[{}:,]")]
    private static partial Regex Token();
}
