namespace Backprop.Tests.Files.PowerLoss;

/// <summary>Everything that was not synced is there, or nothing of it.</summary>
internal sealed class ExtremeCrash : ICrashChoices
{
    private readonly bool _keeps;

    private ExtremeCrash(bool keeps) => _keeps = keeps;

    public static ExtremeCrash KeepingAll { get; } = new(true);

    public static ExtremeCrash KeepingNothing { get; } = new(false);

    public bool Keeps() => _keeps;

    public byte[] Torn(byte[] synced, byte[] written) => _keeps ? written : synced;
}
