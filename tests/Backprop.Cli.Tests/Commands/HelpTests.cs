using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Help, version and completion.</summary>
public sealed class HelpTests
{
    private static readonly string[] AllCommands = ["train", "evaluate", "predict", "explain", "check", "inspect", "data list", "data export"];

    public static TheoryData<string> Commands => [.. AllCommands];

    [Fact]
    public void Help_lists_every_command()
    {
        string text = Workspace.Run("--help").Succeeded().Out;
        Assert.All(new[] { "train DATA", "evaluate MODEL DATA", "predict MODEL DATA", "inspect MODEL", "data COMMAND", "--version" },
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_explains_itself_with_examples(string command)
    {
        string text = Workspace.Run([.. command.Split(' '), "--help"]).Succeeded().Out;
        Assert.Contains($"Usage:\n  backprop {command}", text, StringComparison.Ordinal);
        Assert.Contains("Examples:\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_of_the_help_is_understood(string command)
    {
        string text = Workspace.Run([.. command.Split(' '), "--help"]).Succeeded().Out;
        var examples = text.Split('\n').SkipWhile(line => line != "Examples:").Where(line => line.StartsWith("  backprop ", StringComparison.Ordinal));
        using var interruption = new Interruption(_ => { });
        var root = CommandLine.RootOf(new CommandEnvironment(TextWriter.Null, TextWriter.Null, Terminal.None, interruption, "backprop"));
        Assert.All(examples, example => Assert.Empty(root.Parse(example.Trim()["backprop ".Length..].Replace("'", "", StringComparison.Ordinal)).Errors));
    }

    [Fact]
    public void Train_names_its_defaults_and_allowed_values()
    {
        string text = string.Join(' ', Workspace.Run("train", "--help").Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        string[] expected =
        [
            "[default: 64; 128 from 1,000 rows, 128,64 from 10,000]", "[default: relu]", "[default: adam; sgd where a momentum is given]", "[default: cosine]", "[default: 0.1]", "[default: 0]",
            "[default: model.safetensors]", "leaky-relu", "binary-cross-entropy", "glorot-uniform", "digits, iris, spirals",
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_is_given_in_spite_of_other_mistakes() =>
        Assert.Contains("Usage:", Workspace.Run("train", "--hidden", "0", "--help").Succeeded().Out, StringComparison.Ordinal);

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", Workspace.Run("--version").Succeeded().Out);

    [Theory]
    [InlineData("train --activation ", "softplus")]
    [InlineData("train --loss ", "half-squared-error")]
    [InlineData("train ", "digits")]
    [InlineData("data export ", "spirals")]
    [InlineData("ev", "evaluate")]
    public void Words_are_completed(string line, string expected) =>
        Assert.Contains(expected, Workspace.Run($"[suggest:{line.Length}]", line).Succeeded().Lines);
}
