using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Makes a cache from text in two passes: the first one infers and learns, the second one prepares and writes.</summary>
internal sealed class CacheMaking(TableOptions options, TableShares shares, string key, InputCopy? input)
{
    private readonly RowParts _parts = new(shares);

    /// <exception cref="InvalidInputException">The table cannot be learned from, or the cache cannot be written.</exception>
    public void Write(string path)
    {
        AtomicFile.ThrowIfUnwritable(path);
        var reading = TableReading.Of(options, input, new RowScan(shares));
        var facts = Learn(reading);
        AtomicFile.Write(path, stream => WriteRows(stream, reading, facts));
    }

    private CacheFacts Learn(TableReading reading)
    {
        var kind = TargetKind.Of(reading.Columns[reading.Target]!, options.Task, options.Positive);
        var columns = new List<TableColumn>();
        var profiles = new List<ColumnProfile>();
        for (int index = 0; index < reading.Names.Length; index++)
        {
            var profile = Learn(reading, index);
            profiles.Add(profile);
            if (index != reading.Target) columns.Add(profile.Column);
        }
        TablePreparation.RequireFeatures(reading.Facts.Where, columns);
        var target = reading.Columns[reading.Target]!;
        string[] features = [.. columns.SelectMany(column => column.Features)];
        return new CacheFacts
        {
            Key = key,
            Name = reading.Facts.Name,
            Format = reading.Facts.Format,
            Schema = new ModelSchema { Features = features, Targets = [reading.Facts.Format.Target], Classes = kind.Classes, Columns = columns },
            Profiles = profiles,
            Rows = (reading.Rows, (int)target.Missing),
            IsTaskGuessed = kind.IsGuess,
            BlockRows = Backprop.Data.BlockSource.UsualBlockRows(features.Length + 1),
            Parts = [],
        };
    }

    private static ColumnProfile Learn(TableReading reading, int index)
    {
        string name = reading.Names[index];
        if (reading.Columns[index] is not { } raw) return new ColumnProfile(name, ColumnKind.Ignored, false, new IgnoredColumn(name, "ignored"));
        var kind = KindInference.KindOf(raw, reading.Categorical.Contains(index), reading.Numeric.Contains(index));
        var all = ColumnSummary.Of(raw);
        var learned = index == reading.Group ? new IgnoredColumn(name, "group") : ColumnLearning.Learn(raw, kind, all);
        return ColumnProfiling.Of(raw, kind, index == reading.Target, learned, all);
    }

    private void WriteRows(Stream stream, TableReading reading, CacheFacts facts)
    {
        using var writer = new CacheWriter(stream, facts.Layout);
        writer.Start();
        var watch = new ReadingWatch(options, input, "preparing");
        using var source = TableFiles.Open([options.Path, .. options.MoreFiles], options.Header, options.Delimiter, input, watch.Meter);
        var row = new PreparedRow(source, facts.Schema.Columns!, reading.Target);
        var classes = facts.Schema.Classes is { } names ? new ClassNames(names) : null;
        for (long number = 0; source.Read(); number++, watch.Step())
        {
            var part = _parts.Of(source, number, reading.Target, reading.Group);
            if (part == TablePart.None) continue;
            row.Encode(writer.NextInputs(part));
            writer.Add(part, classes?.Label(source, reading.Target) ?? BitConverter.SingleToInt32Bits(source.Number(reading.Target)));
        }
        watch.Look();
        writer.FinishRows();
        RequireParts(reading.Facts.Where, writer.Parts);
        writer.Finish(facts with { Parts = writer.Parts });
    }

    private void RequireParts(string where, IReadOnlyList<(int Rows, int[] Blocks)> parts)
    {
        if (parts[(int)TablePart.Training].Rows == 0) throw new InvalidInputException($"{where}: no row is left to train on; set smaller shares aside, or give more rows.");
        foreach (var (part, share, name) in new[] { (TablePart.Validation, shares.Validation, "validation"), (TablePart.Test, shares.Test, "test") })
            if (share > 0 && parts[(int)part].Rows == 0)
                throw new InvalidInputException(FormattableString.Invariant($"{where}: a share of {share} for the {name} part is no row of so few; set a larger share aside, give more rows, or read the table into memory."));
    }
}
