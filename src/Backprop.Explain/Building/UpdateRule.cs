namespace Backprop.Explain;

/// <summary>The rules with a memory, in symbols: g the gradient of a parameter, m, v, s and u what is remembered of it, t the step.</summary>
internal static class UpdateRule
{
    private static readonly Identifier W = new("w"), G = new("g"), M = new("m"), V = new("v"), S = new("s"), U = new("u"), D = new("d"),
        Eta = new("η"), Epsilon = new("ε"), Rho = new("ρ"), Beta1 = new("β", "1"), Beta2 = new("β", "2"), Lambda = new("λ"), T = new("t");
    private static readonly Constant One = new("1"), Two = new("2"), Half = new("½");

    /// <summary>From the gradient of the loss to the new weight.</summary>
    public static IEnumerable<Formula> Formulas(OptimizerSettings optimizer, Expression loss)
    {
        bool decays = optimizer.WeightDecay != 0, decouples = optimizer.Name is "adamw" or "lion";
        string ofWhat = optimizer.DecayBiases == true ? "weight decay, of biases too" : "weight decay; not of biases";
        Expression gradient = new Partial(loss, W);
        yield return decays && !decouples ? new Formula(G, [gradient + Lambda * W]) { Note = ofWhat } : new Formula(G, [gradient]);
        if (decays && decouples) yield return Change(W, W - Eta * Lambda * W) with { Note = ofWhat };
        foreach (var formula in Rule(optimizer.Name)) yield return formula;
    }

    /// <summary>The numbers in it.</summary>
    public static IEnumerable<Formula> Constants(OptimizerSettings optimizer, int step)
    {
        (Identifier Symbol, double? Value)[] all =
        [
            (Eta, optimizer.LearningRate), (Beta1, optimizer.Beta1), (Beta2, optimizer.Beta2), (Rho, optimizer.Rho), (Epsilon, optimizer.Epsilon),
            (Lambda, optimizer.WeightDecay == 0 ? null : optimizer.WeightDecay),
        ];
        foreach (var (symbol, value) in all)
            if (value is { } number) yield return new Formula(symbol, [(Number)number]);
        if (optimizer.Beta1 is not null && optimizer.Name != "lion") yield return new Formula(T, [(Number)step]);
    }

    /// <summary>What words say better.</summary>
    public static IEnumerable<string> Remarks(OptimizerSettings optimizer) => optimizer.Name == "rprop"
        ? ["Each parameter has a step size s of its own, which starts at η. It grows by 1.2 (to at most 50) where g has the sign it had before, and shrinks by 0.5 (to at least 0.000001) where the sign changed: there the parameter waits, and g counts as 0 in this step and the next comparison."]
        : [];

    private static IEnumerable<Formula> Rule(string name) => name switch
    {
        "rmsprop" => [Mean(S, Rho, Square(G)), Change(W, W - Eta * G / (Root(S) + Epsilon))],
        "adagrad" => [Change(S, S + Square(G)), Change(W, W - Eta * G / (Root(S) + Epsilon))],
        "adadelta" => [Mean(S, Rho, Square(G)), new Formula(D, [Root(U + Epsilon) / Root(S + Epsilon) * G]), Mean(U, Rho, Square(D)), Change(W, W - Eta * D)],
        "adam" or "adamw" => [Mean(M, Beta1, G), Mean(V, Beta2, Square(G)), Change(W, W - Eta * Corrected(M, Beta1) / (Root(Corrected(V, Beta2)) + Epsilon))],
        "nadam" => [.. Nadam()],
        "adamax" => [Mean(M, Beta1, G), Change(U, new Call("max", [Beta2 * U, new Absolute(G) + Epsilon])), Change(W, W - Eta * Corrected(M, Beta1) / U)],
        "rprop" => [Change(W, W - S * new Call("sign", [G]))],
        "lion" => [Change(W, W - Eta * new Call("sign", [Beta1 * M + (One - Beta1) * G])), Mean(M, Beta2, G)],
        _ => [],
    };

    private static IEnumerable<Formula> Nadam()
    {
        Identifier product = new("π", "t"), now = new("μ", "t"), next = new("μ", "t+1");
        yield return new Formula(now, [Beta1 * (One - Half * new Power(new Constant("0.96"), new Constant("0.004") * T))]);
        yield return new Formula(product, [new Identifier("μ", "1") * new Constant("…") * now]);
        yield return Mean(M, Beta1, G);
        yield return Mean(V, Beta2, Square(G));
        yield return Change(W, W - Eta * (next * M / (One - product * next) + (One - now) * G / (One - product)) / (Root(Corrected(V, Beta2)) + Epsilon));
    }

    private static Formula Change(Expression what, Expression to) => new(what, [to]) { Relation = "←" };

    /// <summary>mean ← kept·mean + (1 − kept)·fresh.</summary>
    private static Formula Mean(Expression mean, Expression kept, Expression fresh) => Change(mean, kept * mean + (One - kept) * fresh);

    private static Expression Corrected(Expression mean, Expression kept) => mean / (One - new Power(kept, T));

    private static Power Square(Expression x) => new Power(x, Two);

    private static Power Root(Expression x) => new Power(x, Half);
}
