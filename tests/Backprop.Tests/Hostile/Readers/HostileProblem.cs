using System.Text;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of problem files: JSON with every number of some steps of back-propagation.</summary>
internal sealed class HostileProblem : HostileReader
{
    private const int MostSteps = 20;

    private static readonly string[] Problems =
    [
        """
        { "layers": [ {"activation":"sigmoid", "weights":[[0.15,0.2],[0.25,0.3]], "biases":[0.35,0.35]},
                      {"activation":"leaky-relu:0.3", "weights":[[0.4,0.45],[0.5,0.55]], "biases":[0.6,0.6]} ],
          "inputs": [[0.05,0.1]], "targets": [[0.01,0.99]], "loss": "squared-error", // a comment
          "reduction": "mean", "optimizer": {"name":"sgd","learningRate":0.25,"momentum":0.5,"nesterov":false,"weightDecay":0.1},
          "trainBiases": true, "steps": 2, "trace": "all", }
        """,
        """
        {"layers":[{"weights":[[1,2,3],[4,5,6]],"activation":"softmax"}],"inputs":[[1,0,1],[0,1,0]],"targets":[[1,0],[0,1]],"loss":"cross-entropy",
         "optimizer":{"name":"adam","learningRate":0.01,"beta1":0.9,"beta2":0.999},"steps":3,"trace":"last","reduction":"sum"}
        """,
        """{"layers":[{"weights":[[1]],"activation":"sigmoid"}],"inputs":[[1]],"targets":[[1]],"loss":"binary-cross-entropy","optimizer":{"name":"rprop"}}""",
    ];

    private byte[] _file = [];
    private Problem? _problem;

    public override string Name => "problem";

    public override long MostAllocated(long length) => (64 << 10) + (256 * length);

    public override void Put(byte[] file) => _file = file;

    public override void Load() => _problem = ProblemFile.Parse(_file, "problem.json");

    public override void Use()
    {
        if (_problem!.Steps <= MostSteps) Tracer.Run(_problem, check: true, numbersPerParameter: 3);
    }

    protected override IReadOnlyList<byte[]> MakeOriginals() => [.. Problems.Select(Encoding.UTF8.GetBytes)];

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        string text = Encoding.UTF8.GetString(file);
        for (int edits = 1 + chance.Below(3); edits > 0; edits--) text = JsonEdits.Edit(text, chance);
        return [.. chance.OneIn(20) ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
    }
}
