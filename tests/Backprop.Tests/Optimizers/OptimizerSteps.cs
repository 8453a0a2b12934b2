using System.Text.Json;
using Backprop.Numerics;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Optimizers;

/// <summary>The cases of optimizer_steps.json, and an engine's optimizer at work on one parameter.</summary>
internal static class OptimizerSteps
{
    private static readonly JsonElement All = Fixture.Read("optimizer_steps.json");

    public static int Count => All.GetProperty("cases").GetArrayLength();

    public static double[] Start => All.GetProperty("start").Numbers();

    public static double[][] Gradients => All.GetProperty("gradients").Rows();

    public static IEnumerable<string> Names => All.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("optimizer").GetString()!);

    public static int RegularizedCount => All.GetProperty("regularizations").GetArrayLength();

    public static (OptimizerSettings Settings, double[][] After) Case(int number) => Read(All.GetProperty("cases")[number]);

    public static (OptimizerSettings Settings, double[][] After, Regularization Regularization) RegularizedCase(int number)
    {
        var json = All.GetProperty("regularizations")[number];
        var (settings, after) = Read(json);
        float? Number(string name) => json.GetProperty("regularization").TryGetProperty(name, out var value) ? value.GetSingle() : null;
        return (settings, after, new Regularization { ClipValue = Number("clipValue"), ClipNorm = Number("clipNorm"), L1 = Number("l1") ?? 0, MaxNorm = Number("maxNorm") });
    }

    private static (OptimizerSettings Settings, double[][] After) Read(JsonElement json)
    {
        var (settings, options) = (new OptimizerSettings { Name = json.GetProperty("optimizer").GetString()! }, json.GetProperty("options"));
        foreach (var option in OptimizerSettings.Numbers)
            if (options.TryGetProperty(option.Name, out var value)) settings = option.Set(settings, value.GetDouble());
        foreach (var option in OptimizerSettings.Flags)
            if (options.TryGetProperty(option.Name, out var value)) settings = option.Set(settings, value.GetBoolean());
        return (settings, json.GetProperty("after").Rows());
    }

    /// <summary>A weight matrix of three rows with these numbers.</summary>
    public static Parameter Parameter(double[] numbers)
    {
        var parameter = new Parameter("weight", [3, numbers.Length / 3]);
        Fill(parameter.Value, numbers);
        return parameter;
    }

    /// <summary>One step from a gradient that is the sum over so many data points.</summary>
    public static bool Step(OptimizerState state, Parameter parameter, double[] gradient, int points = 1)
    {
        var sums = parameter.CreateLike();
        Fill(sums, gradient);
        state.Start(points);
        if (state.NeedsWholeGradient) state.TakeWhole([sums]);
        else state.Updates[0].Apply(sums.AsOneRow());
        return state.Accept();
    }

    private static void Fill(Matrix matrix, double[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++) matrix[i / matrix.Columns, i % matrix.Columns] = (float)numbers[i];
    }
}
