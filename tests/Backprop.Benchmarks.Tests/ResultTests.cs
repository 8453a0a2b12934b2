using System.Text.Json.Nodes;
using Backprop.Benchmarks.Comparing;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Tests;

public class ResultTests
{
    private static readonly CaseResult Example = new(
        "784-128-10@32", 32, 5, [new(1, 200_000, 0.7), new(2, 320_000, 0.55)],
        [new("pytorch 1.13.0", "threads=2 wait=active", 160_000, 2), new("fann 2.2.0", "batch=1", 10_000, 32)], 27.4);

    [Fact]
    public void A_line_of_JSON_has_the_fields_that_others_read()
    {
        var json = JsonNode.Parse(ResultJson.Line(Example, Machine.Here))!;
        Assert.Equal("784-128-10@32", json["case"]!.GetValue<string>());
        Assert.Equal(320_000, json["engine"]!["samplesPerSecond"]!.GetValue<double>());
        Assert.Equal(0.55, json["engine"]!["fractionOfPeak"]!.GetValue<double>());
        Assert.Equal(100, json["engine"]!["microsecondsPerStep"]!.GetValue<double>());
        Assert.Equal("threads=2 wait=active", json["peers"]!["pytorch"]!["configuration"]!.GetValue<string>());
        Assert.Equal(2, json["ratioToBestPeer"]!.GetValue<double>());
        Assert.Equal(27.4, json["coreToCoreNanoseconds"]!.GetValue<double>());
    }

    [Fact]
    public void A_line_of_JSON_is_read_back()
    {
        var read = ResultJson.Read(ResultJson.Line(Example, Machine.Here));
        Assert.Equal(ResultTable.Row(Example), ResultTable.Row(read));
        Assert.Equal(ResultTable.Peers(Example), ResultTable.Peers(read));
    }

    [Fact]
    public void Without_peers_there_is_no_ratio() =>
        Assert.Null(JsonNode.Parse(ResultJson.Line(Example with { Peers = [] }, Machine.Here))!["ratioToBestPeer"]);

    [Fact]
    public void A_table_goes_between_its_markers_and_nowhere_else()
    {
        string page = $"before\n{ResultFiles.ReadmeStart}\nold\n{ResultFiles.ReadmeEnd}\nafter\n";
        Assert.Equal($"before\n{ResultFiles.ReadmeStart}\n\nnew\n\n{ResultFiles.ReadmeEnd}\nafter\n", ResultFiles.WithTable(page, "new"));
        Assert.Throws<InvalidInputException>(() => ResultFiles.WithTable("no markers", "new"));
    }

    [Fact]
    public void The_table_of_the_readme_is_that_of_the_committed_results()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string link = System.Text.RegularExpressions.Regex.Match(readme, @"benchmarks/results/(compare-[a-z0-9-]+)\.md").Groups[1].Value;
        var results = File.ReadAllLines(Path.Combine(Repository.Results, link + ".json")).Select(ResultJson.Read).ToList();
        Assert.Equal(readme, ResultFiles.WithTable(readme, ResultFiles.Table(results)));
    }
}
