using System.Globalization;
using System.Text.Json;

namespace Backprop.Tests.Reference;

public class PublishedNumberTests
{
    // The four-layer network is built from a formula (FourLayerNetworkTests); the update rules are optimizers (WorkedExampleTests).
    private static readonly string[] TestedElsewhere = ["comp451_relu_softmax_4layer", "cs231n_update_rules"];

    public static TheoryData<string, string> RightNumbers => Rows(ok: true);

    public static TheoryData<string, string> WrongNumbers => Rows(ok: false);

    public static TheoryData<string> MazurVariants => [.. PublishedNumbers.CorrectedMazur.Keys];

    [Theory]
    [MemberData(nameof(RightNumbers))]
    public void A_published_number_is_reproduced_to_its_last_digit(string id, string name)
    {
        JsonElement check = Check(id, name);
        double ours = PublishedNumbers.ByExample[id][name](WorkedExample.Load(id));
        Fixture.Equal(check.GetProperty("computed").GetDouble(), ours, name);
        Assert.True(Agrees(check, ours), $"{name}: published {check.GetProperty("published")}, got {ours:R}");
    }

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void A_published_error_is_not_reproduced_but_its_correction_is(string id, string name)
    {
        JsonElement check = Check(id, name);
        double ours = PublishedNumbers.ByExample[id][name](WorkedExample.Load(id));
        Fixture.Equal(check.GetProperty("computed").GetDouble(), ours, name);
        Assert.False(Agrees(check, ours), $"{name}: {ours:R} agrees with {check.GetProperty("published")}, which is wrong");
    }

    [Theory]
    [MemberData(nameof(MazurVariants))]
    public void A_number_from_deltas_through_updated_weights_is_not_reproduced(string name)
    {
        JsonElement check = Check("mazur_2_2_2", name);
        double ours = PublishedNumbers.CorrectedMazur[name](WorkedExample.Load("mazur_2_2_2"));
        Assert.False(Agrees(check, ours), $"{name}: {ours:R} agrees with {check.GetProperty("published")}, which is wrong");
    }

    [Fact]
    public void The_softmax_is_not_the_share_that_Prakash_first_printed()
    {
        WorkedExample example = WorkedExample.Load("prakash_3_3_3_3");
        for (int i = 0; i < 3; i++)
            Assert.False(Agrees(Check("prakash_3_3_3_3", $"ORIGINAL (wrong) output {i} = z/sum(z)"), example.A(2, i)));
    }

    [Fact]
    public void The_negative_fixture_is_the_one_whose_updates_are_refuted()
    {
        string[] negative = [.. WorkedExample.Ids.Where(id => WorkedExample.JsonOf(id).GetProperty("negative_fixture").GetBoolean())];
        Assert.Equal(["stevenmiller_mind_WRONG"], negative);
        Assert.Equal(5, Rows(ok: false).Count(row => row.Data.Item1 == negative[0]));
    }

    private static TheoryData<string, string> Rows(bool ok)
    {
        var rows = new TheoryData<string, string>();
        foreach (string id in WorkedExample.Ids.Except(TestedElsewhere))
            foreach (JsonElement check in WorkedExample.JsonOf(id).GetProperty("checks").EnumerateArray())
            {
                string name = check.GetProperty("name").GetString()!;
                bool variant = id == "mazur_2_2_2" && PublishedNumbers.CorrectedMazur.ContainsKey(name);
                if (!variant && check.GetProperty("ok").GetBoolean() == ok) rows.Add(id, name);
            }
        return rows;
    }

    private static JsonElement Check(string id, string name) =>
        WorkedExample.JsonOf(id).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);

    internal static bool Agrees(JsonElement check, double ours)
    {
        string published = check.GetProperty("published").GetString()!;
        double slack = check.TryGetProperty("slack_in_half_ulps", out JsonElement given) ? given.GetDouble() : 1;
        return Math.Abs(double.Parse(published, CultureInfo.InvariantCulture) - ours) <= PublishedNumbers.Tolerance(published, slack);
    }
}
