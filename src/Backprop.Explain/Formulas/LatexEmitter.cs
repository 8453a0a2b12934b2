using System.Globalization;

namespace Backprop.Explain;

/// <summary>Formulas in LaTeX's mathematics mode; pdflatex, KaTeX and MathJax take them without a package.</summary>
internal sealed class LatexEmitter(int precision) : FormulaEmitter(precision)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["δ"] = "\\delta",
        ["η"] = "\\eta",
        ["μ"] = "\\mu",
        ["λ"] = "\\lambda",
        ["α"] = "\\alpha",
        ["σ"] = "\\sigma",
        ["Φ"] = "\\Phi",
        ["φ"] = "\\varphi",
        ["tanh"] = "\\tanh",
        ["ln"] = "\\ln",
        ["max"] = "\\max",
    };

    protected override string Symbol(Identifier identifier) =>
        Name(identifier.Name) + (identifier.Subscript.Length == 0 ? "" : $"_{{{identifier.Subscript}}}");

    protected override string Decimal(NumberText number) =>
        number.Mantissa.Replace("∞", "\\infty ", StringComparison.Ordinal)
        + (number.Exponent == 0 ? "" : $" \\cdot 10^{{{number.Exponent.ToString(CultureInfo.InvariantCulture)}}}");

    protected override string Literal(string text) => text;

    protected override string Plain(string text) => $"\\text{{{LatexText.Escape(text)}}}";

    protected override string Minus() => "-";

    protected override string Between(string sign) => sign == "−" ? " - " : " + ";

    protected override string Times() => " \\cdot ";

    protected override string Quotient(Fraction fraction) => $"\\frac{{{Emit(fraction.Numerator)}}}{{{Emit(fraction.Denominator)}}}";

    protected override string Raised(Power power) => $"{Operand(power.Base, Precedence.OfAtom, afterOperator: true)}^{{{Emit(power.Exponent)}}}";

    protected override string Applied(Call call) => $"{Name(call.Function)}{(call.Prime ? "'" : "")}({string.Join(", ", call.Arguments.Select(Emit))})";

    protected override string Bars(string inner) => $"\\lvert {inner} \\rvert";

    protected override string Derivative(string of, string by) => $"\\frac{{\\partial {of}}}{{\\partial {by}}}";

    protected override string Sigma(string index) => index.Length == 0 ? "\\sum " : $"\\sum_{{{index}}} ";

    protected override string Rest(Further further) =>
        further.Count == 0 ? "\\cdots" : $"{{\\underbrace{{{(further.Value is { } value ? Emit(value) : "\\cdots")}}}_{{\\text{{{further.Count.ToString(CultureInfo.InvariantCulture)} further terms}}}}}}";

    protected override string Parenthesized(string inner) => $"\\left({inner}\\right)";

    private static string Name(string name) =>
        Names.TryGetValue(name, out string? command) ? command : name.Length > 1 ? $"\\operatorname{{{name}}}" : name;
}
