using System.CommandLine;
using System.Globalization;
using Backprop.Benchmarks.Comparing;
using Backprop.Benchmarks.Costing;
using Backprop.Benchmarks.Kernels;
using Backprop.Benchmarks.Limits;
using Backprop.Benchmarks.Sweeping;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Measures the speed of the engine: beside its peers, against size, addition by addition, phase by phase, and kernel by kernel. docs/performance.md says how to read it.")
{
    CompareCommand.Create(), SweepCommand.Create(), CostsCommand.Create(), LimitsCommand.Create(), KernelsCommand.Create(),
};
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is Backprop.InvalidInputException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}
