using System.Text.Json;
using Backprop.Files;

namespace Backprop;

/// <summary>
/// A model as one safetensors file: tensors <c>layers.0.weight</c> [out, in], <c>layers.0.bias</c> [out], …, with the buffers of layers that have some, and in the metadata
/// <c>format</c>, <c>network</c>, <c>schema</c> and <c>training</c>. The layout stands in docs/file-format.md.
/// </summary>
public static class ModelFile
{
    /// <summary>What <c>format</c> says in a file that this version writes.</summary>
    public const string Format = "backprop/1";

    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Writes the model, atomically; the same model gives the same bytes.</summary>
    /// <exception cref="InvalidInputException">The place cannot be written to, or a layer's settings could not be read again; what was there is unchanged.</exception>
    public static void Write(Model model, string path) => SafeTensors.Write(path, ToSafeTensors(model));

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or not a model; the message says where.</exception>
    public static Model Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path)) throw new InvalidInputException(NoModel(path, "is a folder"));
        try
        {
            return FromSafeTensors(SafeTensors.Read(path), path);
        }
        catch (InvalidInputException exception) when (FileKind.Of(path) is { } kind and not (FileKind.Model or FileKind.Checkpoint or FileKind.Tensors))
        {
            throw new InvalidInputException(NoModel(path, $"seems to be {kind}"), exception);
        }
    }

    private static string NoModel(string path, string finding) => $"{Printable.Path(path)}: {finding}, not a model. Give a file that 'train' wrote.";

    private static SafeTensorsFile ToSafeTensors(Model model)
    {
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["network"] = Readable(NetworkJson.Write(model.Network, model.Loss, model.Members.Count)),
            ["schema"] = SchemaJson.Write(model.Schema),
        };
        if (model.Training is { } training) metadata["training"] = TrainingJson.Write(training);
        return new SafeTensorsFile(Named(model.Members).Select(named => ToTensor(named.Name, named.Parameter)), metadata);
    }

    private static Model FromSafeTensors(SafeTensorsFile file, string path)
    {
        if (!file.Metadata.TryGetValue("format", out string? format))
            throw new InvalidInputException($"{path}: a safetensors file, but not a Backprop model: its metadata has no 'format'. Give a file that 'train' wrote.");
        if (format == CheckpointFile.Format)
            throw new InvalidInputException($"{path}: is a checkpoint, not a model. Go on with the training that wrote it: at its end it saves the model.");
        if (format != Format)
            throw new InvalidInputException($"{path}: format '{format}' is not known; this version reads '{Format}'. Update Backprop, or train again.");
        if (file.Integrity != Integrity.Verified)
            throw new InvalidInputException($"{path}: a Backprop model without its digests, so that damage could not be noticed. Let the program that wrote it add 'sha256' and 'headerSha256' (docs/file-format.md), or train again.");
        var read = Parse(file, path, "network", json => NetworkJson.ReadAll(json, file.Tensors.Count));
        var schema = Parse(file, path, "schema", SchemaJson.Read);
        var training = file.Metadata.ContainsKey("training") ? Parse(file, path, "training", TrainingJson.Read) : null;
        CheckTensors(file, path, read[0].Inputs, [.. read.Select(member => member.Layers)]);
        Network[] members = [.. read.Select(member => Network.WithoutInitialWeights(member.Inputs, member.Layers))];
        foreach (var (name, parameter) in Named(members)) Fill(parameter, file.Tensor(name).ToArray<float>(), path, name);
        if (members.SelectMany(member => member.Layers).Select(layer => layer.Fault).OfType<string>().FirstOrDefault() is { } fault)
            throw new InvalidInputException($"{path}: {fault}. The file is damaged or was edited.");
        return new Model(members, read[0].Loss, schema, training);
    }

    /// <summary>Custom layers write settings of their own; a file that could never be read again must not be written.</summary>
    private static string Readable(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonOptions);
            return json;
        }
        catch (JsonException exception)
        {
            throw new InvalidInputException(
                $"The settings of a custom layer could not be read again: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Let WriteSettings write each property once, 'type' not at all, and nothing deep.", exception);
        }
    }

    private static IEnumerable<(string Name, Parameter Parameter)> Named(IReadOnlyList<Network> members) =>
        members.SelectMany((member, index) => member.NamedState.Select(named => (Prefix(index, members.Count) + named.Name, named.Parameter)));

    /// <summary>What the names of a member's tensors begin with; nothing where it is the only one.</summary>
    private static string Prefix(int member, int members) => members == 1 ? "" : $"members.{member}.";

    private static SafeTensor ToTensor(string name, Parameter parameter)
    {
        var (rows, columns) = (parameter.Value.Rows, parameter.Value.Columns);
        var values = new float[checked(rows * columns)];
        for (int row = 0; row < rows; row++) parameter.Value.Numbers(row).CopyTo(values.AsSpan(row * columns));
        return parameter.IsVector ? SafeTensor.Of(name, values, rows) : SafeTensor.Of(name, values, rows, columns);
    }

    /// <summary>Before a network is allocated: the tensors in the file must be those that its layers need.</summary>
    private static void CheckTensors(SafeTensorsFile file, string path, int inputs, IReadOnlyList<IReadOnlyList<Layer>> members)
    {
        var expected = new HashSet<string>();
        for (int member = 0; member < members.Count; member++) CheckTensors(file, path, (Prefix(member, members.Count), inputs, members[member]), expected);
        if (file.Tensors.Keys.FirstOrDefault(name => !expected.Contains(name)) is { } stray)
            throw new InvalidInputException($"{path}: tensor '{stray}' belongs to no layer of the network. The file is damaged or was edited.");
    }

    private static void CheckTensors(SafeTensorsFile file, string path, (string Prefix, int Inputs, IReadOnlyList<Layer> Layers) member, HashSet<string> expected)
    {
        var (prefix, inputs, layers) = member;
        for (int index = 0; index < layers.Count; index++)
        {
            foreach (var (parameter, shape) in layers[index].ParameterShapes(inputs).Concat(layers[index].BufferShapes(inputs)))
            {
                string name = $"{prefix}layers.{index}.{parameter}";
                expected.Add(name);
                var tensor = file.Tensor(name);
                if (!tensor.Shape.SequenceEqual(shape))
                    throw new InvalidInputException($"{path}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], but the network needs [{string.Join(", ", shape)}]. The file is damaged or was edited.");
            }
            inputs = layers[index].OutputsFor(inputs);
        }
    }

    private static void Fill(Parameter parameter, float[] values, string path, string name)
    {
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is var bad && bad >= 0)
            throw new InvalidInputException($"{path}: tensor '{name}' holds a number that is not finite, at element {bad}. The file is damaged or was edited.");
        var matrix = parameter.Value;
        for (int row = 0; row < matrix.Rows; row++) values.AsSpan(row * matrix.Columns, matrix.Columns).CopyTo(matrix.Numbers(row));
        parameter.NoteChange();
    }

    private static T Parse<T>(SafeTensorsFile file, string path, string key, Func<JsonElement, T> read)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
            throw new InvalidInputException($"{path}: its metadata has no '{key}'. Give a file that 'train' wrote.");
        try
        {
            using var document = JsonDocument.Parse(text, JsonOptions);
            return read(document.RootElement);
        }
        catch (UnregisteredLayerException exception)
        {
            throw new InvalidInputException($"{path}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidInputException)
        {
            throw new InvalidInputException($"{path}: metadata '{key}': {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}. The file is damaged or was edited.", exception);
        }
    }
}
