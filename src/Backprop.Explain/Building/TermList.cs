namespace Backprop.Explain;

/// <summary>One term of a sum: in symbols, in numbers, and what it comes to.</summary>
internal readonly record struct Term(Expression Symbols, Expression Numbers, double Value);

/// <summary>A sum of many terms, written with the most influential of them and the rest as one.</summary>
internal static class TermList
{
    /// <summary>The terms to write, in symbols and in numbers.</summary>
    /// <param name="terms">All of them.</param>
    /// <param name="most">How many are written one by one.</param>
    /// <param name="always">The place of a term that is written however small; −1 for none.</param>
    public static (List<Expression> Symbols, List<Expression> Numbers) Abbreviate(IReadOnlyList<Term> terms, int most, int always = -1)
    {
        var shown = Shown(terms.Count, index => terms[index].Value, most, always);
        List<Expression> symbols = [.. shown.Select(index => terms[index].Symbols)], numbers = [.. shown.Select(index => terms[index].Numbers)];
        if (shown.Count == terms.Count) return (symbols, numbers);
        var isShown = shown.ToHashSet();
        double rest = 0;
        for (int index = 0; index < terms.Count; index++)
            if (!isShown.Contains(index)) rest += terms[index].Value;
        symbols.Add(new Further(0, null));
        numbers.Add(new Further(terms.Count - shown.Count, new Number(rest)));
        return (symbols, numbers);
    }

    /// <summary>The places of the items that are shown, ascending; one item too many is shown rather than replaced by a line of its own.</summary>
    public static IReadOnlyList<int> Shown(int count, Func<int, double> value, int most, int always = -1)
    {
        var all = Enumerable.Range(0, count);
        if (count <= most || count == most + 1) return [.. all];
        return [.. Selection.Largest(all, index => index == always ? double.PositiveInfinity : value(index), most)];
    }
}
