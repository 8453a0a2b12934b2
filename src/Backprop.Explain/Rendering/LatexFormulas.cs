namespace Backprop.Explain;

/// <summary>Formulas as the lines of an <c>aligned</c> or <c>align*</c>: a short chain on one line, a long one broken at = and between terms.</summary>
/// <param name="precision">Significant digits.</param>
/// <param name="width">The longest line, counted in the characters of its plain text.</param>
internal sealed class LatexFormulas(int precision, int width)
{
    private const string NextLine = " \\\\\n";
    private readonly LatexEmitter _latex = new(precision);
    private readonly UnicodeEmitter _plain = new(precision);

    public string Emit(Expression expression) => _latex.Emit(expression);

    /// <summary>All formulas, without the environment around them.</summary>
    public string Lines(IEnumerable<Formula> formulas) => string.Join(NextLine, formulas.Select(Lines));

    private string Lines(Formula formula)
    {
        string left = _latex.Emit(formula.Left), relation = formula.Relation == "←" ? "\\leftarrow" : "=";
        string note = formula.Note.Length == 0 ? "" : $" \\quad \\text{{({Words(formula.Note)})}}";
        int length = _plain.Emit(formula.Left).Length + formula.Parts.Sum(part => _plain.Emit(part).Length + 3) + formula.Note.Length;
        if (length <= width) return $"{left} &{relation} {string.Join(" = ", formula.Parts.Select(_latex.Emit))}{note}";
        var lines = formula.Parts.Select((part, index) => $"{(index == 0 ? left + " " : "")}&{(index == 0 ? relation : "=")} {Broken(part)}");
        return string.Join(NextLine, lines) + note;
    }

    private string Broken(Expression part)
    {
        if (part is not Sum sum) return _latex.Emit(part);
        string text = _latex.Emit(sum.Terms[0]);
        int used = _plain.Emit(sum.Terms[0]).Length;
        foreach (var term in sum.Terms.Skip(1))
        {
            int length = _plain.Continued(term).Length;
            bool breaks = used + length > width;
            text += (breaks ? NextLine + "&\\quad {}" : "") + _latex.Continued(term);
            used = breaks ? length : used + length;
        }
        return text;
    }

    // The notes are words with a comparison now and then; inside \text the sign needs mathematics mode.
    private static string Words(string note) => note.Replace("≤", "$\\le$", StringComparison.Ordinal).Replace(">", "$>$", StringComparison.Ordinal);
}
