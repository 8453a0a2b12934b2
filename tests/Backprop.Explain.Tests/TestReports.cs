using Backprop.Data;

namespace Backprop.Explain.Tests;

/// <summary>Models with drawn weights on made-up data, each a pure function of its arguments.</summary>
internal static class TestReports
{
    /// <summary>Names that would break a page which took them for more than text.</summary>
    public static readonly string[] Hostile =
    [
        "<script>document.title='run'</script>", "\"><img src=x onerror=\"document.title='run'\">", "a & b's \"quoted\" {{style}} </svg></table><!--",
        new string('w', 5000), "", "👩‍🔬 花 \u202e\u001b[31m",
    ];

    private static readonly string[] Usual = ["setosa", "versicolor", "virginica", "other", "rare", "unknown"];

    /// <summary>A classifier of rows that lie about a centre a class.</summary>
    public static (Model Model, Dataset Data) Classifier(int rows = 120, int classes = 3, int features = 4, bool hostile = false)
    {
        var draw = new Random(7);
        string[] names = [.. Enumerable.Range(0, classes).Select(c => classes > Hostile.Length ? $"class {c}" : hostile ? Hostile[c] : Usual[c])];
        string[] columns = [.. Enumerable.Range(0, features).Select(c => hostile && c < Hostile.Length ? Hostile[c] : $"column {c}")];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        float[] values = new float[rows * features];
        for (int i = 0; i < values.Length; i++) values[i] = (float)draw.NextDouble() * 3 + (labels[i / features] == i % features ? 2 : 0);
        var layer = new Dense(classes, Activation.Softmax);
        var network = new Network(features, [layer]);
        for (int c = 0; c < classes; c++)
            for (int feature = 0; feature < features; feature++) layer.Weights[c, feature] = feature == c ? 2 : -0.3f;
        var schema = new ModelSchema { Features = columns, Targets = [hostile ? Hostile[0] : "kind"], Classes = names };
        return (new Model(network, Loss.CrossEntropy, schema, Record(hostile)), Dataset.ForClassification(hostile ? Hostile[1] : "made up", values, features, labels, names, columns, targetName: schema.Targets[0]));
    }

    /// <summary>y ≈ 2·x₀ − x₁, with some noise.</summary>
    public static (Model Model, Dataset Data) Regression(int rows = 200, bool hostile = false)
    {
        var draw = new Random(8);
        string[] columns = hostile ? Hostile[..2] : ["width", "height"];
        float[] values = [.. Enumerable.Range(0, rows * 2).Select(_ => (float)draw.NextDouble() * 10)];
        float[] targets = [.. Enumerable.Range(0, rows).Select(row => 2 * values[2 * row] - values[(2 * row) + 1] + (float)draw.NextDouble())];
        var layer = new Dense(1, Activation.Identity);
        var network = new Network(2, [layer]);
        (layer.Weights[0, 0], layer.Weights[0, 1]) = (2, -1);
        var schema = new ModelSchema { Features = columns, Targets = [hostile ? Hostile[2] : "price"] };
        return (new Model(network, Loss.SquaredError, schema, Record(hostile)), Dataset.ForRegression("made up", values, 2, targets, [.. schema.Targets], columns));
    }

    public static string Page((Model Model, Dataset Data) given, RawRows? raw = null) => EvaluationReport.Of(given.Model, given.Data, new EvaluationReportOptions
    {
        ModelName = "m.safetensors",
        Importance = PermutationImportance.Of(given.Model, given.Data, new ImportanceOptions { Repeats = 2 }),
        Raw = raw is null ? null : rows => raw with { Rows = [.. rows.Select((_, i) => raw.Rows[i % raw.Rows.Count])] },
    }).ToHtml();

    private static TrainingRecord Record(bool hostile) => new()
    {
        Data = hostile ? Hostile[0] : "made up",
        DataFingerprint = "",
        TrainingRows = 100,
        ValidationRows = 10,
        Optimizer = new Sgd(0.1f).Settings,
        Epochs = 50,
        Seed = 1,
        StopReason = StopReason.EarlyStopped,
        BestEpoch = 20,
        Curve = [.. Enumerable.Range(1, 30).Select(epoch => new CurvePoint(2.0 / epoch, 2.1 / epoch))],
    };
}
