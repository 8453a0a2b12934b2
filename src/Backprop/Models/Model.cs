using System.Buffers;
using System.Security.Cryptography;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A network with everything that its use needs: what its columns are, how they are scaled, which classes it knows,
/// and how it was trained. Takes raw values, gives answers in the data's own terms, lives in one file.
/// </summary>
public sealed class Model
{
    /// <summary>Puts a model together.</summary>
    /// <exception cref="InvalidInputException">The schema does not fit the network, or the loss its last layer.</exception>
    public Model(Network network, Loss loss, ModelSchema schema, TrainingRecord? training = null) : this([network], loss, schema, training)
    {
    }

    /// <summary>Puts an ensemble together: networks of one structure, whose outputs are averaged.</summary>
    /// <exception cref="InvalidInputException">There is no network, they differ, the schema does not fit them, or the loss their last layer.</exception>
    public Model(IReadOnlyList<Network> members, Loss loss, ModelSchema schema, TrainingRecord? training = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0) throw new InvalidInputException("A model needs at least one network.");
        var network = members[0];
        string structure = NetworkJson.Write(network, loss);
        if (members.FirstOrDefault(member => NetworkJson.Write(member, loss) != structure) is { } other)
            throw new InvalidInputException($"The members of an ensemble have one structure, but {other} is another one than {network}.");
        loss.CheckOutputs(network.Layers[^1].Activation);
        Expect("features", schema.Features.Count, network.Inputs);
        Expect(schema.IsClassification ? "classes" : "targets", schema.Classes?.Count ?? schema.Targets.Count, network.Outputs);
        if (schema.InputScaling is { } inputs) Expect("scaled inputs", inputs.Columns, network.Inputs);
        if (schema.TargetScaling is { } targets) Expect("scaled targets", targets.Columns, network.Outputs);
        if (schema.Columns is { } columns && !columns.SelectMany(column => column.Features).SequenceEqual(schema.Features))
            throw new InvalidInputException("The schema's features are not those of its columns.");
        if (training?.ClassWeights is { } weights) Expect("class weights", weights.Count, members[0].Outputs);
        (Members, Loss, Schema, Training) = ([.. members], loss, schema, training);

        void Expect(string what, int given, int expected)
        {
            if (given != expected) throw new InvalidInputException($"The schema has {given} {what}, but the network {network} needs {expected}.");
        }
    }

    /// <summary>The network, which sees scaled values; of an ensemble the first.</summary>
    public Network Network => Members[0];

    /// <summary>The networks whose outputs are averaged; usually one.</summary>
    public IReadOnlyList<Network> Members { get; }

    /// <summary>The fingerprint of all parameters, member by member; of a single network its <see cref="Network.Sha256"/>.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var member in Members) member.AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The loss that the network was trained with.</summary>
    public Loss Loss { get; }

    /// <summary>Columns, scaling and classes.</summary>
    public ModelSchema Schema { get; }

    /// <summary>How the network was trained; null where that is not known.</summary>
    public TrainingRecord? Training { get; }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or not a model; the message says where.</exception>
    public static Model Load(string path) => ModelFile.Read(path);

    /// <summary>Writes a model file, atomically: a file of that name is replaced by the complete new one or not at all.</summary>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    public void Save(string path) => ModelFile.Write(this, path);

    /// <summary>The same model with the networks that <see cref="Network.FoldNormalization"/> makes, for predictions.</summary>
    /// <inheritdoc cref="Network.FoldNormalization"/>
    public Model FoldNormalization() => new([.. Members.Select(member => member.FoldNormalization())], Loss, Schema, Training);

    /// <summary>
    /// Answers for raw data points: for classes one output (a probability, with softmax) a class, for numbers the numbers in their own units.
    /// Allocates nothing from the second call on.
    /// </summary>
    /// <param name="inputs">Raw values, row-major <c>[points, features]</c>.</param>
    /// <param name="outputs">Receives <c>[points, outputs]</c>.</param>
    /// <exception cref="InvalidInputException">A value is so large that the answer would not be finite.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (Schema.InputScaling is not { } scaling)
        {
            Ensemble.Predict(Members, inputs, outputs);
        }
        else
        {
            float[] scaled = ArrayPool<float>.Shared.Rent(inputs.Length);
            int width = Network.Inputs;
            for (int first = 0; first + width <= inputs.Length; first += width)
                scaling.Apply(inputs.Slice(first, width), scaled.AsSpan(first, width));
            Ensemble.Predict(Members, scaled.AsSpan(0, inputs.Length), outputs);
            ArrayPool<float>.Shared.Return(scaled);
        }
        if (Schema.TargetScaling is { } targets)
            for (int i = 0; i < outputs.Length; i++) outputs[i] = targets.Undo(outputs[i], i % Network.Outputs);
        for (int i = 0; i < outputs.Length; i++)
            if (!float.IsFinite(outputs[i])) throw NoAnswer(inputs.Slice(i / Network.Outputs * Network.Inputs, Network.Inputs));
    }

    /// <summary>Names the input that is largest for its column: most likely the one that no float can be computed with.</summary>
    private InvalidInputException NoAnswer(ReadOnlySpan<float> inputs)
    {
        int largest = 0;
        for (int feature = 1; feature < inputs.Length; feature++)
            if (!(Math.Abs(inputs[feature]) <= Math.Abs(inputs[largest]))) largest = feature;
        return new InvalidInputException(FormattableString.Invariant(
            $"The model has no finite answer for a row whose '{Schema.Features[largest]}' is {inputs[largest]}. Correct the value, or leave out the row."));
    }

    /// <summary>The answer for one raw data point.</summary>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        var outputs = new float[Network.Outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>The class that outputs speak for: that of the largest, the first among equals.</summary>
    /// <param name="outputs">One output a class, as <see cref="Predict(ReadOnlySpan{float})"/> gives them.</param>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public string ClassOf(ReadOnlySpan<float> outputs)
    {
        if (Schema.Classes is not { } classes) throw new InvalidOperationException("The model predicts numbers, not classes.");
        int largest = 0;
        for (int output = 1; output < outputs.Length; output++)
            if (outputs[output] > outputs[largest]) largest = output;
        return classes[largest];
    }

    /// <summary>Loss and metrics on raw data.</summary>
    /// <param name="data">The data, with the features and targets of the schema.</param>
    /// <param name="threads">Threads that share the work; null for one a physical core.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    public Evaluation Evaluate(Dataset data, int? threads = null)
    {
        var scaled = RequireFit(data, threads);
        return Evaluate(new RowWindows(scaled), threads);
    }

    private Dataset RequireFit(Dataset data, int? threads)
    {
        TrainingOptions.CheckThreads(threads);
        var scaled = Schema.Scale(data);
        DataCheck.Fits(Network, Loss, scaled);
        return scaled;
    }

    /// <summary>The same for data that need not be in memory at once, with the same bits.</summary>
    /// <inheritdoc cref="Evaluate(Dataset, int?)"/>
    public Evaluation Evaluate(BlockSource data, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        TrainingOptions.CheckThreads(threads);
        var windows = new RowWindows(new ScaledBlocks(data, Schema.InputScaling, Schema.TargetScaling));
        DataCheck.FitsShape(Network, windows.Data);
        return Evaluate(windows, threads);
    }

    private Evaluation Evaluate(RowWindows scaled, int? threads, ProgressPart? progress = null, CancellationToken cancellation = default)
    {
        using var team = new ThreadTeam(threads ?? Processor.PhysicalCores);
        return new Evaluator(Members, Loss, scaled, team, Schema.TargetScaling).Evaluate(progress, cancellation);
    }

    /// <summary>Everything that is to be said of the model on raw data, beside a baseline.</summary>
    /// <param name="data">The data, with the features and targets of the schema.</param>
    /// <param name="threads">Threads that share the work; null for one a physical core.</param>
    /// <param name="progress">Is told of the share that is done; null (the default) for nobody.</param>
    /// <param name="cancellation">Ends it without a result; default never.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Assessment Assess(Dataset data, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var scaled = RequireFit(data, threads);
        // Every row goes through the network twice: for loss and metrics, and for its outputs, which are ranked then.
        var evaluation = Evaluate(new RowWindows(scaled), threads, ProgressPart.Of(progress, 0, 0.4), cancellation);
        return Assess(evaluation, data, ProgressPart.Of(progress, 0.4, 1), cancellation);
    }

    /// <summary>
    /// The same for data that need not be in memory at once. Loss, accuracy, confusion, R², and root mean squared and mean absolute error are of
    /// all rows; what needs their order (areas, medians, quantiles) and the rest are too while there are no more than 32,768 rows, or as many
    /// as 64 MiB hold, and else of a sample of so many.
    /// </summary>
    /// <inheritdoc cref="Evaluate(Dataset, int?)"/>
    public Assessment Assess(BlockSource data, int? threads = null)
    {
        const int MostRows = 1 << 15, MostBytes = 64 << 20;
        var evaluation = Evaluate(data, threads);
        int most = Math.Clamp(MostBytes / (sizeof(float) * (data.Features + data.Outputs)), 1, MostRows);
        return Assess(evaluation, data.Sample(most)) with { Rows = data.Count };
    }

    private Assessment Assess(Evaluation evaluation, Dataset data, ProgressPart? progress = null, CancellationToken cancellation = default)
    {
        const int Portion = 1 << 12;
        var outputs = new float[checked(data.Count * Network.Outputs)];
        var predicted = ProgressPart.Of(progress, 0, 2 / 3.0);
        for (int first = 0; first < data.Count; first += Portion)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(Portion, data.Count - first);
            Predict(data.Inputs.Values.Slice(first * data.Features, rows * data.Features), outputs.AsSpan(first * Network.Outputs, rows * Network.Outputs));
            predicted?.Report((double)(first + rows) / data.Count);
        }
        var assessment = evaluation is ClassificationEvaluation classes
            ? ClassificationAssessment.Of(classes, data, outputs, Network.Layers[^1].Activation is Softmax, ProgressPart.Of(progress, 2 / 3.0, 1), cancellation)
            : (Assessment)RegressionAssessment.Of((RegressionEvaluation)evaluation, data, outputs);
        progress?.Report(1);
        return assessment;
    }
}
