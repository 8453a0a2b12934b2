using Backprop.Cli.Options;

namespace Backprop.Cli.Tests.Options;

public sealed class WordTests
{
    [Theory]
    [InlineData("digts", " Did you mean 'digits'?")]
    [InlineData("iirs", " Did you mean 'iris'?")]
    [InlineData("digits", "")]
    [InlineData("photographs", "")]
    public void A_near_miss_is_suggested_and_nothing_else(string word, string suggestion) =>
        Assert.Equal(suggestion, Spelling.Suggest(word, ["digits", "iris", "moons"]));

    [Theory]
    [InlineData("model.safetensors", "model.safetensors")]
    [InlineData("my model", "'my model'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    public void Words_are_quoted_where_a_shell_would_change_them(string word, string quoted) => Assert.Equal(quoted, ShellText.Quote(word));

    [Theory]
    [InlineData("accuracy>=0.96", "accuracy>=0.96")]
    [InlineData("loss < 1e-1", "loss<0.1")]
    public void A_requirement_is_read(string text, string expected) => Assert.Equal(expected, Requirement.TryRead(text)?.ToString());
}
