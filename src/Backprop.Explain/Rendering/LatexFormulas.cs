using System.Text;

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
        int room = width - _plain.Emit(formula.Left).Length - 3;
        var lines = formula.Parts.Select((part, index) => $"{(index == 0 ? left + " " : "")}&{(index == 0 ? relation : "=")} {Broken(part, room)}");
        return string.Join(NextLine, lines) + note;
    }

    private string Broken(Expression part, int room)
    {
        if (_plain.Emit(part).Length <= room) return _latex.Emit(part);
        var text = new StringBuilder();
        int used = 0;
        foreach (var (latex, length) in Pieces(part))
        {
            bool breaks = used > 0 && used + length > room;
            text.Append(breaks ? NextLine + "&\\quad {}" : "").Append(latex);
            used = breaks ? length : used + length;
        }
        return text.ToString();
    }

    /// <summary>What stays on one line: the terms of a sum, also of one in parentheses at the end of a product.</summary>
    private IEnumerable<(string Latex, int Length)> Pieces(Expression expression) => expression switch
    {
        Sum { Terms.Count: > 1 } sum => Pieces(sum.Terms[0]).Concat(sum.Terms.Skip(1).SelectMany(Continued)),
        Negative { Of: Sum { Terms.Count: > 1 } sum } => Enclosed("-(", sum),
        Product { Factors: [var first, Sum { Terms.Count: > 1 } sum] } => Enclosed(_latex.Emit(first) + " \\cdot (", sum),
        _ => [(_latex.Emit(expression), _plain.Emit(expression).Length)],
    };

    private IEnumerable<(string Latex, int Length)> Continued(Expression term) =>
        term is Negative { Of: Sum { Terms.Count: > 1 } sum } ? Enclosed(" - (", sum) : [(_latex.Continued(term), _plain.Continued(term).Length)];

    private List<(string Latex, int Length)> Enclosed(string before, Sum sum)
    {
        List<(string Latex, int Length)> pieces = [.. Pieces(sum)];
        pieces[0] = (before + pieces[0].Latex, before.Length + pieces[0].Length);
        pieces[^1] = (pieces[^1].Latex + ")", pieces[^1].Length + 1);
        return pieces;
    }

    // The notes are words with a comparison now and then; inside \text the sign needs mathematics mode.
    private static string Words(string note) => note.Replace("≤", "$\\le$", StringComparison.Ordinal).Replace(">", "$>$", StringComparison.Ordinal);
}
