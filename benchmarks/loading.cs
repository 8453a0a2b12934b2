#:project ../src/Backprop.Tabular
#:property PublishAot=false

// One case of benchmarks/loading.sh: how long a file takes to become floats, and how much memory that needs.
// Arguments: idx|csv FILE. Prints: first reading in ms, median of the later ones in ms, peak memory beyond the start in MB, floats in MB.

using System.Diagnostics;
using System.Globalization;
using Backprop.Data;
using Backprop.Tabular;

const int Repetitions = 20;
Func<int> read = args[0] switch
{
    "idx" => () => IdxReader.ReadImages(args[1]).Values.Length,
    "csv" => () => Table.Read(new TableOptions { Path = args[1], Target = "last" }).Prepare() is var data ? data.Parts.Training.Inputs.Values.Length : 0,
    _ => throw new ArgumentException("idx or csv"),
};
GC.Collect();
long before = Status("VmRSS:");
File.WriteAllText("/proc/self/clear_refs", "5");          // From here on VmHWM is the peak.
var (first, floats) = Time(read);
long peak = Status("VmHWM:") - before;
double[] later = [.. Enumerable.Range(0, Repetitions).Select(_ => Time(read).Milliseconds).Order()];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:0.0} {later[Repetitions / 2]:0.0} {peak / 1e3:0.0} {floats * sizeof(float) / 1e6:0.0}"));

static (double Milliseconds, int Floats) Time(Func<int> read)
{
    var clock = Stopwatch.StartNew();
    int floats = read();
    return (clock.Elapsed.TotalMilliseconds, floats);
}

static long Status(string line) => long.Parse(
    File.ReadLines("/proc/self/status").First(text => text.StartsWith(line, StringComparison.Ordinal))[line.Length..^3], CultureInfo.InvariantCulture);
