using Backprop.Tests.Files;

namespace Backprop.Tests.Checkpoints;

/// <summary>A part of a folder of checkpoints: a folder within, which is there and locked from its first checkpoint on.</summary>
public class CheckpointPartTests
{
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("Member")]
    public void A_part_is_a_folder_within(string name)
    {
        using var directory = new TemporaryDirectory();
        using var store = new CheckpointDirectory(directory["run"]);
        Assert.Throws<ArgumentException>(() => store.Part(name));
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(directory["run"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_part_is_locked_as_long_as_the_whole_is()
    {
        using var directory = new TemporaryDirectory();
        string part = Path.Combine(directory["run"], "member-1");
        using (var store = new CheckpointDirectory(directory["run"]))
        {
            Assert.Same(store.Part("member-1"), store.Part("member-1"));
            Assert.Equal(part, store.Part("member-1").Name);
            Assert.False(Directory.Exists(part));
            store.Part("member-1").Save(1, stream => stream.WriteByte(1));
            Assert.Throws<InvalidInputException>(() => new CheckpointDirectory(part));
        }
        using (new CheckpointDirectory(part))
        {
            using var whole = new CheckpointDirectory(directory["run"]);
            Refused(() => whole.Part("member-1"), $"{part}: another process writes its checkpoints there.");
        }
    }

    [Fact]
    public void Checkpoints_that_another_process_wrote_into_a_part_meanwhile_are_kept()
    {
        using var directory = new TemporaryDirectory();
        using var store = new CheckpointDirectory(directory["run"]);
        var part = store.Part("member-1");
        Assert.Empty(part.Generations());
        string theirs = Path.Combine(directory["run"], "member-1", "checkpoint-000001.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(theirs)!);
        File.WriteAllText(theirs, "theirs");
        Refused(() => part.Save(1, stream => stream.WriteByte(1)), $"{part.Name}: another process has written checkpoints there meanwhile.");
        Assert.Equal("theirs", File.ReadAllText(theirs));
    }

    private static void Refused(Action action, string message) => Assert.StartsWith(message, Assert.Throws<InvalidInputException>(action).Message, StringComparison.Ordinal);
}
