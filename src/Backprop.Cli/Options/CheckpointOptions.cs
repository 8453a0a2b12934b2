using System.CommandLine;
using Backprop.Cli.Data;

namespace Backprop.Cli.Options;

/// <summary>Where a training keeps what it is, and whether it goes on from there.</summary>
internal sealed class CheckpointOptions() : OptionGroup("Checkpoints")
{
    private readonly ValueOption<string> _folder = new(
        "--checkpoint", "DIR", "Keep everything that the training is in this folder while it runs, so that it can go on after an interruption, a crash or a loss of power.", Read.Text)
    { DefaultText = "none" };

    private readonly ValueOption<CheckpointInterval> _every = new(
        "--checkpoint-every", "INTERVAL", "How often: a number with s, min, h, batches or epochs.", CheckpointInterval.Parse, default(CheckpointInterval).ToString());

    private readonly ValueOption<int?> _keep = new("--keep", "N", "How many of the newest checkpoints stay.", text => Read.Count(text), "3");

    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "DIR",
        Description = "Go on from the newest valid checkpoint of this folder (of --checkpoint, where none is given), with the same data and options, to the bits of a training that was never interrupted. More --epochs or --patience, and other --threads, may be asked for.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _asNewRun = new("--as-new-run") { Description = "With --resume: take the weights alone, and begin a run with other data or options." };

    public override IReadOnlyList<Option> Options => [_folder, _every, _keep, _resume, _asNewRun];

    /// <summary>Opens the folder of the checkpoints; null where none are wanted.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="plan">What is about to be trained.</param>
    /// <param name="warn">Is told, in a line, of what the folder holds and this run leaves out.</param>
    /// <exception cref="InvalidInputException">The options contradict each other, or the folder cannot be used.</exception>
    public CheckpointDirectory? Open(ParseResult result, RunPlan plan, Action<string> warn)
    {
        string? folder = Folder(result);
        if (folder is null)
        {
            foreach (var option in new Option[] { _every, _keep }) Refuse(result, option, $"there is no {_folder.Name}");
            Refuse(result, _asNewRun, $"there is no {_resume.Name}");
            return null;
        }
        var held = RunPlan.In(folder);
        bool hasSome = held is not null;
        if (Resumes(result) && !hasSome)
            throw new InvalidInputException($"{_resume.Name}: {folder} has no checkpoint to go on from. Check the name, or leave out {_resume.Name} to begin, as where a run was stopped before its first.");
        if (!Resumes(result)) Refuse(result, _asNewRun, $"there is no {_resume.Name}");
        if (!Resumes(result) && hasSome)
            throw new InvalidInputException($"{_folder.Name}: {folder} holds the checkpoints of a run. Give {_resume.Name} to go on with it, or choose another folder.");
        if (held is not null && !held.IsOfSameKindAs(plan))
            throw new InvalidInputException($"{_resume.Name}: {folder} holds {held}, and this command trains {plan}. Give the options of before, or choose another folder.");
        if (plan.TrainsSeveral && result.GetValue(_asNewRun))
            throw new InvalidInputException($"{_asNewRun.Name} takes the weights of one network, and this command trains {plan}. Leave it out to go on, or choose another folder to begin anew.");
        var opened = new CheckpointDirectory(folder);
        if (held is not null && held.Members > plan.Members) warn($"{opened.Name}: {held.MembersBeyond(plan)}");
        return opened;
    }

    /// <summary>What the training is told of it; null where no checkpoints are wanted.</summary>
    public Checkpointing? Of(ParseResult result, ICheckpointStore? store, Action<string> warn) => store is null ? null : new Checkpointing(store)
    {
        Every = _every.Of(result),
        Keep = _keep.Of(result)!.Value,
        Start = !Resumes(result) ? CheckpointStart.NewRun : result.GetValue(_asNewRun) ? CheckpointStart.NewRunFromParameters : CheckpointStart.Resume,
        Warn = warn,
    };

    /// <summary>Whether a run is gone on with.</summary>
    public bool Resumes(ParseResult result) => WasGiven(result, _resume);

    private string? Folder(ParseResult result)
    {
        string? named = _folder.Of(result), resumed = result.GetValue(_resume);
        if (named is not null && resumed is not null && Path.GetFullPath(named) != Path.GetFullPath(resumed))
            throw new InvalidInputException($"{_folder.Name} {named} and {_resume.Name} {resumed} are two folders: a run goes on where its checkpoints are. Give one of them.");
        if (Resumes(result) && named is null && resumed is null) throw new InvalidInputException($"{_resume.Name}: give the folder of the checkpoints.");
        return resumed ?? named;
    }
}
