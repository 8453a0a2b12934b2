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

/// <summary>
/// All of them, one after the other: every subset of a folder's changes; of a file the synced part, everything, every cut at a sector,
/// and every single sector missing.
/// </summary>
internal sealed class EveryCrash(int sector) : ICrashChoices
{
    // The digits of a number that counts the combinations, each with its base; found while they are asked for.
    private readonly List<(int Value, int Count)> _digits = [];
    private int _position;

    public bool Keeps() => Next(2) == 1;

    public byte[] Torn(byte[] synced, byte[] written)
    {
        int first = synced.Length / sector, sectors = (written.Length + sector - 1) / sector - first, choice = Next(2 + 2 * sectors);
        if (choice < 2) return choice == 0 ? synced : written;
        int at = (first + (choice - 2) / 2) * sector;
        if (choice % 2 == 0) return written[..Math.Max(synced.Length, at)];
        byte[] torn = [.. written];
        Array.Clear(torn, Math.Max(synced.Length, at), Math.Min(written.Length, at + sector) - Math.Max(synced.Length, at));
        return torn;
    }

    /// <summary>Goes on to the next combination.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Advance()
    {
        _digits.RemoveRange(_position, _digits.Count - _position);
        _position = 0;
        while (_digits.Count > 0)
        {
            var (value, count) = _digits[^1];
            _digits.RemoveAt(_digits.Count - 1);
            if (value + 1 >= count) continue;
            _digits.Add((value + 1, count));
            return true;
        }
        return false;
    }

    private int Next(int count)
    {
        if (_position == _digits.Count) _digits.Add((0, count));
        return _digits[_position++].Value;
    }
}

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
