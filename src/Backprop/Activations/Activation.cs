using System.Globalization;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// The function f of a neuron, a = f(x): weighted sum in, activation out; with the derivative that the backward pass needs.
/// Immutable; one object can serve any number of layers.
/// </summary>
public abstract class Activation
{
    private protected Activation() { }

    /// <summary>Name in files and on the command line, such as <c>relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The parameter of a function that has one (the slope of <c>leaky-relu</c>, the α of <c>elu</c>); otherwise null.</summary>
    public virtual float? Parameter => null;

    /// <summary>The same function in scalar double precision, as the derivation writes it.</summary>
    public abstract ReferenceActivation Reference { get; }

    /// <summary>Whether every activation lies between 0 and 1, as a probability must.</summary>
    public virtual bool GivesProbabilities => false;

    /// <summary>The initial weights that suit the function, used where a layer names none.</summary>
    public virtual Initializer DefaultInitializer => Initializer.GlorotUniform;

    /// <summary>Whether f′ is computed from the weighted sum, which must then be stored beside the activation.</summary>
    internal virtual bool NeedsWeightedSum => false;

    /// <summary>Whether a_i depends on x_i alone, so that rows can be computed apart from one another.</summary>
    internal virtual bool IsElementwise => true;

    /// <summary>The loops over a matrix, for the vector width in use.</summary>
    internal abstract ActivationKernel CreateKernel();

    /// <summary>Name and parameter, as <see cref="Parse"/> reads it: <c>relu</c>, <c>leaky-relu:0.2</c>.</summary>
    public override string ToString() =>
        Parameter is { } parameter ? Name + ":" + parameter.ToString("R", CultureInfo.InvariantCulture) : Name;

    /// <summary>a = x; f′ = 1.</summary>
    public static Activation Identity { get; } = new Identity();

    /// <summary>a = 1/(1 + e⁻ˣ); f′ = a(1 − a).</summary>
    public static Activation Sigmoid { get; } = new Sigmoid();

    /// <summary>a = tanh x; f′ = 1 − a².</summary>
    public static Activation Tanh { get; } = new Tanh();

    /// <summary>a = max(0, x); f′ = 1 where x &gt; 0, else 0 (also at 0, as in PyTorch).</summary>
    public static Activation Relu { get; } = new Relu();

    /// <summary>a = x where x &gt; 0, else slope·x, with slope 0.01.</summary>
    public static Activation LeakyRelu { get; } = new LeakyRelu(0.01f);

    /// <summary>a = x where x &gt; 0, else α(eˣ − 1), with α = 1 (Clevert et al., 2015).</summary>
    public static Activation Elu { get; } = new Elu(1);

    /// <summary>Self-normalizing ELU: a = λx where x &gt; 0, else λα(eˣ − 1) (Klambauer et al., 2017).</summary>
    public static Activation Selu { get; } = new Selu();

    /// <summary>a = x·Φ(x), Φ the standard normal distribution function, computed by erf (Hendrycks &amp; Gimpel, 2016).</summary>
    public static Activation Gelu { get; } = new Gelu();

    /// <summary>a = x/(1 + e⁻ˣ), also called swish (Elfwing et al., 2017).</summary>
    public static Activation Silu { get; } = new Silu();

    /// <summary>a = ln(1 + eˣ); f′ = 1/(1 + e⁻ˣ).</summary>
    public static Activation Softplus { get; } = new Softplus();

    /// <summary>a = x/(1 + |x|); f′ = 1/(1 + |x|)².</summary>
    public static Activation Softsign { get; } = new Softsign();

    /// <summary>a_i = e^{x_i}/Σ_k e^{x_k}: the probabilities of exclusive classes; needs at least two neurons.</summary>
    public static Activation Softmax { get; } = new Softmax();

    /// <summary>Names that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names => ActivationCatalog.Names;

    /// <summary>The activation of a name, with an optional parameter behind a colon: <c>tanh</c>, <c>leaky-relu:0.2</c>, <c>elu:0.5</c>.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, or the parameter does not fit it.</exception>
    public static Activation Parse(string text) => ActivationCatalog.Parse(text);
}
