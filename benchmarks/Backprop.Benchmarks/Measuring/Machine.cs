using System.Runtime.InteropServices;

namespace Backprop.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(string Processor, int Cores, string VectorWidth, string System, string Runtime)
{
    public static Machine Here { get; } = new(
        Measuring.ProcessorName.Read(), Engine.DefaultThreads, Engine.VectorWidth, RuntimeInformation.OSDescription.Split('#')[0].Trim(), RuntimeInformation.FrameworkDescription);

    /// <summary>The processor's name as a file's: <c>amd-epyc-25-17</c>.</summary>
    public string Slug => string.Join('-', string.Concat(Processor.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public override string ToString() => $"{Processor}, {Cores} cores, {VectorWidth}-bit vectors, {Runtime}, {System}";
}
