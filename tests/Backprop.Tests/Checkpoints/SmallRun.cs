using Backprop.Data;

namespace Backprop.Tests.Checkpoints;

/// <summary>A run of some milliseconds, for disks and processes that fail: of one network, or of several, each with a part of the store.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="train">Trains it from what a store holds, with its checkpoints there, and gives the fingerprint of all its weights.</param>
internal sealed class SmallRun(string name, Func<Checkpointing?, string> train)
{
    private static readonly Dataset Data = SyntheticData.Separable(40);

    private readonly Lazy<string> _expected = new(() => train(null));

    /// <summary>One network of a few weights.</summary>
    public static SmallRun OneNetwork { get; } = new("one network", checkpoints =>
    {
        var network = new Network(2, [new Dense(2, Activation.Softmax)]);
        new Trainer(network, Loss.CrossEntropy, new Adam(), new TrainingOptions { Epochs = 4, BatchSize = 20, Threads = 1, Checkpoints = checkpoints }).Train(Data);
        return network.Sha256();
    });

    /// <summary>The fingerprint without any interruption.</summary>
    public string Expected => _expected.Value;

    /// <summary>Ensembles of two to four members and cross-validations into as many folds, in turn.</summary>
    /// <param name="number">Which one.</param>
    public static SmallRun OfSeveral(long number)
    {
        int count = 2 + (int)(number / 2 % 3);
        return number % 2 == 0 ? Ensemble(count, (ulong)number) : CrossValidation(count, (ulong)number);
    }

    /// <summary>Trains it, or goes on with it.</summary>
    public string Train(Checkpointing? checkpoints) => train(checkpoints);

    public override string ToString() => name;

    private static SmallRun Ensemble(int members, ulong seed) => new(FormattableString.Invariant($"an ensemble of {members} with seed {seed}"), checkpoints =>
    {
        var ensemble = new EnsembleTraining(new ModelTraining(Data, Options(seed, checkpoints)), members);
        while (ensemble.Done < members) ensemble.RunNext();
        return ensemble.Model.Sha256();
    });

    /// <summary>Folds, each with data of its own, and the model that follows them.</summary>
    private static SmallRun CrossValidation(int folds, ulong seed) => new(FormattableString.Invariant($"a cross-validation into {folds} folds with seed {seed}"), checkpoints =>
    {
        var fingerprints = new List<string>();
        for (int fold = 1; fold <= folds; fold++)
        {
            var parts = Data.Split(0.2, seed + (ulong)fold);
            fingerprints.Add(Train(parts.Rest, FormattableString.Invariant($"fold-{fold}-of-{folds}"), isFirst: fold == 1));
        }
        fingerprints.Add(Train(Data, "model", isFirst: false));
        return string.Join(' ', fingerprints);

        string Train(Dataset data, string part, bool isFirst)
        {
            var training = new ModelTraining(data, Options(seed, checkpoints?.ForPart(part, isFirst)));
            training.Run();
            return training.Network.Sha256();
        }
    });

    private static ModelOptions Options(ulong seed, Checkpointing? checkpoints) => new()
    {
        Hidden = [2],
        Validation = 0,
        Training = new TrainingOptions { Epochs = 2, BatchSize = 10, Threads = 1, Patience = null, Seed = seed, Checkpoints = checkpoints },
    };
}
