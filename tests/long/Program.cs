using System.CommandLine;
using System.Globalization;
using Backprop.Long.Reporting;
using Backprop.Long.Running;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var only = new Option<string>("--only") { Description = "run these alone, by name, separated by commas; `--list` has the names", HelpName = "NAME[,NAME]" };
var seed = new Option<int>("--seed") { Description = "what everything random is drawn from; a failure names its case, which this seed brings back" };
var scale = new Option<double>("--scale") { Description = "the share of the full counts", DefaultValueFactory = _ => 1 };
var seconds = new Option<double>("--seconds") { Description = "end each test after so long, whatever it has done", DefaultValueFactory = _ => double.PositiveInfinity };
var docs = new Option<string>("--docs") { Description = "the folder of the results and of reliability.md; default docs of the repository", DefaultValueFactory = _ => Path.Combine(Backprop.Tests.Repository.Root, "docs") };
var list = new Option<bool>("--list") { Description = "print names, counts and what each proves, and run nothing" };
var report = new Option<bool>("--report") { Description = "make reliability.md of the results that are there, and run nothing" };
var root = new RootCommand("Runs the tests that take too long for every change, and reports them in docs/reliability.md.") { only, seed, scale, seconds, docs, list, report };
root.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
}
catch (Exception exception) when (exception is Backprop.InvalidInputException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}

int Run(ParseResult parsed, CancellationToken cancellation)
{
    var tests = parsed.GetValue(only) is { } names ? LongTests.Named(names.Split(',')) : LongTests.All;
    var results = new ResultFolder(parsed.GetValue(docs)!);
    if (parsed.GetValue(list))
    {
        foreach (var test in tests) Console.WriteLine($"{test.Name}: {test.Required:N0} {test.Unit}. {test.Proves}");
        return 0;
    }
    if (parsed.GetValue(report))
    {
        results.WriteReport();
        return 0;
    }
    var options = new RunOptions(parsed.GetValue(seed), parsed.GetValue(scale), parsed.GetValue(seconds));
    if (!(options.Scale is > 0 and <= 1000)) throw new Backprop.InvalidInputException("--scale must be above 0 and at most 1000.");
    if (!(options.MostSeconds > 0)) throw new Backprop.InvalidInputException("--seconds must be above 0.");
    bool passed = new Runner(results, options, cancellation).Run(tests);
    return cancellation.IsCancellationRequested ? 130 : passed ? 0 : 1;
}
