using System.Text.Json;
using Backprop.Files;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Reads problem files: JSON with layers, inputs, targets, loss, reduction, optimizer and steps.
/// Comments and trailing commas are allowed; every error names the JSON path.
/// </summary>
public static class ProblemFile
{
    /// <summary>The longest file that is read: a problem states its numbers one by one.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>The most numbers that a trace of all steps may have, by an estimate: steps are a number in the file, and each would be kept.</summary>
    public const long MostTracedNumbers = 50_000_000;

    // Of a neuron and data point: sum, activation, derivative, delta, ∂L/∂a. Of a parameter: before, gradient, after, and two slots before and after.
    private const long NumbersOfNeuron = 5, NumbersOfParameter = 7;

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Reads the file at a path.</summary>
    /// <exception cref="InvalidInputException">The file is missing, is no JSON, or states something impossible.</exception>
    public static Problem Read(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path)) throw new InvalidInputException($"{path}: a folder, not a problem file.");
        if (!file.Exists) throw new InvalidInputException($"{path}: no such file. Give the path of a problem file (JSON).");
        if (file.Length > MostBytes) throw new InvalidInputException($"{path}: {file.Length} bytes; a problem file has at most {MostBytes}.");
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>Reads a problem from UTF-8 text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidInputException">It is no JSON, states something impossible, or asks for a trace of too many numbers.</exception>
    /// <remarks>Allocates at most 64 KiB and 256 bytes for each byte of the text.</remarks>
    public static Problem Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(mark) ? utf8[3..] : utf8, Options);
            return Read(new JsonPlace(document.RootElement, "$", name));
        }
        catch (InvalidOperationException exception)
        {
            // The search for names that stand twice meets it first.
            throw new InvalidInputException($"{name}: the name of a field has half of a surrogate pair.", exception);
        }
        catch (JsonException exception) when (FileKind.Of(utf8.Span[..Math.Min(utf8.Length, FileKind.HeadLength)]) is { } kind and not (FileKind.Json or FileKind.Text))
        {
            throw new InvalidInputException($"{name}: seems to be {kind}, not a problem file (JSON).", exception);
        }
        catch (JsonException exception)
        {
            throw new InvalidInputException(
                $"{name}: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: not JSON: {exception.Message.Split(" LineNumber")[0].ReplaceLineEndings(" ")}", exception);
        }
    }

    private static Problem Read(JsonPlace root)
    {
        root.AllowOnly("layers", "inputs", "targets", "loss", "reduction", "optimizer", "trainBiases", "steps", "trace");
        var layers = ReadLayers(root.Required("layers"));
        var inputs = ReadRows(root.Required("inputs"), layers[0].Inputs, "one for each input of the first layer");
        var targetsNode = root.Required("targets");
        var targets = ReadRows(targetsNode, layers[^1].Outputs, "one for each output of the last layer");
        if (targets.Length != inputs.Length) throw targetsNode.Error($"{targets.Length} rows for {inputs.Length} data points in $.inputs.");
        var loss = root.Optional("loss") is { } lossNode ? ReadLoss(lossNode, layers[^1].Activation, targets, targetsNode) : new ReferenceSquaredError();
        var problem = new Problem
        {
            Layers = layers,
            Inputs = inputs,
            Targets = targets,
            Loss = loss,
            Reduction = Choice(root.Optional("reduction"), ReferenceReduction.Mean, ("mean", ReferenceReduction.Mean), ("sum", ReferenceReduction.Sum)),
            Optimizer = root.Optional("optimizer") is { } optimizer ? ReadOptimizer(optimizer) : new OptimizerSettings(),
            TrainBiases = root.Optional("trainBiases")?.Flag() ?? true,
            Steps = root.Optional("steps")?.Whole(least: 1) ?? 1,
            TraceLastOnly = Choice(root.Optional("trace"), false, ("all", false), ("last", true)),
        };
        return TracedNumbers(problem) <= MostTracedNumbers ? problem : throw (root.Optional("steps") ?? root).Error(
            $"a trace of all steps would have more than {MostTracedNumbers} numbers. Take fewer steps, or write \"trace\": \"last\".");
    }

    private static double TracedNumbers(Problem problem) => problem.TraceLastOnly ? 0 : (double)problem.Steps
        * problem.Layers.Sum(layer => ((double)NumbersOfNeuron * problem.Inputs.Length * layer.Outputs) + (NumbersOfParameter * ((layer.Inputs + 1.0) * layer.Outputs)));

    private static List<ReferenceDense> ReadLayers(JsonPlace node)
    {
        var layers = new List<ReferenceDense>();
        foreach (var layer in node.Items()) layers.Add(ReadLayer(layer, layers.Count == 0 ? null : layers[^1].Outputs));
        return layers.Count > 0 ? layers : throw node.Error("an empty list; a network needs at least one layer.");
    }

    private static ReferenceDense ReadLayer(JsonPlace node, int? inputs)
    {
        node.AllowOnly("activation", "weights", "biases");
        var weightsNode = node.Required("weights");
        double[][] rows = ReadRows(weightsNode, inputs, inputs is null ? "as many as the row before" : "one for each output of the layer before");
        var weights = new double[rows.Length, rows[0].Length];
        for (int output = 0; output < rows.Length; output++)
            for (int input = 0; input < rows[0].Length; input++) weights[output, input] = rows[output][input];
        double[] biases = node.Optional("biases")?.Numbers(rows.Length, "one for each row of weights") ?? new double[rows.Length];
        return new ReferenceDense(weights, biases, ReadActivation(node, rows.Length));
    }

    private static ReferenceActivation ReadActivation(JsonPlace layer, int neurons)
    {
        if (layer.Optional("activation") is not { } node) return Activation.Identity.Reference;
        try
        {
            var activation = Activation.Parse(node.Text());
            if (neurons == 1 && activation is Softmax) throw node.Error("a softmax of a single neuron is always 1. Use sigmoid.");
            return activation.Reference;
        }
        catch (InvalidInputException exception) when (!exception.Message.Contains('$', StringComparison.Ordinal))
        {
            throw node.Error(exception.Message);
        }
    }

    private static ReferenceLoss ReadLoss(JsonPlace node, ReferenceActivation output, double[][] targets, JsonPlace targetsNode)
    {
        Loss loss;
        try
        {
            loss = Loss.Parse(node.Text());
            loss.CheckOutputs(Activation.Parse(output.Name));
        }
        catch (InvalidInputException exception) when (!exception.Message.Contains('$', StringComparison.Ordinal))
        {
            throw node.Error(exception.Message);
        }
        for (int row = 0; row < targets.Length; row++)
            for (int column = 0; column < targets[row].Length; column++)
                if (loss.NeedsProbabilities && (targets[row][column] < 0 || targets[row][column] > 1))
                    throw targetsNode.Items()[row].Items()[column].Error($"loss '{loss.Name}' needs targets between 0 and 1. Use squared-error for numbers.");
        return loss.Reference;
    }

    private static OptimizerSettings ReadOptimizer(JsonPlace node)
    {
        string name = Choice(node.Optional("name"), "sgd", [.. OptimizerCatalog.Rules.Select(known => (known, known))]);
        var settings = OptimizerCatalog.Defaults(name);
        var known = settings.Names.ToHashSet();
        node.AllowOnly(["name", .. known]);
        foreach (var option in OptimizerSettings.Numbers)
            if (known.Contains(option.Name) && node.Optional(option.Name) is { } given) settings = option.Set(settings, InRange(given, option));
        foreach (var option in OptimizerSettings.Flags)
            if (known.Contains(option.Name) && node.Optional(option.Name) is { } given) settings = option.Set(settings, given.Flag());
        return settings;
    }

    private static double InRange(JsonPlace node, OptimizerOption<double> option) => node.Number() switch
    {
        < 0 => throw node.Error("expected 0 or more."),
        0 when option.IsDivisor => throw node.Error("expected a number above 0."),
        >= 1 when option.IsShare => throw node.Error("expected a number from 0 to below 1."),
        var value => value,
    };

    private static double[][] ReadRows(JsonPlace node, int? columns, string what)
    {
        var rows = new List<double[]>();
        foreach (var item in node.Items())
        {
            rows.Add(item.Numbers(columns, what));
            columns ??= rows[0].Length;
        }
        return rows.Count > 0 ? [.. rows] : throw node.Error("an empty list; expected at least one row.");
    }

    private static T Choice<T>(JsonPlace? node, T otherwise, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (node is not { } given) return otherwise;
        string text = given.Text();
        foreach (var (name, value) in choices)
            if (name == text) return value;
        string known = string.Join(", ", choices.ToArray().Select(choice => choice.Name));
        throw given.Error($"unknown \"{text}\". Known: {known}.");
    }
}
