namespace Backprop.Cli.Tests.Commands;

/// <summary>What evaluation reports and refuses.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_table_without_the_target_of_the_model_mentions_the_option()
    {
        _workspace.Train(_workspace.Write("flowers.csv", Tables.Flowers(40)), "--target", "kind").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, _workspace.Write("plain.csv", Tables.Flowers(40, withKind: false))).Refused("'kind'", "--target");
    }

    [Fact]
    public void Data_that_are_required_are_said_to_be_missing() => Workspace.Run("check", "model").Refused("--data is missing");

    [Fact]
    public void Names_of_a_file_cannot_steer_the_terminal()
    {
        string data = _workspace.Write("t.csv", Tables.Flowers(40).Replace("rose", "\e[31mrose", StringComparison.Ordinal).Replace("width", "wi\adth", StringComparison.Ordinal));
        string[] shown =
        [
            _workspace.Train(data, "--target", "kind", "--test", "0.5").Succeeded().Out,
            Workspace.Run("evaluate", _workspace.Model, data).Succeeded().Out,
            Workspace.Run("inspect", _workspace.Model).Succeeded().Out,
        ];
        Assert.All(shown, text => Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n'));
        Assert.Contains("\\u001b[31m", shown[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_repeats_the_test_of_the_training()
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(100)), test = _workspace.Write("test.csv", Tables.Flowers(30));
        var trained = _workspace.Train(data, "--target", "kind", "--test", test, "--json").Succeeded().Events[^1].GetProperty("test");
        var evaluated = Workspace.Run("evaluate", _workspace.Model, test, "--json").Succeeded().Events[0];
        Assert.Equal(trained.GetProperty("loss").GetDouble(), evaluated.GetProperty("loss").GetDouble());
        Assert.Equal(trained.GetProperty("accuracy").GetDouble(), evaluated.GetProperty("accuracy").GetDouble());
        Assert.Equal(30, evaluated.GetProperty("rows").GetInt32());
        Assert.Equal(30, evaluated.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));
    }

    [Fact]
    public void The_target_of_the_model_is_found_by_its_name()
    {
        _workspace.Train(_workspace.Write("flowers.csv", Tables.Flowers(100)), "--target", "kind").Succeeded();
        string other = _workspace.Write("other.csv", "kind,width,height\nrose,1,2\ntulip,5,1\n");
        Workspace.Run("evaluate", _workspace.Model, other).Succeeded();
        string renamed = _workspace.Write("renamed.csv", "sort,width,height\nrose,1,2\ntulip,5,1\n");
        Workspace.Run("evaluate", _workspace.Model, renamed).Refused("kind");
        Workspace.Run("evaluate", _workspace.Model, renamed, "--target", "sort").Succeeded();
    }

    [Fact]
    public void Regression_is_evaluated_in_the_unit_of_the_target()
    {
        string data = _workspace.Write("houses.csv", Tables.Houses(100));
        _workspace.Train(data, "--target", "3").Succeeded();
        var evaluated = Workspace.Run("evaluate", _workspace.Model, data, "--json").Succeeded().Events[0];
        Assert.Equal(
            ["event", "model", "data", "rows", "loss", "r2", "rmse", "mae", "medianError", "baseline", "residuals"],
            evaluated.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("accuracy>=0.1", 0)]
    [InlineData("accuracy > 0.1", 0)]
    [InlineData("accuracy>1", 3)]
    [InlineData("loss<=100", 0)]
    [InlineData("loss<0", 3)]
    public void A_requirement_decides_the_exit_code(string requirement, int exitCode)
    {
        _workspace.Train("iris").Succeeded();
        var run = Workspace.Run("evaluate", _workspace.Model, "iris", "--require", requirement, "--json");
        Assert.Equal("evaluated", run.Events[0].GetProperty("event").GetString());
        if (exitCode == 0) run.Succeeded();
        else run.FailedWith(exitCode, requirement);
    }

    [Fact]
    public void All_of_several_requirements_must_hold()
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, "iris", "--require", "accuracy>=0", "--require", "loss<0").FailedWith(3, "loss");
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("accuracy=1")]
    [InlineData("acuracy>=1")]
    [InlineData("accuracy>=high")]
    [InlineData("accuracy>=NaN")]
    [InlineData("r2>=0.5")]
    public void A_requirement_that_means_nothing_is_refused(string requirement)
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, "iris", "--require", requirement).Refused("--require", requirement);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void Data_of_another_width_are_refused(string command)
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run(command, _workspace.Model, "digits").Refused("4 features", "64");
    }

    [Fact]
    public void Data_of_other_classes_are_refused()
    {
        _workspace.Train(_workspace.Write("t.csv", "x,y,kind\n1,2,rose\n5,6,tulip\n"), "--target", "kind", "--validation", "0").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, "moons").Refused("0, 1", "rose, tulip");
    }

    [Fact]
    public void Classes_for_a_model_of_numbers_are_refused()
    {
        _workspace.Train(_workspace.Write("houses.csv", Tables.Houses(60)), "--target", "3").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, "moons").Refused("numbers");
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        _workspace.Train(_workspace.Write("flowers.csv", Tables.Flowers(100)), "--target", "kind").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, _workspace.Write("t.csv", "width,kind\n1,rose\n")).Refused("height");
    }
}
