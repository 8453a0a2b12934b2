using System.Diagnostics;

namespace Backprop.Explain.Tests;

public class LatexCompilationTests
{
    private static readonly string[] Names = ["a_b & 50 % {x} \\foo #1 $y$ ~ ^ <>|\"'`", "größe ł ő 花 ∑"];

    [Theory]
    [InlineData("small")]
    [InlineData("batch")]
    [InlineData("large")]
    public async Task The_document_compiles_without_a_line_that_is_too_long(string kind)
    {
        string pdflatex = Executables.Require("pdflatex");
        var problem = kind switch
        {
            "small" => TestProblems.Mazur with { Names = new TraceNames(Names, Names) },
            "batch" => TestProblems.Random(11, points: 20),
            _ => TestProblems.Large(),
        };
        string folder = Directory.CreateTempSubdirectory("backprop-latex").FullName;
        try
        {
            string source = LatexRenderer.Render(Explanation.Of(Tracer.Run(problem)));
            await File.WriteAllTextAsync(Path.Combine(folder, "explain.tex"), source);
            var start = new ProcessStartInfo(pdflatex, ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "explain.tex"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, output[Math.Max(0, output.Length - 2000)..]);
            int overfull = output.IndexOf("Overfull \\hbox", StringComparison.Ordinal);
            Assert.True(overfull < 0, overfull < 0 ? "" : output[overfull..Math.Min(output.Length, overfull + 120)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
