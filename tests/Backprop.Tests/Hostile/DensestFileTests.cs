using System.Text;
using Backprop.Files;
using Backprop.Tests.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Hostile;

/// <summary>Files of tens of kilobytes of whatever costs their reader most for a byte: its bound of memory is meant for these.</summary>
public class DensestFileTests
{
    private const int Items = 20_000;

    private static readonly Dictionary<string, (string Reader, Func<byte[]> Make)> Cases = new()
    {
        ["a row of delimiters"] = ("csv", () => Utf8(new string(',', Items) + "\n")),
        ["rows of delimiters"] = ("csv", () => Utf8(string.Concat(Enumerable.Repeat(",,\n", Items)))),
        ["blank rows"] = ("csv", () => Utf8(new string('\n', Items))),
        ["names of columns"] = ("csv", () => Utf8(string.Join(',', Enumerable.Range(0, Items).Select(i => $"a{i:x}")) + "\n" + string.Join(',', Enumerable.Repeat("1", Items)))),
        ["texts that differ"] = ("csv", () => Utf8(string.Concat(Enumerable.Range(0, Items).Select(i => $"a{i:x}\n")))),
        ["numbers that differ"] = ("csv", () => Utf8(string.Concat(Enumerable.Range(0, Items).Select(i => $"{i}\n")))),
        ["a quote that is never closed"] = ("csv", () => Utf8("\"" + new string('x', Items))),
        ["bytes in rows"] = ("npy", () => NpyEdits.Array($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({Items}, 1), }}", new byte[Items])),
        ["bytes in columns"] = ("npy", () => NpyEdits.Array($"{{'descr': '|u1', 'fortran_order': False, 'shape': (1, {Items}), }}", new byte[Items])),
        ["pixels"] = ("idx-images", () => IdxBytes.Of(8, [3, 1, Items], new byte[3 * Items])),
        ["weights"] = ("problem", () => Utf8($"{{\"layers\":[{{\"weights\":[[{Zeros}]]}}],\"inputs\":[[{Zeros}]],\"targets\":[[0]]}}")),
        ["points"] = ("problem", () => Utf8($"{{\"layers\":[{{\"weights\":[[0]]}}],\"inputs\":[{Lists}],\"targets\":[{Lists}]}}")),
        ["lists of nothing"] = ("problem", () => Utf8($"{{\"layers\":[{string.Join(',', Enumerable.Repeat("[]", Items))}]}}")),
        ["layers"] = ("model", () => OfModel(Network(string.Join(',', Enumerable.Repeat("""{"type":"activation","function":"relu"}""", 1000))), Schema("\"a\""))),
        ["more layers than tensors allow"] = ("model", () => OfModel(Network(string.Join(',', Enumerable.Repeat("""{"type":"activation","function":"relu"}""", Items / 10))), Schema("\"a\""))),
        ["features"] = ("model", () => OfModel(Network(""), Schema(string.Join(',', Enumerable.Repeat("\"a\"", Items))))),
        ["columns"] = ("model", () => OfModel(Network(""), Schema("\"a\"", string.Join(',', Enumerable.Repeat("""{"name":"","kind":"ignored","reason":""}""", Items / 5))))),
        ["categories"] = ("model", () => OfModel(Network(""), Schema("\"a\"", $"{{\"name\":\"\",\"kind\":\"category\",\"categories\":[{string.Join(',', Enumerable.Range(0, Items).Select(i => $"\"{i:x}\""))}],\"shares\":[{Zeros}],\"other\":false}}"))),
        ["curve"] = ("model", () => OfModel(Network(""), Schema("\"a\""), $"{{\"data\":\"\",\"dataSha256\":\"\",\"trainingRows\":0,\"validationRows\":0,\"optimizer\":\"sgd\",\"learningRate\":1,\"epochs\":1,\"seed\":0,\"stopReason\":\"completed\",\"bestEpoch\":0,\"curve\":[{string.Join(',', Enumerable.Repeat("{\"trainLoss\":0}", Items / 2))}]}}")),
    };

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
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{(double)reading.Allocated / file.Length:F0} a byte"));
        Assert.Null(reading.Fault);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Network(string layers) => $"{{\"inputs\":1,\"layers\":[{layers}],\"loss\":\"squared-error\"}}";

    private static string Schema(string features, string? columns = null) => $"{{\"task\":\"regression\",\"features\":[{features}],\"targets\":[\"t\"]{(columns is null ? "" : $",\"columns\":[{columns}]")}}}";

    private static byte[] OfModel(string network, string schema, string? training = null)
    {
        var metadata = new Dictionary<string, string> { ["format"] = ModelFile.Format, ["network"] = network, ["schema"] = schema };
        if (training is not null) metadata["training"] = training;
        return HandBuilt.Written(new SafeTensorsFile([], metadata));
    }
}
