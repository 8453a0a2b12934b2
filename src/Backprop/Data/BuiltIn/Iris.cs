namespace Backprop.Data;

/// <summary>
/// Fisher's irises: four lengths in centimetres, fifty flowers of each of three species. The numbers are those of the paper:
/// rows 35 and 38 (from 1) are 4.9, 3.1, 1.5, 0.2 and 4.9, 3.6, 1.4, 0.1, where the UCI repository's copy has 4.9, 3.1, 1.5, 0.1 twice.
/// </summary>
internal static class Iris
{
    private static readonly string[] ClassNames = ["setosa", "versicolor", "virginica"];
    private static readonly string[] FeatureNames = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

    public static BuiltInDataset Set { get; } = new(
        "iris",
        "150 irises by four lengths in cm, three species",
        "R. A. Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics 7, 1936",
        _ => Load());

    private static Dataset Load()
    {
        var (inputs, labels) = EmbeddedTable.Read("iris");
        return Dataset.ForClassification("iris", inputs, FeatureNames.Length, labels, ClassNames, FeatureNames);
    }
}
