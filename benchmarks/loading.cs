#:project ../src/Backprop.Tabular
#:property PublishAot=false

// One case of benchmarks/loading.sh: how long a file takes to become floats, and how much memory that needs.
// Arguments: idx|csv|training FILE REPETITIONS. "training" is "csv" up to the first step of a training: with scaled copies of the data.
// Prints: first reading in ms, median of so many more in ms, peak memory of the first beyond the start in MB, floats in MB.

using System.Diagnostics;
using System.Globalization;
using Backprop;
using Backprop.Data;
using Backprop.Tabular;

Func<object> read = args[0] switch
{
    "idx" => () => IdxReader.ReadImages(args[1]),
    "csv" => () => Prepare(args[1]),
    "training" => () => new ModelTraining(Prepare(args[1])),
    _ => throw new ArgumentException("idx, csv or training"),
};
int repetitions = int.Parse(args[2], CultureInfo.InvariantCulture);
GC.Collect();
long before = Status("VmRSS:");
File.WriteAllText("/proc/self/clear_refs", "5");          // From here on VmHWM is the peak.
double first = Time();
long peak = Status("VmHWM:") - before;
double[] later = [.. Enumerable.Range(0, repetitions).Select(_ => Time()).Order()];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:0.0} {(repetitions > 0 ? later[repetitions / 2] : first):0.0} {peak / 1e3:0.0} {Floats() * sizeof(float) / 1e6:0.0}"));

// Every number of the file is an input or a target.
long Floats() => args[0] == "idx" ? IdxReader.ReadImages(args[1]).Values.Length : FloatsOf(Prepare(args[1]));

double Time()
{
    var clock = Stopwatch.StartNew();
    object made = read();
    double milliseconds = clock.Elapsed.TotalMilliseconds;
    GC.KeepAlive(made);
    return milliseconds;
}

static TrainingParts Prepare(string path) => Table.Read(new TableOptions { Path = path, Target = "last" }).PrepareOnce().Parts;

static long FloatsOf(TrainingParts parts) => new[] { parts.Training, parts.Validation! }.Sum(part => (long)part.Inputs.Values.Length + part.Targets.Length);

static long Status(string line) => long.Parse(
    File.ReadLines("/proc/self/status").First(text => text.StartsWith(line, StringComparison.Ordinal))[line.Length..^3], CultureInfo.InvariantCulture);
