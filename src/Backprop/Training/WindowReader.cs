using Backprop.Data;

namespace Backprop;

/// <summary>Reads the blocks of the next window on another thread while the present one is worked on.</summary>
internal sealed class WindowReader(BlockSource source, int rows) : IDisposable
{
    private Task<int>? _reading;

    /// <summary>Where a window is read to; not to be touched between <see cref="Start"/> and <see cref="Finish"/>.</summary>
    public RowRoom Room { get; } = new(source, rows);

    /// <summary>Begins to read blocks, one behind the other.</summary>
    public void Start(int[] blocks)
    {
        Dispose();
        _reading = Task.Run(() =>
        {
            int place = 0;
            foreach (int block in blocks) place += Room.Read(source, block, place);
            return place;
        });
    }

    /// <summary>Waits until the window is read.</summary>
    /// <returns>Its rows.</returns>
    /// <exception cref="InvalidInputException">A block cannot be read.</exception>
    public int Finish()
    {
        var reading = _reading!;
        _reading = null;
        return reading.GetAwaiter().GetResult();
    }

    /// <summary>Waits for what is being read, if anything is; its failure concerns nobody any more.</summary>
    public void Dispose()
    {
        if (_reading is { } reading) ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        _reading = null;
    }
}
