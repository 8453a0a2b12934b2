namespace Backprop.Cli.Reports;

/// <summary>What looks into one network says so of an ensemble, which has several.</summary>
internal static class FirstMember
{
    /// <summary>A line on stderr where the model is an ensemble.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Its file.</param>
    /// <param name="done">What is done with its first member, such as "explained".</param>
    /// <param name="warn">Where it is said.</param>
    public static void Announce(Model model, string path, string done, Action<string> warn)
    {
        if (model.Members.Count > 1)
            warn($"{path} averages {model.Members.Count} networks; the first of them is {done}.");
    }
}
