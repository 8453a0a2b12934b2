namespace Backprop.Explain;

/// <summary>Formulas as plain Unicode text: x₈ = w₅,₈·a₅ + b₈.</summary>
internal sealed class UnicodeEmitter(int precision) : FormulaEmitter(precision)
{
    protected override string Symbol(Identifier identifier) => identifier.Name + Subscript(identifier.Subscript);

    protected override string Decimal(NumberText number) =>
        number.Mantissa.Replace('-', '−') + (number.Exponent == 0 ? "" : "·10" + Superscript(number.Exponent.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    protected override string Literal(string text) => text;

    protected override string Plain(string text) => text;

    protected override string Minus() => "−";

    protected override string Between(string sign) => $" {sign} ";

    protected override string Times() => "·";

    protected override string Quotient(Fraction fraction) =>
        Operand(fraction.Numerator, Precedence.OfProduct, afterOperator: false) + "/" + Operand(fraction.Denominator, Precedence.OfPower, afterOperator: true);

    protected override string Raised(Power power)
    {
        string below = Operand(power.Base, Precedence.OfAtom, afterOperator: true), above = Emit(power.Exponent);
        if (power.Exponent is Constant && above.All(char.IsAsciiDigit)) return below + Superscript(above);
        return below + "^" + Operand(power.Exponent, Precedence.OfAtom, afterOperator: true);
    }

    protected override string Applied(Call call) => $"{call.Function}{(call.Prime ? "′" : "")}({string.Join(", ", call.Arguments.Select(Emit))})";

    protected override string Bars(string inner) => $"|{inner}|";

    protected override string Derivative(string of, string by) => $"∂{of}/∂{by}";

    protected override string Sigma(string index) => index.Length == 0 ? "Σ " : $"Σ{Subscript(index)} ";

    protected override string Rest(Further further) =>
        further.Count == 0 ? "…"
        : further.Value is { } value ? $"{Operand(value, Precedence.OfProduct, afterOperator: true)} [{further.Count} further terms]" : $"… [{further.Count} further terms]";

    protected override string Parenthesized(string inner) => $"({inner})";

    private static string Subscript(string text) => string.Concat(text.Select(c => c switch
    {
        >= '0' and <= '9' => (char)('₀' + (c - '0')),
        'j' => 'ⱼ',
        'i' => 'ᵢ',
        'k' => 'ₖ',
        'n' => 'ₙ',
        _ => c,
    }));

    private static string Superscript(string text) => string.Concat(text.Select(c => c switch
    {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => (char)('⁰' + (c - '0')),
    }));
}
