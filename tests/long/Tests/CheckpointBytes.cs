using Backprop.Long.Running;
using Backprop.Tests.Checkpoints;

namespace Backprop.Long.Tests;

/// <summary>Every substitution of every byte of a checkpoint, every block of zeros, every truncation, many ends.</summary>
internal sealed class CheckpointBytes : ILongTest
{
    private const int Ends = 4096, LongestEnd = 64;

    private readonly CheckpointDamage _damage = new();

    public string Name => "checkpoint-bytes";

    public string Proves => "Each byte of a checkpoint of about 4 KiB replaced by each of the other 255, each aligned block of 2 to 512 bytes zeroed, each truncation, and bytes appended: all are noticed, and the generation before is used.";

    public IReadOnlyList<int> Guarantees => [3, 4];

    public string Unit => "damaged files";

    public long Required => Damages().LongCount();

    public void Run(LongRun run)
    {
        if (!_damage.IsUsedWhole()) run.Fail("the whole checkpoint is not used");
        Parallel.ForEach(Damages().Take((int)run.Wanted), new ParallelOptions { CancellationToken = run.Cancellation }, (damage, state) =>
        {
            if (!run.GoesOn) state.Stop();
            if (!_damage.IsNoticed(damage.Make(_damage.Newer))) run.Fail($"{damage.What} is not noticed");
            run.Count();
        });
        run.Note("length of the checkpoint", FormattableString.Invariant($"{_damage.Newer.Length} bytes"));
    }

    private IEnumerable<(string What, Func<byte[], byte[]> Make)> Damages()
    {
        byte[] whole = _damage.Newer;
        for (int place = 0; place < whole.Length; place++)
            for (int value = 0; value < 256; value++)
                if (whole[place] != value) yield return ($"{value} at byte {place}", Filled(place, 1, (byte)value));
        for (int length = 2; length <= 512; length *= 2)
            for (int place = 0; place + length <= whole.Length; place += length)
                if (whole.AsSpan(place, length).ContainsAnyExcept((byte)0)) yield return ($"{length} zeros at byte {place}", Filled(place, length, 0));
        for (int length = 0; length < whole.Length; length++) yield return ($"an end at byte {length}", Cut(length));
        for (int end = 0; end < Ends; end++) yield return ($"end {end}", Longer(end));
    }

    private static Func<byte[], byte[]> Cut(int length) => bytes => bytes[..length];

    private static Func<byte[], byte[]> Longer(int end) => bytes => [.. bytes, .. End(bytes, end)];

    private static Func<byte[], byte[]> Filled(int place, int length, byte value) => bytes =>
    {
        byte[] changed = [.. bytes];
        changed.AsSpan(place, length).Fill(value);
        return changed;
    };

    /// <summary>Zeros, bytes of the file itself, or random ones.</summary>
    private static byte[] End(byte[] whole, int number)
    {
        var random = new Random(number);
        var end = new byte[1 + (number % LongestEnd)];
        if (number % 3 == 1) whole.AsSpan(whole.Length - end.Length).CopyTo(end);
        if (number % 3 == 2) random.NextBytes(end);
        return end;
    }
}
