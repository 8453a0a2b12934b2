using System.Text;

namespace Backprop.Explain;

/// <summary>Writes expressions in a notation; what the notations share is where signs and parentheses go.</summary>
/// <param name="precision">Significant digits of numbers.</param>
internal abstract class FormulaEmitter(int precision)
{
    /// <summary>One expression.</summary>
    public string Emit(Expression expression) => expression switch
    {
        Identifier identifier => Symbol(identifier),
        Number number => Decimal(NumberText.Of(number.Value, precision)),
        Constant constant => Literal(constant.Text),
        Words words => Plain(words.Text),
        Negative negative => Minus() + Operand(negative.Of, Precedence.OfProduct, afterOperator: true),
        Sum sum => OfTerms(sum),
        Product product => OfFactors(product, afterOperator: false),
        Fraction fraction => Quotient(fraction),
        Power power => Raised(power),
        Call call => Applied(call),
        Absolute absolute => Bars(Emit(absolute.Of)),
        Partial partial => Derivative(Emit(partial.Of), Emit(partial.By)),
        SumOver sum => Sigma(sum.Index) + Operand(sum.Body, Precedence.OfProduct, afterOperator: false),
        Further further => Rest(further),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    protected abstract string Symbol(Identifier identifier);

    protected abstract string Decimal(NumberText number);

    protected abstract string Literal(string text);

    protected abstract string Plain(string text);

    protected abstract string Minus();

    /// <summary>" + " or " − " between terms.</summary>
    protected abstract string Between(string sign);

    protected abstract string Times();

    protected abstract string Quotient(Fraction fraction);

    protected abstract string Raised(Power power);

    protected abstract string Applied(Call call);

    protected abstract string Bars(string inner);

    protected abstract string Derivative(string of, string by);

    protected abstract string Sigma(string index);

    protected abstract string Rest(Further further);

    protected abstract string Parenthesized(string inner);

    /// <summary>The expression, in parentheses where it binds less than its place asks.</summary>
    protected string Operand(Expression expression, int least, bool afterOperator) =>
        Precedence.Of(expression) < least || (afterOperator && Precedence.StartsWithMinus(expression)) ? Parenthesized(Emit(expression)) : Emit(expression);

    private string OfTerms(Sum sum)
    {
        var text = new StringBuilder(Emit(sum.Terms[0]));
        foreach (var term in sum.Terms.Skip(1)) text.Append(Continued(term));
        return text.ToString();
    }

    /// <summary>A term behind another, its sign first.</summary>
    public string Continued(Expression term) => term switch
    {
        Negative negative => Between("−") + Operand(negative.Of, Precedence.OfProduct, afterOperator: true),
        Number { Value: < 0 } number => Between("−") + Emit(new Number(-number.Value)),
        Further { Value: { Value: < 0 } value } further => Between("−") + Emit(further with { Value = new Number(-value.Value) }),
        Product product => Between("+") + OfFactors(product, afterOperator: true),
        _ => Between("+") + Operand(term, Precedence.OfProduct, afterOperator: true),
    };

    private string OfFactors(Product product, bool afterOperator)
    {
        var text = new StringBuilder(Operand(product.Factors[0], Precedence.OfProduct, afterOperator));
        foreach (var factor in product.Factors.Skip(1)) text.Append(Times()).Append(Operand(factor, Precedence.OfProduct, afterOperator: true));
        return text.ToString();
    }
}
