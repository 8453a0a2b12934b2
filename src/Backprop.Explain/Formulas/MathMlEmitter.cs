using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>Formulas in MathML Core, which browsers draw and screen readers read.</summary>
internal sealed class MathMlEmitter(int precision) : FormulaEmitter(precision)
{
    // A panel of half a screen shows about so many characters of a line.
    private const int Width = 52;

    private readonly UnicodeEmitter _plain = new(precision);

    /// <summary>A whole chain, a line for each part (more for a long sum), aligned at the relation.</summary>
    public string Emit(Formula formula)
    {
        var text = new StringBuilder("<math><mtable displaystyle=\"true\">");
        for (int index = 0; index < formula.Parts.Count; index++)
        {
            string left = index == 0 ? Row(Emit(formula.Left)) : "", relation = $"<mo>{(index == 0 ? formula.Relation : "=")}</mo>";
            foreach (string line in Lines(formula.Parts[index]))
            {
                text.Append("<mtr><mtd>").Append(left).Append("</mtd><mtd>").Append(relation).Append("</mtd><mtd>").Append(Row(line)).Append("</mtd></mtr>");
                (left, relation) = ("", "");
            }
        }
        return text.Append("</mtable></math>").ToString();
    }

    private IEnumerable<string> Lines(Expression part)
    {
        if (part is not Sum sum)
        {
            yield return Emit(part);
            yield break;
        }
        var line = new StringBuilder(Emit(sum.Terms[0]));
        int used = _plain.Emit(sum.Terms[0]).Length;
        foreach (var term in sum.Terms.Skip(1))
        {
            int length = _plain.Continued(term).Length;
            if (used + length > Width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }
            line.Append(Continued(term));
            used += length;
        }
        yield return line.ToString();
    }

    protected override string Symbol(Identifier identifier) => identifier.Subscript.Length == 0
        ? $"<mi>{Text(identifier.Name)}</mi>"
        : $"<msub><mi>{Text(identifier.Name)}</mi>{Subscript(identifier.Subscript)}</msub>";

    protected override string Decimal(NumberText number)
    {
        string mantissa = number.Mantissa[0] == '-' ? $"<mo form=\"prefix\">−</mo><mn>{number.Mantissa[1..]}</mn>" : $"<mn>{number.Mantissa}</mn>";
        return number.Exponent == 0 ? mantissa
            : $"{mantissa}<mo>·</mo><msup><mn>10</mn><mn>{number.Exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '−')}</mn></msup>";
    }

    protected override string Literal(string text) => $"<mn>{Text(text)}</mn>";

    protected override string Plain(string text) => $"<mtext>{Text(text)}</mtext>";

    protected override string Minus() => "<mo form=\"prefix\">−</mo>";

    protected override string Between(string sign) => $"<mo form=\"infix\">{sign}</mo>";

    protected override string Times() => "<mo>·</mo>";

    protected override string Quotient(Fraction fraction) => $"<mfrac>{Row(Emit(fraction.Numerator))}{Row(Emit(fraction.Denominator))}</mfrac>";

    protected override string Raised(Power power) =>
        $"<msup>{Row(Operand(power.Base, Precedence.OfAtom, afterOperator: true))}{Row(Emit(power.Exponent))}</msup>";

    protected override string Applied(Call call) =>
        (call.Prime ? $"<msup><mi>{Text(call.Function)}</mi><mo>′</mo></msup>" : $"<mi>{Text(call.Function)}</mi>")
        + "<mo lspace=\"0\" rspace=\"0\">&#x2061;</mo>" + Parenthesized(string.Join("<mo>,</mo>", call.Arguments.Select(Emit)));

    protected override string Bars(string inner) => $"<mrow>{Fence("|")}{inner}{Fence("|")}</mrow>";

    protected override string Derivative(string of, string by) => $"<mfrac>{Row("<mo>∂</mo>" + of)}{Row("<mo>∂</mo>" + by)}</mfrac>";

    protected override string Sigma(string index) => index.Length == 0 ? "<mo>∑</mo>" : $"<munder><mo>∑</mo>{Subscript(index)}</munder>";

    protected override string Rest(Further further) =>
        further.Count == 0 ? "<mo>⋯</mo>" : $"<munder>{(further.Value is { } value ? Row(Emit(value)) : "<mo>…</mo>")}<mtext>{further.Count.ToString(CultureInfo.InvariantCulture)} further terms</mtext></munder>";

    protected override string Parenthesized(string inner) => $"<mrow>{Fence("(")}{inner}{Fence(")")}</mrow>";

    private static string Fence(string sign) => $"<mo lspace=\"0\" rspace=\"0\">{sign}</mo>";

    private static string Row(string inner) => $"<mrow>{inner}</mrow>";

    private static string Subscript(string text) => char.IsAsciiLetter(text[0]) ? $"<mi>{Text(text)}</mi>" : $"<mn>{Text(text)}</mn>";

    private static string Text(string text) => MarkupText.Escape(text);
}
