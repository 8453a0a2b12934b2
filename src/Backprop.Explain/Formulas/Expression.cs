namespace Backprop.Explain;

/// <summary>A formula's part as a tree, free of any notation: emitters write it as Unicode text, LaTeX or MathML.</summary>
internal abstract record Expression
{
    public static Expression operator +(Expression left, Expression right) => new Sum([left, right]);

    public static Expression operator -(Expression left, Expression right) => new Sum([left, new Negative(right)]);

    public static Expression operator *(Expression left, Expression right) => new Product([left, right]);

    public static Expression operator /(Expression left, Expression right) => new Fraction(left, right);

    public static Expression operator -(Expression of) => new Negative(of);
}

/// <summary>A symbol, such as w₅,₈: <c>w</c> with the subscript <c>5,8</c>.</summary>
internal sealed record Identifier(string Name, string Subscript = "") : Expression;

/// <summary>A number of the trace, shown at the precision that was asked for.</summary>
internal sealed record Number(double Value) : Expression
{
    public static implicit operator Number(double value) => new(value);
}

/// <summary>A number of the formula itself, such as the 2 in −2(t − a): shown as it is.</summary>
internal sealed record Constant(string Text) : Expression;

/// <summary>Plain words, in a table's cell or beside a formula.</summary>
internal sealed record Words(string Text) : Expression;

/// <summary>−x.</summary>
internal sealed record Negative(Expression Of) : Expression;

/// <summary>Terms with + between them.</summary>
internal sealed record Sum(IReadOnlyList<Expression> Terms) : Expression;

/// <summary>Factors with · between them.</summary>
internal sealed record Product(IReadOnlyList<Expression> Factors) : Expression;

/// <summary>Numerator over denominator.</summary>
internal sealed record Fraction(Expression Numerator, Expression Denominator) : Expression;

/// <summary>A base with an exponent.</summary>
internal sealed record Power(Expression Base, Expression Exponent) : Expression;

/// <summary>A function of arguments, such as σ(x), max(0, x), or with a prime f′(x).</summary>
internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments, bool Prime = false) : Expression;

/// <summary>|x|.</summary>
internal sealed record Absolute(Expression Of) : Expression;

/// <summary>∂of/∂by.</summary>
internal sealed record Partial(Expression Of, Expression By) : Expression;

/// <summary>Σ over an index, of a body; an empty index sums over what the text says.</summary>
internal sealed record SumOver(string Index, Expression Body) : Expression;

/// <summary>The terms of a long sum that are not shown one by one: how many (0 where that is said elsewhere), and what they add up to (null where that is not shown).</summary>
internal sealed record Further(int Count, Number? Value) : Expression;

/// <summary>A chain: left = part = part = result.</summary>
/// <param name="Left">What is computed.</param>
/// <param name="Parts">Symbols, numbers, result.</param>
internal sealed record Formula(Expression Left, IReadOnlyList<Expression> Parts)
{
    /// <summary>The first relation: = for what is computed, ← for what changes.</summary>
    public string Relation { get; init; } = "=";

    /// <summary>A remark behind the formula; empty for none.</summary>
    public string Note { get; init; } = "";
}
