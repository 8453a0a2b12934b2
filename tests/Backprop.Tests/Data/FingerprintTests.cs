using System.Security.Cryptography;
using System.Text;
using Backprop.Data;

namespace Backprop.Tests.Data;

public class FingerprintTests
{
    [Fact]
    public void Is_the_digest_of_shape_inputs_and_labels()
    {
        // 'c', 2 rows, 1 feature, 3 classes, 1.0f, -2.0f, 2, 0
        byte[] bytes = Convert.FromHexString("63" + "0200000000000000" + "0100000000000000" + "0300000000000000" + "0000803F" + "000000C0" + "02000000" + "00000000");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Fingerprint.Of(Dataset.ForClassification("a", [1, -2], 1, [2, 0], ["a", "b", "c"])));
    }

    [Fact]
    public void Is_the_digest_of_shape_inputs_and_targets()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("r"), .. Convert.FromHexString("0100000000000000" + "0100000000000000" + "0200000000000000" + "0000803F" + "00000040" + "00004040")];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Fingerprint.Of(Dataset.ForRegression("a", [1], 1, [2, 3], ["s", "t"])));
    }

    [Fact]
    public void Changes_with_every_number_and_with_no_name()
    {
        static string Of(float[] inputs, int features, int[] labels, string name = "a", string last = "c") =>
            Fingerprint.Of(Dataset.ForClassification(name, inputs, features, labels, ["a", "b", last]));

        string whole = Of([1, 2, 3, 4], 2, [0, 1]);
        Assert.Equal(whole, Of([1, 2, 3, 4], 2, [0, 1], name: "b", last: "d"));
        string[] all = [whole, Of([1, 2, 3, 5], 2, [0, 1]), Of([1, 2, 3, 4], 2, [0, 2]), Of([1, 2, 3, 4], 1, [0, 1, 0, 0]), Of([2, 1, 3, 4], 2, [0, 1])];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Long_tables_are_digested_to_their_last_number()
    {
        // More than two of the chunks that are digested at a time, and no multiple of them.
        const int Length = 2 * (1 << 14) + 5;
        static string Of(float last) => Fingerprint.Of(Dataset.ForRegression("a", [.. Enumerable.Repeat(1f, Length - 1), last], 1, new float[Length], ["t"]));
        Assert.NotEqual(Of(1), Of(2));
    }
}
