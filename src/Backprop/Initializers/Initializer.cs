using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// How weights start. Each weight is a pure function of (seed, layer, its index): the same on every machine.
/// Biases start at 0. Fan-in is the number of inputs of a layer, fan-out the number of its outputs.
/// </summary>
public abstract class Initializer
{
    private protected Initializer(string name) => Name = name;

    /// <summary>Name in files and on the command line, such as <c>he-normal</c>.</summary>
    public string Name { get; }

    /// <summary>Uniform in ±√(6/(fan-in + fan-out)): variance 2/(fan-in + fan-out) (Glorot &amp; Bengio, 2010).</summary>
    public static Initializer GlorotUniform { get; } = new UniformInitializer("glorot-uniform", (fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>Normal with standard deviation √(2/(fan-in + fan-out)) (Glorot &amp; Bengio, 2010).</summary>
    public static Initializer GlorotNormal { get; } = new NormalInitializer("glorot-normal", (fanIn, fanOut) => Math.Sqrt(2.0 / (fanIn + fanOut)));

    /// <summary>Uniform in ±√(6/fan-in): variance 2/fan-in (He et al., 2015).</summary>
    public static Initializer HeUniform { get; } = new UniformInitializer("he-uniform", (fanIn, _) => Math.Sqrt(6.0 / fanIn));

    /// <summary>Normal with standard deviation √(2/fan-in) (He et al., 2015).</summary>
    public static Initializer HeNormal { get; } = new NormalInitializer("he-normal", (fanIn, _) => Math.Sqrt(2.0 / fanIn));

    /// <summary>Normal with standard deviation √(1/fan-in) (LeCun et al., 1998).</summary>
    public static Initializer LecunNormal { get; } = new NormalInitializer("lecun-normal", (fanIn, _) => Math.Sqrt(1.0 / fanIn));

    /// <summary>Uniform in ±1/√fan-in: what PyTorch's Linear starts from.</summary>
    public static Initializer Uniform { get; } = new UniformInitializer("uniform", (fanIn, _) => 1 / Math.Sqrt(fanIn));

    /// <summary>All 0. Hidden neurons that start equal stay equal: of use only without hidden layers, or to study just that.</summary>
    public static Initializer Zeros { get; } = new ZerosInitializer();

    /// <summary>Every initializer, in the order in which help lists them.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunNormal, Uniform, Zeros];

    /// <summary>The initializer of a name.</summary>
    /// <exception cref="InvalidInputException">The name is unknown.</exception>
    public static Initializer Parse(string name) =>
        All.FirstOrDefault(initializer => initializer.Name == name)
        ?? throw new InvalidInputException($"Unknown initializer '{name}'. Known: {string.Join(", ", All.Select(known => known.Name))}.");

    /// <summary>Fills weights <c>[outputs, inputs]</c>; weight (o, i) is drawn at index o·inputs + i.</summary>
    internal void Fill(Matrix weights, ulong seed, uint layer)
    {
        var random = new CounterRandom(seed, RandomPurpose.InitialWeights, layer);
        for (int output = 0; output < weights.Rows; output++)
        {
            var row = weights.Numbers(output);
            for (int input = 0; input < row.Length; input++)
                row[input] = Draw(random, (ulong)output * (ulong)row.Length + (ulong)input, fanIn: row.Length, fanOut: weights.Rows);
        }
    }

    private protected abstract float Draw(CounterRandom random, ulong index, int fanIn, int fanOut);
}
