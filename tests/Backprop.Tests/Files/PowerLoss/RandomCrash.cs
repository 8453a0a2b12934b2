namespace Backprop.Tests.Files.PowerLoss;

/// <summary>At random; what is missing of a file is zeros, or whatever was on the disk before.</summary>
internal sealed class RandomCrash(Random random) : ICrashChoices
{
    private readonly int _sector = random.Next(2) == 0 ? 512 : 4096;

    public bool Keeps() => random.Next(2) == 0;

    public byte[] Torn(byte[] synced, byte[] written)
    {
        byte[] torn = written[..random.Next(synced.Length, written.Length + 1)];
        for (int at = synced.Length / _sector * _sector; at < torn.Length; at += _sector)
        {
            var missing = torn.AsSpan(Math.Max(at, synced.Length)..Math.Min(at + _sector, torn.Length));
            switch (random.Next(4))
            {
                case 0: missing.Clear(); break;
                case 1: random.NextBytes(missing); break;
            }
        }
        return torn;
    }
}
