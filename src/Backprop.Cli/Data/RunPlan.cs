using System.Globalization;

namespace Backprop.Cli.Data;

/// <summary>Which trainings make a run, and so the parts that its folder of checkpoints has.</summary>
/// <param name="Members">Networks of an ensemble; 1 for a single one.</param>
/// <param name="Folds">Folds of a cross-validation; 0 for none.</param>
internal sealed record RunPlan(int Members, int Folds)
{
    /// <summary>The part of a store that has the checkpoints of the training that follows a cross-validation.</summary>
    public const string PartOfModel = "model";

    private const string FoldPrefix = "fold-", FoldCount = "-of-";

    /// <summary>Whether there are several trainings.</summary>
    public bool TrainsSeveral => Members > 1 || Folds > 0;

    /// <summary>The part of a store that has the checkpoints of a fold.</summary>
    /// <param name="fold">Which one, from 1.</param>
    public string PartOfFold(int fold) => FormattableString.Invariant($"{FoldPrefix}{fold}{FoldCount}{Folds}");

    /// <summary>What a folder holds, with as many members as have begun; null where it holds no checkpoint.</summary>
    public static RunPlan? In(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        string[] parts = [.. Directory.EnumerateDirectories(folder).Where(CheckpointDirectory.HasCheckpoints).Select(part => Path.GetFileName(part))];
        int folds = parts.Select(FoldsOf).DefaultIfEmpty().Max();
        if (folds > 0) return new RunPlan(1, folds);
        int members = 0;
        while (parts.Contains(EnsembleTraining.PartOf(members + 1))) members++;
        return members > 0 ? new RunPlan(members, 0) { IsEnsemble = true } : CheckpointDirectory.HasCheckpoints(folder) ? new RunPlan(1, 0) : null;
    }

    /// <summary>Whether a run of one can be gone on with as the other: an ensemble may have more members than before, or fewer.</summary>
    public bool IsOfSameKindAs(RunPlan other) => (IsEnsemble, Folds) == (other.IsEnsemble, other.Folds);

    /// <summary>Which members of this run are none of a smaller one, and what becomes of them.</summary>
    /// <param name="smaller">An ensemble of fewer members.</param>
    public string MembersBeyond(RunPlan smaller)
    {
        string left = Members == smaller.Members + 1 ? FormattableString.Invariant($"member {Members} is") : FormattableString.Invariant($"members {smaller.Members + 1} to {Members} are");
        return FormattableString.Invariant($"{left} left out of this ensemble of {smaller.Members}, and the checkpoints stay as they are. With --ensemble {Members} the model has all of them.");
    }

    /// <summary>As a message says it.</summary>
    public override string ToString() =>
        Folds > 0 ? FormattableString.Invariant($"a cross-validation into {Folds} folds (--cross-validate {Folds})")
        : IsEnsemble ? "an ensemble (--ensemble)"
        : "one network";

    /// <summary>An ensemble of which one member has begun is one all the same.</summary>
    private bool IsEnsemble { get; init; } = Members > 1;

    /// <summary>The number behind <c>fold-1-of-</c>; 0 where the name is another.</summary>
    private static int FoldsOf(string part)
    {
        int count = part.IndexOf(FoldCount, StringComparison.Ordinal);
        return part.StartsWith(FoldPrefix, StringComparison.Ordinal) && count > 0
            && int.TryParse(part.AsSpan(count + FoldCount.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int folds) ? folds : 0;
    }
}
