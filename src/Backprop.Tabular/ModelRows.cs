using System.Text;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>
/// The rows of a table as a model's network takes them, one after the other, so that a table of any length needs no memory.
/// With a header, the model's columns are found by name, in any order, among any others; without one, by position.
/// </summary>
public sealed class ModelRows : IDisposable
{
    private readonly TableSource _source;
    private readonly ReadingWatch? _watch;
    private readonly ModelColumns _columns;
    private readonly (CellEncoder Encoder, int Column, int Input)[] _encoders;

    private ModelRows(TableSource source, ModelTableOptions options, ReadingWatch? watch)
    {
        (_source, Options, _watch) = (source, options, watch);
        _columns = ModelColumns.Find(source, options);
        var encoders = new List<(CellEncoder, int, int)>();
        int input = 0;
        foreach (var (column, place) in options.AllColumns.Zip(_columns.Indices))
        {
            var encoder = options.Columns is null ? new PlainNumberEncoder((NumberColumn)column) : CellEncoder.For(column);
            if (encoder is null) continue;
            encoders.Add((encoder, place, input));
            input += encoder.Width;
        }
        (_encoders, Width) = ([.. encoders], input);
        OtherColumns = [.. Enumerable.Range(0, source.Columns).Where(column => !_columns.Indices.Contains(column))];
    }

    /// <summary>Inputs of the network.</summary>
    public int Width { get; }

    /// <summary>The rows that were read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Names of the table's other columns, the target among them: by their number where there is no header.</summary>
    public IReadOnlyList<string> OtherNames => [.. OtherColumns.Select(column => _source.Names?[column] ?? $"x{column + 1}")];

    internal TableSource Source => _source;

    internal ModelTableOptions Options { get; }

    private int[] OtherColumns { get; }

    /// <summary>Opens a table.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or a column of the model is missing.</exception>
    public static ModelRows Open(ModelTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = new ReadingWatch(new TableOptions { Path = options.Path, MoreFiles = options.MoreFiles, Progress = options.Progress, Cancellation = options.Cancellation }, null, "reading");
        return Over(TableFiles.Open([options.Path, .. options.MoreFiles], options.Header, options.Delimiter, meter: watch.Meter), options, watch);
    }

    /// <param name="source">The table.</param>
    /// <param name="options">What the model knows of it.</param>
    /// <param name="watch">Looks up from reading; null (the default) for nobody.</param>
    internal static ModelRows Over(TableSource source, ModelTableOptions options, ReadingWatch? watch = null)
    {
        try
        {
            return new ModelRows(source, options, watch);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next row.</summary>
    /// <param name="inputs">Receives its inputs, <c>[Width]</c>.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidInputException">A cell is not what the model's column holds; the message says where.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public bool Read(Span<float> inputs)
    {
        if (!_source.Read())
        {
            if (Rows == 0 && !_source.MayBeEmpty) throw new InvalidInputException($"{_source.Where} has a header but no rows; at least one is needed.");
            foreach (string warning in Warnings()) Options.Warn?.Invoke(warning);
            return false;
        }
        Rows++;
        _watch?.Step();
        foreach (var (encoder, column, input) in _encoders)
            if (!encoder.TryEncode(_source[column], inputs.Slice(input, encoder.Width))) throw Refuse(encoder.Column, column);
        return true;
    }

    /// <summary>The cell of the current row in one of <see cref="OtherNames"/>.</summary>
    public string Other(int column) => Encoding.UTF8.GetString(_source[OtherColumns[column]]);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>The target's place.</summary>
    internal int RequireTarget() => _columns.RequireTarget(_source, Options);

    /// <summary>The place of the weights.</summary>
    internal int RequireWeight(int target)
    {
        int weight = ColumnChoice.Find(_source, Options.Weight!, "the weights");
        if (weight == target || _columns.Indices.Contains(weight))
            throw new InvalidInputException($"{_source.Where}: column {_source.Described(weight)} is {(weight == target ? "the target" : "an input of the model")} and cannot be the weights; choose another column.");
        return weight;
    }

    private InvalidInputException Refuse(TableColumn column, int place) => column is TimeColumn && Cell.FaultOf(_source[place]) is not (CellFault.Nul or CellFault.Encoding)
        ? new InvalidInputException($"{_source.Place(place)}: {Cell.Quoted(_source[place])} is no date; correct the cell.")
        : _source.Refuse(place);

    /// <summary>A line for each column with cells unlike any in training.</summary>
    private IEnumerable<string> Warnings() =>
        from entry in _encoders
        let encoder = entry.Encoder
        where encoder.Unknown > 0
        select $"{_source.Where}: column {_source.Described(entry.Column)} has {(encoder.Unknown == 1 ? "1 cell" : $"{encoder.Unknown} cells")} unlike any in training, such as {encoder.FirstUnknown}; {Instead(encoder.Column)}.";

    private static string Instead(TableColumn column) => column switch
    {
        CategoryColumn { HasOther: true } => "they count as other",
        CategoryColumn => "they count as an average row",
        BooleanColumn => "they count as neither yes nor no",
        _ => "the median stands in for them",
    };
}
