namespace Backprop.Data;

/// <summary>Handwritten digits of 8 × 8 pixels: each pixel counts the dark ones, 0 … 16, of a 4 × 4 block of a 32 × 32 bitmap.</summary>
internal static class Digits
{
    private static readonly string[] ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public static BuiltInDataset Set { get; } = new(
        "digits",
        "1,797 handwritten digits of 8 × 8 pixels (0 … 16), ten classes",
        "UCI Optical Recognition of Handwritten Digits, test part (E. Alpaydin, C. Kaynak 1998), CC BY 4.0",
        _ => Load());

    private static Dataset Load()
    {
        var (inputs, labels) = EmbeddedTable.Read("digits");
        return Dataset.ForClassification("digits", inputs, 64, labels, ClassNames, ColumnNames.Pixels(8, 8), new ValueRange(0, 16)).AsImages(new ImageShape(1, 8, 8));
    }
}
