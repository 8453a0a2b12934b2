using Backprop.Files;

namespace Backprop;

/// <summary>
/// One checkpoint as a safetensors file: a tensor for each matrix of the state, and in the metadata <c>format</c>, <c>run</c>
/// (what the run is, JSON) and <c>state.*</c> (its numbers). The layout stands in docs/file-format.md.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>What <c>format</c> says in a file that this version writes.</summary>
    public const string Format = "backprop-checkpoint/1";

    /// <summary>How the metadata keys of a state's numbers begin.</summary>
    public const string StatePrefix = "state.";

    private const string RunKey = "run", FormatKey = "format";

    public static void Write(Stream stream, StateCapture capture, RunIdentity identity) =>
        SafeTensors.Write(stream, capture.ToFile([new(FormatKey, Format), new(RunKey, identity.ToJson())]));

    /// <summary>Reads a file and checks every byte of it.</summary>
    /// <exception cref="DamagedCheckpointException">It is not what was written.</exception>
    /// <exception cref="InvalidInputException">It is whole, but no checkpoint, or one of another version.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public static (SafeTensorsFile Content, string Run) Read(Stream stream, string name)
    {
        var file = ReadWhole(stream, name);
        if (file.Metadata.GetValueOrDefault(FormatKey) is var format && format != Format)
            throw new InvalidInputException($"{name}: {(format is null ? "no checkpoint" : $"format '{format}' is not known; this version reads '{Format}'")}. Give a folder of checkpoints that this version wrote.");
        if (file.Integrity != Integrity.Verified) throw new DamagedCheckpointException($"{name}: a checkpoint without its digests, so that damage could not be noticed.");
        return (file, file.Metadata.GetValueOrDefault(RunKey) ?? throw new InvalidInputException($"{name}: a checkpoint that does not say of which run."));
    }

    private static SafeTensorsFile ReadWhole(Stream stream, string name)
    {
        try
        {
            return SafeTensors.Read(stream, name);
        }
        catch (InvalidInputException exception)
        {
            throw new DamagedCheckpointException(exception.Message, exception);
        }
    }
}
