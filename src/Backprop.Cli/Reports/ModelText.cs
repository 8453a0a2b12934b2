using Backprop.Cli.Terminals;
using Backprop.Data;
using Backprop.Files;
using Backprop.Inspection;

namespace Backprop.Cli.Reports;

/// <summary>A model file as people read it.</summary>
internal sealed class ModelText(CommandEnvironment environment)
{
    private const int MostNames = 12, LongestCurve = 60, ShortestCurve = 5, NameWidth = 10, FigureWidth = 9;

    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);

    public void Write(ModelOnDisk file)
    {
        var (network, schema) = (file.Model.Network, file.Model.Schema);
        _facts.WriteVerbatim("File", $"{file.Path} ({Figures.Bytes(file.Bytes)})");
        _facts.Write("Integrity", file.Integrity == Integrity.Verified
            ? "verified: every byte is as it was written"
            : "unverified: the file carries no digests");
        _facts.WriteVerbatim("Weights", $"SHA-256 {file.Model.Sha256()}");
        _facts.Write("Network", $"{network}, {file.Model.Loss.Name}; {Figures.Count(network.ParameterCount, "parameter")}");
        if (network.Layers.Any(layer => layer is not Dense)) _facts.Write("Layers", string.Join(", ", network.Layers));
        if (file.Model.Members.Count > 1) _facts.Write("Ensemble", $"{file.Model.Members.Count} networks of that structure, whose outputs are averaged; below is the first");
        _facts.Space();
        foreach (string line in Layers(file)) _facts.Line(line);
        _facts.Space();
        _facts.Write("Inputs", $"{Figures.Count(schema.Features.Count, "feature")}: {Names(schema.Features)}");
        _facts.Write("Scaling", Scaling(schema.InputScaling));
        if (schema.Columns is { } columns)
        {
            _facts.Space();
            foreach (string line in Columns(columns, schema)) _facts.Line(line);
            _facts.Space();
        }
        _facts.Write("Predicts", schema.Classes is { } classes
            ? $"{schema.Targets[0]}, one of {Figures.Count(classes.Count, "class")}: {Names(classes)}"
            : Names(schema.Targets));
        if (schema.TargetScaling is { } targets) _facts.Write("", $"scaled while training: {Scaling(targets)}");
        if (file.Model.Training is { } training) Training(training, schema, network);
        if (file.Findings is not { } findings) return;
        _facts.Space();
        FindingText.Write(environment, findings);
        if (findings.Count == 0) _facts.Write("Diagnosis", "nothing stands in the way of learning");
    }

    private static IEnumerable<string> Layers(ModelOnDisk file)
    {
        string[][] summaries =
        [
            .. new Func<ParameterSummary, double>[] { summary => summary.Minimum, summary => summary.Mean, summary => summary.Maximum, summary => summary.StandardDeviation }
                .Select(figure => Figures.Column(file.Parameters.Select(row => figure(row.Summary)))),
        ];
        var rows = file.Parameters.Select((row, index) => (string[])
        [
            $"layers.{row.Layer}.{row.Parameter.QualifiedName}",
            row.Parameter.IsVector ? "" : row.Of.Activation?.ToString() ?? "",
            string.Join(" x ", row.Shape),
            .. summaries.Select(column => column[index]),
        ]);
        return new TextTable(leftAligned: 2).Lines([["tensor", "activation", "shape", "min", "mean", "max", "std"], .. rows]);
    }

    private IEnumerable<string> Columns(IReadOnlyList<TableColumn> columns, ModelSchema schema)
    {
        var scaling = schema.Features.Index().ToDictionary(feature => feature.Item, feature => feature.Index, StringComparer.Ordinal);
        List<string[]> rows = [["column", "kind", "becomes", "learned"], .. columns.Select(column => new[]
        {
            column.Name, column.Kind, TableText.Becomes(column), Learned(column, schema.InputScaling, scaling),
        })];
        return new TextTable(_ => true).LinesWithin(environment.Terminal, rows, [2, 3]);
    }

    /// <summary>What training measured of a column.</summary>
    private static string Learned(TableColumn column, AffineScaling? scaling, Dictionary<string, int> inputs) => column switch
    {
        NumberColumn number => $"median {Figures.Number(number.Median)}{Measured(column, scaling, inputs)}{(number.Tails is { } tails ? $", as they are within {Figures.Number(tails.Reach)} of {Figures.Number(tails.Center)}" : "")}",
        BooleanColumn boolean => $"yes in {Figures.Percent(boolean.Share)}",
        CategoryColumn category => $"{Names(category.Categories)}{(category.Rare.Count > 0 ? $"; {Figures.Count(category.Rare.Count)} rare in other" : "")}",
        TimeColumn { Order: DateOrder.TimeOfDay } time => $"median {Figures.Number(time.Median)} of the day",
        TimeColumn time => $"days since {new DateTime(2000, 1, 1).AddDays(time.Start):yyyy-MM-dd}, median {Figures.Number(time.Median)}",
        _ => "",
    };

    private static string Measured(TableColumn column, AffineScaling? scaling, Dictionary<string, int> inputs) =>
        scaling is null ? "" : $", mean {Figures.Number(scaling.Offsets[inputs[column.Name]])}, deviation {Figures.Number(scaling.Scales[inputs[column.Name]])}";

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostNames
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNames / 2))}, ..., {names[^1]}";

    private static string Scaling(AffineScaling? scaling) => scaling switch
    {
        null => "none: raw values go in",
        { Kind: "range" } => $"range: {Figures.Short(scaling.Offsets[0])} to {Figures.Short(scaling.Offsets[0] + scaling.Scales[0])} becomes 0 to 1",
        { Kind: "columns" } => "columns: numbers to mean 0 and deviation 1, what is 0 or 1 as it is",
        { Columns: 1 } => $"{scaling.Kind}: mean {Figures.Number(scaling.Offsets[0])}, deviation {Figures.Number(scaling.Scales[0])}",
        _ => $"{scaling.Kind}: each column to mean 0 and deviation 1",
    };

    private void Training(TrainingRecord training, ModelSchema schema, Network network)
    {
        _facts.Space();
        _facts.Write("Data", $"{training.Data}: {Figures.Count(training.TrainingRows, "row")} to train on, {Figures.Count(training.ValidationRows)} for validation");
        _facts.WriteVerbatim("", $"SHA-256 {training.DataFingerprint}");
        string batches = training.BatchSize is { } size ? $"batches of {Figures.Count(size)}" : "the whole data set as one batch";
        string patience = training.Patience is { } epochs && training.ValidationRows > 0 ? $", patience {Figures.Count(epochs)}" : "";
        _facts.Write("Training", $"{training.Optimizer}, {batches}, at most {Figures.Count(training.Epochs, "epoch")}{patience}, seed {training.Seed}");
        if (training.ClassWeights is { } weights && schema.Classes is { } classes) _facts.Write("Weights", WeightText.Of(classes, weights));
        if (training.HasRowWeights) _facts.Write(training.ClassWeights is null ? "Weights" : "", WeightColumnOf(schema));
        if (training.Options.Count > 0) _facts.Write("", string.Join(", ", training.Options.Select(option => $"{option.Key} {option.Value}")));
        if (DefaultsText.Of(training.ByDefault, network, training.ValidationRows > 0) is { } chosen) _facts.Write("", $"by default: {chosen}");
        if (training.Search is { } search)
            _facts.Write("Search", $"trial {search.BestTrial} of {search.Trials}, by the {search.Metric} on {(search.Folds > 1 ? Figures.Count(search.Folds, "fold") : Figures.Count(search.ValidationRows, "validation row"))}: {Figures.Number(search.Value)}{(search.FirstValue is { } first ? $", trial 1: {Figures.Number(first)}" : "")}; then trained on all data");
        _facts.Write("Stopped", $"{StopReasonNames.Of(training.StopReason)} after {Figures.Count(training.Curve.Count, "epoch")}; the weights are those of epoch {Figures.Count(training.BestEpoch)}");
        Curves(training.Curve);
        if (training.Members.Count > 0) _facts.Write("Members", string.Join("; ", training.Members.Select(member => $"seed {member.Seed}: epoch {member.BestEpoch} of {member.Epochs}")));
    }

    private static string WeightColumnOf(ModelSchema schema) =>
        schema.Columns?.OfType<IgnoredColumn>().FirstOrDefault(column => column.Reason == "weight") is { } column ? $"each row by column {column.Name}" : "each row has its own";

    private void Curves(IReadOnlyList<CurvePoint> curve)
    {
        double[] train = [.. curve.Select(point => point.TrainLoss)];
        double[] validation = [.. curve.Select(point => point.ValidationLoss ?? double.NaN)];
        if (train.Length == 0) return;
        var range = Sparkline.RangeOf(train, validation);
        int width = Math.Clamp(environment.Terminal.Width - Facts.Indent - NameWidth - 2 * FigureWidth - 4, ShortestCurve, LongestCurve);
        Curve("train", train);
        if (validation.Any(double.IsFinite)) Curve("validation", validation);

        void Curve(string name, double[] values) => _facts.Line(
            $"{(name == "train" ? "[bold]Loss[/]" : "    ")}{new string(' ', Facts.Indent - 4)}{name,-NameWidth}{Figures.Column(values[0]),FigureWidth}  {Sparkline.Draw(values, range, width, _glyphs.Levels)}  {Figures.Column(values[^1])}");
    }
}
