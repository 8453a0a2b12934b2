namespace Backprop.Cli.Options;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    /// <summary><c> Did you mean 'digits'?</c>, or nothing where no word is near.</summary>
    public static string Suggest(string text, IEnumerable<string> known)
    {
        var nearest = known.Select(word => (Word: word, Distance: Distance(text, word))).MinBy(candidate => candidate.Distance);
        return nearest.Word is not null && nearest.Distance > 0 && nearest.Distance <= Math.Max(1, nearest.Word.Length / 3)
            ? $" Did you mean '{nearest.Word}'?"
            : "";
    }

    /// <summary>Edits (insert, delete, replace a letter, swap two neighbours) from one word to the other.</summary>
    internal static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++) table[i, 0] = i;
        for (int j = 0; j <= to.Length; j++) table[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[from.Length, to.Length];
    }
}
