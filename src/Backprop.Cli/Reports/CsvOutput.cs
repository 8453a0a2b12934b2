using System.Text;
using Backprop.Files;

namespace Backprop.Cli.Reports;

/// <summary>A table on its way out: to a file, whole or not at all, or to the standard output.</summary>
internal static class CsvOutput
{
    private const int BufferSize = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="environment">Whose standard output it is.</param>
    /// <param name="path">The file; null for the standard output.</param>
    /// <param name="header">The first line.</param>
    /// <param name="rows">The other lines, made one after the other.</param>
    public static void Write(CommandEnvironment environment, string? path, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        if (path is null) WriteTo(environment.Out);
        else AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, Utf8, BufferSize, leaveOpen: true);
            WriteTo(writer);
        });

        void WriteTo(TextWriter output)
        {
            // In portions: the standard output is written through with each call.
            var portion = new StringBuilder();
            CsvLine.Append(portion, header);
            foreach (var row in rows)
            {
                CsvLine.Append(portion, row);
                if (portion.Length < BufferSize) continue;
                output.Write(portion);
                portion.Clear();
            }
            output.Write(portion);
        }
    }
}
