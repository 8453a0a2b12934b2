namespace Backprop.Tests.Hostile;

/// <summary>Ten thousand mutants of each reader's files, and every file that was ever found to do harm.</summary>
public class MutationTests
{
    private const int Mutants = 10_000;

    private static readonly string Corpus = Path.Combine(Repository.Root, "tests", "fixtures", "corpus");

    public static TheoryData<string> Readers => [.. HostileReaders.Names];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Corpus, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Corpus, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Mutants_are_refused_or_loaded_in_bounded_time_and_memory(string name)
    {
        using var reader = HostileReaders.Create(name);
        var result = Mutations.Run(reader, 0, Mutants);
        TestContext.Current.TestOutputHelper?.WriteLine($"{result}");
        Assert.True(result.Failures.Count == 0, string.Join(Environment.NewLine, result.Failures));
        // The mutants reach both sides.
        Assert.InRange(result.Loaded, Mutants / 100, Mutants * 9 / 10);
    }

    /// <summary>A folder a reader, a file a fault that was found, by mutation or by thinking; its name says what is wrong with it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Files_that_did_harm_do_so_no_more(string file)
    {
        using var reader = HostileReaders.Create(Path.GetDirectoryName(file)!);
        Assert.Null(Mutations.Read(reader, File.ReadAllBytes(Path.Combine(Corpus, file))).Fault);
    }
}
