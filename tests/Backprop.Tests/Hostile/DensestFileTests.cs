using System.Text;
using Backprop.Files;
using Backprop.Tests.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Hostile;

/// <summary>Files of tens of kilobytes of whatever costs their reader most for a byte: its bound of memory is meant for these.</summary>
[Collection(Alone.Name)]
public class DensestFileTests
{
    private const int Items = 20_000;

    private const string Relu = """{"type":"activation","function":"relu"}""";

    private static readonly Dictionary<string, (string Reader, Func<byte[]> Make)> Cases = new()
    {
        ["a row of delimiters"] = ("csv", () => Utf8(new string(',', Items) + "\n")),
        ["rows of delimiters"] = ("csv", () => Utf8(string.Concat(Enumerable.Repeat(",,\n", Items)))),
        ["blank rows"] = ("csv", () => Utf8(new string('\n', Items))),
        ["names of columns"] = ("csv", () => Utf8(string.Join(',', Enumerable.Range(0, Items).Select(i => $"a{i:x}")) + "\n" + string.Join(',', Enumerable.Repeat("1", Items)))),
        ["texts that differ"] = ("csv", () => Utf8("name,y\n" + string.Concat(Enumerable.Range(0, Items).Select(i => $"a{i:x},{i % 7}\n")))),
        ["numbers that differ"] = ("csv", () => Utf8(string.Concat(Enumerable.Range(0, Items).Select(i => $"{i},{i % 7}\n")))),
        ["a quote that is never closed"] = ("csv", () => Utf8("\"" + new string('x', Items))),
        ["bytes in rows"] = ("npy", () => NpyEdits.Array($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({Items}, 2), }}", [.. Enumerable.Range(0, 2 * Items).Select(i => (byte)i)])),
        ["bytes in columns"] = ("npy", () => NpyEdits.Array($"{{'descr': '|u1', 'fortran_order': False, 'shape': (1, {Items}), }}", new byte[Items])),
        ["pixels"] = ("idx-images", () => IdxBytes.Of(8, [3, 1, Items], new byte[3 * Items])),
        ["weights"] = ("problem", () => Utf8($"{{\"layers\":[{{\"weights\":[[{Zeros}]]}}],\"inputs\":[[{Zeros}]],\"targets\":[[0]]}}")),
        ["points"] = ("problem", () => Utf8($"{{\"layers\":[{{\"weights\":[[0]]}}],\"inputs\":[{Lists}],\"targets\":[{Lists}]}}")),
        ["lists of nothing"] = ("problem", () => Utf8($"{{\"layers\":[{string.Join(',', Enumerable.Repeat("[]", Items))}]}}")),
        ["layers"] = ("model", () => OfModel(Network(string.Join(',', Enumerable.Repeat(Relu, 1000))), Schema("\"a\""))),
        ["more layers than tensors allow"] = ("model", () => OfModel(Network(string.Join(',', Enumerable.Repeat(Relu, Items / 10))), Schema("\"a\""))),
        ["features"] = ("model", () => OfModel(Network(Relu, Items), Schema(string.Join(',', Enumerable.Range(0, Items).Select(i => $"\"{i:x}\""))))),
        ["columns"] = ("model", () => OfModel(Network(Relu), Schema("\"a\"", string.Join(',', Enumerable.Repeat("""{"name":"","kind":"ignored","reason":""}""", Items / 5))))),
        ["categories"] = ("model", () => OfModel(Network(Relu), Schema("\"a\"", $"{{\"name\":\"\",\"kind\":\"category\",\"categories\":[{string.Join(',', Enumerable.Range(0, Items).Select(i => $"\"{i:x}\""))}],\"shares\":[{Zeros}],\"other\":false}}"))),
        ["curve"] = ("model", () => OfModel(Network(Relu), Schema("\"a\""), $"{{\"data\":\"\",\"dataSha256\":\"\",\"trainingRows\":0,\"validationRows\":0,\"optimizer\":\"sgd\",\"learningRate\":1,\"epochs\":1,\"seed\":0,\"stopReason\":\"completed\",\"bestEpoch\":0,\"curve\":[{string.Join(',', Enumerable.Repeat("{\"trainLoss\":0}", Items / 2))}]}}")),
    };

    /// <summary>Those in which something is wrong that shows at their end, or, of the nested lists and layers, at their beginning; the others are read.</summary>
    private static readonly HashSet<string> Refused =
    [
        "a row of delimiters", "rows of delimiters", "blank rows", "texts that differ", "a quote that is never closed", "lists of nothing", "more layers than tensors allow",
        "features", "columns", "categories",
    ];

    private static string Zeros => string.Join(',', Enumerable.Repeat("0", Items));

    private static string Lists => string.Join(',', Enumerable.Repeat("[0]", Items));

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_densest_files_are_read_or_refused_within_the_bound(string name)
    {
        var (reader, make) = Cases[name];
        using var hostile = HostileReaders.Create(reader);
        byte[] file = make();
        var reading = Mutations.Read(hostile, file);
        Assert.Null(reading.Fault);
        Assert.Equal(!Refused.Contains(name), reading.Loaded);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Network(string layers, int inputs = 1) => $"{{\"inputs\":{inputs},\"layers\":[{layers}],\"loss\":\"squared-error\"}}";

    private static string Schema(string features, string? columns = null) => $"{{\"task\":\"regression\",\"features\":[{features}],\"targets\":[\"t\"]{(columns is null ? "" : $",\"columns\":[{columns}]")}}}";

    private static byte[] OfModel(string network, string schema, string? training = null)
    {
        var metadata = new Dictionary<string, string> { ["format"] = ModelFile.Format, ["network"] = network, ["schema"] = schema };
        if (training is not null) metadata["training"] = training;
        return HandBuilt.Written(new SafeTensorsFile([], metadata));
    }
}
