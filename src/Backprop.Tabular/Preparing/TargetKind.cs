using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>What the target of a table is: classes, or numbers.</summary>
/// <param name="Classes">The classes; null for numbers.</param>
/// <param name="ClassOfCode">The class of each spelling, −1 where it stands for a missing value; empty for numbers.</param>
/// <param name="IsGuess">Whether nothing but the values themselves said whether they are classes.</param>
internal sealed record TargetKind(string[]? Classes, int[] ClassOfCode, bool IsGuess)
{
    /// <summary>Whole numbers in the target are taken for classes up to so many different values.</summary>
    public const int MostNumberedClasses = 20;

    /// <summary>Whole numbers in the target are taken for classes from so many rows for each value, on average.</summary>
    public const int RowsPerNumberedClass = 5;

    private const int MostClasses = 1 << 16;

    /// <exception cref="InvalidInputException">No row has a target, one class only, too many, or a mixture of text and numbers.</exception>
    public static TargetKind Of(RawColumn column, TableTask? task, string? positive)
    {
        if (column.Missing == column.Rows)
            throw new InvalidInputException($"{column.Described}, the target, is missing in every row; choose another column.");
        if (task is null && column.FirstText is not null && column.HasNumbers)
            throw new InvalidInputException($"{column.FirstText} is text, but other rows of the target have numbers; correct the cell, or say that the task is classification.");
        if (task == TableTask.Regression && column.FirstText is not null)
            throw new InvalidInputException($"{column.FirstText} is not a number, but regression needs numbers in the target; correct it, or say that the task is classification.");
        bool areNumbers = task is null && column.FirstText is null, isGuess = areNumbers && HasFewWholeNumbers(column);
        if (task == TableTask.Regression || (areNumbers && !HasNumberedClasses(column)))
        {
            if (positive is not null) throw new InvalidInputException($"{column.Described}, the target, is a number: it has no positive class; say that the task is classification if it is one.");
            return new TargetKind(null, [], isGuess);
        }
        return OfClasses(column, positive, isAsked: task is not null) with { IsGuess = isGuess };
    }

    private static TargetKind OfClasses(RawColumn column, string? positive, bool isAsked)
    {
        bool areNumbers = column.FirstText is null;
        if (column.AreNumbers || column.IsGivenUp || column.Spellings.Count > MostClasses)
            throw new InvalidInputException($"{column.Described}, the target, has more than {MostClasses} different values, too many for classes; choose another column, or regression.");
        string[] named = [.. column.Spellings.Select(spelling => spelling.IsMissing ? "" : areNumbers ? ClassNames.OfNumber(spelling.Text) : spelling.Text)];
        string[] classes = ClassNames.InOrder(named.Where((_, code) => !column.Spellings[code].IsMissing).Distinct(StringComparer.Ordinal), areNumbers);
        if (classes.Length == 1)
            throw new InvalidInputException($"{column.Described}, the target, is {Printable.Quoted(classes[0])} in every row: one class only; a classifier needs at least two.");
        if (!isAsked && !areNumbers && classes.Length > MostNumberedClasses && 2 * classes.Length > column.Rows - column.Missing)
            throw new InvalidInputException($"{column.Described}, the target, has {classes.Length} different texts in {column.Rows - column.Missing} rows, too many to learn; choose another column, or say that the task is classification if they are classes.");
        if (positive is not null) PutLast(classes, areNumbers ? OfNumberOrText(positive) : positive, column);
        var index = classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        return new TargetKind(classes, [.. named.Select((name, code) => column.Spellings[code].IsMissing ? -1 : index[name])], IsGuess: false);
    }

    private static string OfNumberOrText(string text) => Cell.TryNumber(System.Text.Encoding.UTF8.GetBytes(text), out _) ? ClassNames.OfNumber(text) : text;

    private static void PutLast(string[] classes, string positive, RawColumn column)
    {
        int place = Array.IndexOf(classes, positive);
        if (place < 0)
            throw new InvalidInputException($"{column.Described}, the target, has no class {Printable.Quoted(positive)}; there are {string.Join(", ", classes.Take(20).Select(Printable.Quoted))}.");
        if (classes.Length != 2)
            throw new InvalidInputException($"{column.Described}, the target, has {classes.Length} classes; only one of two can be the positive one.");
        (classes[place], classes[1]) = (classes[1], classes[place]);
    }

    private static bool HasNumberedClasses(RawColumn column) =>
        HasFewWholeNumbers(column) && column.Rows - column.Missing >= (long)RowsPerNumberedClass * Different(column).Count;

    private static bool HasFewWholeNumbers(RawColumn column) =>
        !column.AreNumbers && Different(column) is var different && different.Count <= MostNumberedClasses
        && different.All(number => ClassNames.ValueOf(number) is >= 0 and var value && Math.Floor(value) == value);

    private static HashSet<string> Different(RawColumn column) =>
        [.. column.Spellings.Where(spelling => !spelling.IsMissing).Select(spelling => ClassNames.OfNumber(spelling.Text))];
}
