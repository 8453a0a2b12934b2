using Backprop.Files;

namespace Backprop.Tests.Files;

public class ConcurrentSavingTests
{
    private const int Savers = 4, SavesOfEach = 50, Readers = 4, Values = 5_000;

    [Fact]
    public async Task Readers_of_a_path_that_others_save_never_see_a_torn_file()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["model.safetensors"];
        Save(path, -1);
        int saving = Savers;
        Task[] savers = [.. Enumerable.Range(0, Savers).Select(saver => Task.Run(() =>
        {
            for (int save = 0; save < SavesOfEach; save++) Save(path, saver * SavesOfEach + save);
            Interlocked.Decrement(ref saving);
        }))];
        Task<int>[] readers = [.. Enumerable.Range(0, Readers).Select(_ => Task.Run(() =>
        {
            int reads = 0;
            do
            {
                SafeTensorsFile file = SafeTensors.Read(path);
                float[] values = file.Tensor("values").ToArray<float>();
                Assert.Equal(Integrity.Verified, file.Integrity);
                Assert.Equal(Values, values.Length);
                Assert.All(values, value => Assert.Equal(values[0], value));
                Assert.Equal(file.Metadata["save"], FormattableString.Invariant($"{values[0]}"));
                reads++;
            }
            while (Volatile.Read(ref saving) > 0);
            return reads;
        }))];
        await Task.WhenAll([.. savers, .. readers]);
        Assert.Equal(["model.safetensors"], directory.Names);
    }

    private static void Save(string path, int number)
    {
        float[] values = new float[Values];
        Array.Fill(values, number);
        SafeTensors.Write(path, new SafeTensorsFile(
            [SafeTensor.Of("values", values, Values)],
            new Dictionary<string, string> { ["save"] = FormattableString.Invariant($"{number}") }));
    }
}
