using System.Text.Json;

namespace Backprop.Tabular;

/// <summary>What a cache knows beside its rows.</summary>
internal sealed record CacheFacts
{
    /// <summary>What it was made from.</summary>
    public required string Key { get; init; }

    /// <summary>What reports call the table.</summary>
    public required string Name { get; init; }

    /// <summary>How the table was read.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>Features, targets, classes, columns.</summary>
    public required ModelSchema Schema { get; init; }

    /// <summary>What each column holds.</summary>
    public required IReadOnlyList<ColumnProfile> Profiles { get; init; }

    /// <summary>Rows of the table, and those of them without a target.</summary>
    public required (int All, int WithoutTarget) Rows { get; init; }

    /// <summary>Whether nothing but the values said that the target is classes, or numbers.</summary>
    public required bool IsTaskGuessed { get; init; }

    /// <summary>Rows of a block.</summary>
    public required int BlockRows { get; init; }

    /// <summary>Rows and blocks of training, validation and test part.</summary>
    public required IReadOnlyList<(int Rows, int[] Blocks)> Parts { get; init; }

    public CacheLayout Layout => new(Schema.Features.Count, BlockRows);

    public string Write() => JsonText.Write(json =>
    {
        json.WriteString("key", Key);
        json.WriteString("name", Name);
        json.WriteString("delimiter", Format.Delimiter.ToString());
        json.WriteBoolean("header", Format.HasHeader);
        json.WriteString("target", Format.Target);
        json.WriteNumber("targetColumn", Format.TargetColumn);
        json.WriteNumber("columns", Format.Columns);
        json.WritePropertyName("schema");
        json.WriteRawValue(SchemaJson.Write(Schema));
        json.WriteStartArray("profiles");
        foreach (var profile in Profiles) ProfileJson.Write(json, profile);
        json.WriteEndArray();
        json.WriteNumber("rows", Rows.All);
        json.WriteNumber("rowsWithoutTarget", Rows.WithoutTarget);
        json.WriteBoolean("guess", IsTaskGuessed);
        json.WriteNumber("blockRows", BlockRows);
        json.WriteStartArray("parts");
        foreach (var (rows, blocks) in Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", rows);
            json.WriteStartArray("blocks");
            foreach (int block in blocks) json.WriteNumberValue(block);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static CacheFacts Read(JsonElement json) => new()
    {
        Key = json.ReadText("key"),
        Name = json.ReadText("name"),
        Format = new TableFormat(json.ReadText("delimiter")[0], json.GetProperty("header").GetBoolean(), json.ReadText("target"),
            json.GetProperty("targetColumn").GetInt32(), json.GetProperty("columns").GetInt32()),
        Schema = SchemaJson.Read(json.GetProperty("schema")),
        Profiles = [.. json.GetProperty("profiles").EnumerateArray().Select(ProfileJson.Read)],
        Rows = (json.GetProperty("rows").GetInt32(), json.GetProperty("rowsWithoutTarget").GetInt32()),
        IsTaskGuessed = json.GetProperty("guess").GetBoolean(),
        BlockRows = json.GetProperty("blockRows").GetInt32(),
        Parts = [.. json.GetProperty("parts").EnumerateArray().Select(part => (part.GetProperty("rows").GetInt32(), part.GetProperty("blocks").EnumerateArray().Select(block => block.GetInt32()).ToArray()))],
    };
}
