namespace Backprop;

/// <summary>A class that is hardly ever recognized while the others are.</summary>
internal sealed class StarvedClass : IDiagnosisRule
{
    private const double Hardly = 0.2, Well = 0.6;
    private const int LeastRows = 5;

    public Finding? Judge(Observations observations)
    {
        if (observations.Evaluation is not ClassificationEvaluation evaluation) return null;
        var recalls = evaluation.Confusion
            .Select((row, actual) => (Class: actual, Rows: row.Sum(), Right: row[actual]))
            .Where(entry => entry.Rows >= LeastRows)
            .ToList();
        if (recalls.Count < 2) return null;
        var worst = recalls.MinBy(entry => (double)entry.Right / entry.Rows);
        double others = recalls.Where(entry => entry.Class != worst.Class).Average(entry => (double)entry.Right / entry.Rows);
        if ((double)worst.Right / worst.Rows > Hardly || others < Well) return null;
        return new Finding("starved-class", FormattableString.Invariant(
            $"Class '{observations.Model.Schema.Classes![worst.Class]}' is recognized in {worst.Right} of its {worst.Rows} rows; the other classes in {100 * others:F0} % on average."),
            "It may have too few rows: collect more of them, weigh them (--class-weights balanced), or train longer.");
    }
}
