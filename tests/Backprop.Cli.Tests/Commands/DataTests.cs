using Backprop.Data;

namespace Backprop.Cli.Tests.Commands;

/// <summary>The built-in sets: listed, exported, trained on again.</summary>
public sealed class DataTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_list_tells_size_classes_and_source_of_each_set()
    {
        string text = Workspace.Run("data", "list").Succeeded().Out;
        Assert.All(BuiltInDatasets.Names, name => Assert.Contains($"\n{name} ", "\n" + text, StringComparison.Ordinal));
        Assert.Contains("1,797 rows, 64 features, 10 classes", text, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_for_programs_has_a_line_a_set()
    {
        var sets = Workspace.Run("data", "list", "--json").Succeeded().Events;
        Assert.Equal(BuiltInDatasets.Names, sets.Select(set => set.GetProperty("name").GetString()!));
        Assert.Equal(["name", "rows", "features", "classes", "description", "source"], sets[0].EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("iris")]
    [InlineData("spirals")]
    [InlineData("moons")]
    [InlineData("circles")]
    [InlineData("xor")]
    public void An_exported_set_is_read_back_with_the_same_bits(string name)
    {
        Workspace.Run("data", "export", name, _workspace["set.csv"]).Succeeded();
        var original = BuiltInDatasets.Load(name);
        var copy = Backprop.Tabular.ModelTable.ReadDataset(new()
        {
            Path = _workspace["set.csv"],
            Features = original.FeatureNames,
            Target = "class",
            Classes = original.ClassNames,
        });
        Assert.Equal(Fingerprint.Of(original), Fingerprint.Of(copy));
        Assert.Equal(original.FeatureNames, copy.FeatureNames);
        Assert.Equal(original.ClassNames, copy.ClassNames);
    }

    [Fact]
    public void An_exported_set_trains_to_the_same_weights_as_the_set_itself()
    {
        Workspace.Run("data", "export", "iris", _workspace["iris.csv"]).Succeeded();
        string expected = _workspace.Train("iris", "--json").Succeeded().Events[^1].GetProperty("weightsSha256").GetString()!;
        Assert.Equal(expected, _workspace.Train(_workspace["iris.csv"], "--target", "class", "--json").Succeeded().Events[^1].GetProperty("weightsSha256").GetString());
    }

    [Fact]
    public void A_dash_exports_to_the_standard_output()
    {
        string[] lines = Workspace.Run("data", "export", "xor", "-").Succeeded().Lines;
        Assert.Equal("x,y,class", lines[0]);
        Assert.Equal(401, lines.Length);
    }

    [Fact]
    public void An_unknown_set_is_named_with_the_known_ones()
    {
        Workspace.Run("data", "export", "digit", _workspace["set.csv"]).Refused("digit", "digits, iris");
        Assert.Empty(_workspace.Names);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused() => Workspace.Run("data", "export", "xor", _workspace["none/set.csv"]).Refused("does not exist");
}
