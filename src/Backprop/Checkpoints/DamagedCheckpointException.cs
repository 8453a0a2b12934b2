namespace Backprop;

/// <summary>A checkpoint is not what was written: nobody can go on from it any more.</summary>
internal sealed class DamagedCheckpointException : InvalidInputException
{
    public DamagedCheckpointException(string message) : base(message) { }

    public DamagedCheckpointException(string message, Exception innerException) : base(message, innerException) { }
}
