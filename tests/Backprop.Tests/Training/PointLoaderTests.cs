using Backprop.Numerics;

namespace Backprop.Tests.Training;

public class PointLoaderTests
{
    // Few features are copied in pieces that overlap, many line by line while later rows are fetched; 16 points are a group, and each member has its own.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Chosen_points_stand_in_both_layouts_and_nothing_behind_them(int threads)
    {
        foreach (int features in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 63, 64, 65, 80, 785])
        {
            foreach (bool classes in (bool[])[true, false]) Check(features, classes, threads);
        }
    }

    private static void Check(int features, bool classes, int threads)
    {
        const int points = 70, outputs = 3;
        var data = classes ? SyntheticData.Classes(points, features, outputs) : SyntheticData.Noise(points, features, outputs);
        using var team = new ThreadTeam(threads);
        var pass = new NetworkPass(new Network(features, [new Dense(outputs)]), points, forTraining: true, team);
        var loader = new PointLoader(data, pass);
        var target = new float[outputs];
        foreach (int count in (int[])[points, 1, 15, 16, 17, 33])
        {
            int[] rows = [.. Enumerable.Range(0, count).Select(point => (41 * point + 7) % points)];
            loader.Load(rows);
            for (int point = 0; point < count; point++)
            {
                Assert.Equal(data.Input(rows[point]), pass.Input.DataMajor!.Row(point));
                Assert.All(pass.Input.DataMajor!.RowOfVectors(point)[features..].ToArray(), padding => Assert.Equal(0, padding));
                for (int feature = 0; feature < features; feature++) Assert.Equal(data.Input(rows[point])[feature], pass.Input.FeatureMajor[feature, point]);
                data.CopyTarget(rows[point], target);
                for (int output = 0; output < outputs; output++) Assert.Equal(target[output], loader.Targets[output, point]);
            }
            for (int point = count; point < points; point++) Assert.All(pass.Input.DataMajor!.Row(point).ToArray(), number => Assert.Equal(0, number));
        }
    }
}
