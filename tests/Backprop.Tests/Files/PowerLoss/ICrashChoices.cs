namespace Backprop.Tests.Files.PowerLoss;

/// <summary>Decides what of the unsynced has reached the disk when the power fails.</summary>
internal interface ICrashChoices
{
    /// <summary>Whether a change of a folder has.</summary>
    bool Keeps();

    /// <summary>What is left of a file that only grew.</summary>
    /// <param name="synced">What is safe, the beginning of the other.</param>
    /// <param name="written">Everything that was written.</param>
    byte[] Torn(byte[] synced, byte[] written);
}
