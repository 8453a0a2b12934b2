using System.Globalization;
using System.Xml.Linq;

namespace Backprop.Cli.Tests.Commands;

public sealed class LogTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_log_has_the_numbers_of_the_events_and_their_curves()
    {
        string log = _workspace["log"];
        var epochs = _workspace.Train("iris", "--log", log, "--json").Succeeded().Events.Where(line => line.GetProperty("event").GetString() == "epoch").ToList();
        string[][] rows = [.. File.ReadAllLines(Path.Combine(log, "log.csv")).Select(line => line.Split(','))];
        Assert.Equal(CsvLog.Header, string.Join(',', rows[0]));
        Assert.Equal(epochs.Count, rows.Length - 1);
        foreach (var (index, epoch) in epochs.Index())
        {
            double Number(string column) => double.Parse(rows[index + 1][Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture);
            Assert.Equal(epoch.GetProperty("trainLoss").GetDouble(), Number("train_loss"));
            Assert.Equal(epoch.GetProperty("validationLoss").GetDouble(), Number("validation_loss"));
            Assert.Equal(epoch.GetProperty("validationAccuracy").GetDouble(), Number("validation_accuracy"));
        }
        var svg = XDocument.Load(Path.Combine(log, "curves.svg"));
        var curves = svg.Descendants().Where(element => element.Name.LocalName == "polyline").ToList();
        Assert.Equal(3, curves.Count);
        Assert.All(curves, curve => Assert.Equal(3, curve.Attribute("points")!.Value.Split(' ').Length));
        string page = File.ReadAllText(Path.Combine(log, "index.html"));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["curves.svg", "index.html", "log.csv"], Directory.GetFiles(log).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_log_is_never_written_over()
    {
        string log = _workspace["log"];
        _workspace.Train("iris", "--log", log, "--quiet").Succeeded();
        byte[] before = File.ReadAllBytes(Path.Combine(log, "log.csv"));
        _workspace.Train("iris", "--log", log).Refused("log.csv", "is there already", "another place");
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(log, "log.csv")));
    }

    [Fact]
    public void A_log_where_none_can_be_is_refused_before_training()
    {
        _workspace.Train("iris", "--log", _workspace.Write("file", "")).Refused("--log", "cannot be made");
        Assert.DoesNotContain("model.safetensors", _workspace.Names);
    }

    [Fact]
    public void A_log_of_numbers_has_their_measures_and_a_single_epoch_a_dot()
    {
        string table = _workspace.Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i},{i * 0.37}\n"))));
        Workspace.Run("train", table, "--target", "y", "--epochs", "1", "--threads", "1", "--output", _workspace.Model, "--log", _workspace["log"], "--quiet").Succeeded();
        string[] cells = File.ReadAllLines(Path.Combine(_workspace["log"], "log.csv"))[1].Split(',');
        Assert.Equal(("1", ""), (cells[0], cells[5]));
        Assert.NotEqual("", cells[6]);
        Assert.Contains("R²", File.ReadAllText(Path.Combine(_workspace["log"], "curves.svg")), StringComparison.Ordinal);
    }
}
