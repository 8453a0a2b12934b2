namespace Backprop.Explain.Tests;

public class EmitterTests
{
    private static readonly Identifier A = new("a", "5"), W = new("w", "5,8"), T = new("t", "8");

    [Fact]
    public void Unicode_has_subscripts_and_parentheses_where_signs_meet()
    {
        Assert.Equal("w₅,₈·a₅ + b₈", Text(W * A + new Identifier("b", "8")));
        Assert.Equal("0.5·(−0.25) + (−0.1)·2 − 0.3", Text(new Sum([Of(0.5) * Of(-0.25), Of(-0.1) * Of(2), Of(-0.3)])));
        Assert.Equal("−2·(t₈ − a₅)", Text(-new Constant("2") * (T - A)));
        Assert.Equal("(t₈ − a₅)²", Text(new Power(T - A, new Constant("2"))));
        Assert.Equal("e^(−0.5)", Text(ActivationFormula.Exp(Of(-0.5))));
        Assert.Equal("∂L/∂w₅,₈", Text(new Partial(new Identifier("L"), W)));
        Assert.Equal("a₅ + 0.25 [776 further terms]", Text(A + new Further(776, new Number(0.25))));
        Assert.Equal("a₅ − 0.25 [776 further terms]", Text(A + new Further(776, new Number(-0.25))));
        Assert.Equal("1/(1 + e^x₈)", Text(new Constant("1") / (new Constant("1") + ActivationFormula.Exp(new Identifier("x", "8")))));
    }

    [Fact]
    public void Latex_is_in_mathematics_mode_throughout()
    {
        var latex = new LatexEmitter(6);
        Assert.Equal("w_{5,8} \\cdot a_{5} - 0.3", latex.Emit(W * A + Of(-0.3)));
        Assert.Equal("\\frac{\\partial L}{\\partial w_{5,8}}", latex.Emit(new Partial(new Identifier("L"), W)));
        Assert.Equal("\\operatorname{ReLU}'(a_{5})", latex.Emit(new Call("ReLU", [A], Prime: true)));
        Assert.Equal("1.5 \\cdot 10^{-7}", latex.Emit(Of(1.5e-7)));
    }

    [Fact]
    public void MathMl_is_well_formed()
    {
        var formula = new Formula(A, [new Power(T - A, new Constant("2")) / (W * A), new Further(3, new Number(-1)), new Call("max", [Of(-1), new Absolute(A)], Prime: true), Of(1e-9)]);
        var math = System.Xml.Linq.XElement.Parse(new MathMlEmitter(6).Emit(formula));
        Assert.Equal(4, math.Descendants("mtr").Count());
        Assert.All(math.Descendants("mfrac"), fraction => Assert.Equal(2, fraction.Elements().Count()));
        Assert.All(math.Descendants("msub"), sub => Assert.Equal(2, sub.Elements().Count()));
    }

    [Theory]
    [InlineData("a_b%c", "a\\_b\\%c")]
    [InlineData("\\input{x}", "\\textbackslash{}input\\{x\\}")]
    [InlineData("größe", "größe")]
    [InlineData("花", "[U+82B1]")]
    [InlineData("a\nb", "a b")]
    public void Names_are_no_commands_in_latex(string name, string escaped) => Assert.Equal(escaped, LatexText.Escape(name));

    private static Number Of(double value) => new(value);

    private static string Text(Expression expression) => new UnicodeEmitter(6).Emit(expression);
}
