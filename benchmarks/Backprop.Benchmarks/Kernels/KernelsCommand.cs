using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Backprop.Benchmarks.Kernels;

/// <summary><c>kernels</c>: BenchmarkDotNet over what a step is made of.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var filter = new Option<string[]>("--filter") { Description = "which benchmarks, as BenchmarkDotNet has it", DefaultValueFactory = _ => ["*"] };
        var command = new Command("kernels", "Measures products, transposes, functions and updates, with their share of the multiply-add peak.") { filter };
        command.SetAction(parsed =>
        {
            // In this process, since a benchmark's own project would not see the engine's inside.
            var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddColumn(new RateColumn())
                .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks"));
            BenchmarkSwitcher.FromTypes([typeof(ProductBenchmarks), typeof(RowBenchmarks)]).Run(["--filter", .. parsed.GetValue(filter)!], config);
        });
        return command;
    }
}
