namespace Backprop.Files;

/// <summary>Builds the one line for a file whose content cannot be what it claims: file, place, finding, fix.</summary>
internal sealed class Damage(string path)
{
    private const string Fix = "The file is damaged or no safetensors file: use another copy, or save it again.";

    /// <summary>The file's name as messages show it.</summary>
    public string File { get; } = Printable.Path(path);

    public InvalidInputException In(string finding) => new($"{File}: {finding}. {Fix}");

    public InvalidInputException At(long offset, string finding) => new($"{File}, offset {offset}: {finding}. {Fix}");

    public InvalidInputException Changed(string part, string key, string stored, string computed) => new(
        $"{File}: the {part} changed since the file was written: {key} says {Printable.Quoted(stored)} but the bytes give {Printable.Quoted(computed)}."
        + $" Use another copy; if a program changed the file on purpose, have it write {Digests.TensorKey} and {Digests.HeaderKey} anew.");
}
