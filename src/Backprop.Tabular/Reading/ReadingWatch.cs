using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>Looks up from reading now and then: tells how far it is, and whether it shall go on.</summary>
internal sealed class ReadingWatch
{
    // Some milliseconds of reading.
    private const long RowsBetween = 1 << 12;

    private readonly TableOptions _options;
    private readonly string _step;
    private readonly long _total;
    private long _rows;

    public ReadingWatch(TableOptions options, InputCopy? input, string step)
    {
        (_options, _step) = (options, step);
        _total = options.Progress is null ? 0 : LengthOf(options, input);
    }

    /// <summary>Counts the bytes.</summary>
    public ByteMeter Meter { get; } = new();

    /// <summary>The bytes of all files; 0 for what has none, such as a pipe.</summary>
    public static long LengthOf(TableOptions options, InputCopy? input) =>
        TableFiles.Expand([options.Path, .. options.MoreFiles]).Sum(file => file == TableFiles.StandardInput ? input?.Length ?? 0 : File.Exists(file) ? new FileInfo(file).Length : 0);

    /// <summary>A row was read.</summary>
    /// <exception cref="OperationCanceledException">It shall not go on.</exception>
    public void Step()
    {
        if (++_rows % RowsBetween == 0) Look();
    }

    /// <summary>Tells how far it is.</summary>
    public void Look()
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        _options.Progress?.Report(new ReadingProgress(_step, _rows, Meter.Bytes, _total));
    }
}
