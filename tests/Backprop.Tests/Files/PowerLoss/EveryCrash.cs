namespace Backprop.Tests.Files.PowerLoss;

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
