using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Options;

/// <summary>How many candidates a search tries, how long, and where it keeps them.</summary>
internal sealed class StudyOptions() : OptionGroup("Search")
{
    private readonly ValueOption<int?> _trials = new("--trials", "N", "Candidates to try; the first is what train would do.", text => Read.Count(text), "30");

    private readonly ValueOption<int?> _eta = new(
        "--eta", "N", "Of so many candidates the best one goes on, for N times as many epochs.", text => Read.Whole(text, 2, int.MaxValue), "3");

    private readonly ValueOption<int?> _leastEpochs = new(
        "--min-epochs", "N", "The fewest epochs that a candidate is judged by; with all of --epochs, every candidate has all of them.", text => Read.Count(text))
    { DefaultText = "a 27th of --epochs (by --eta 3)" };

    private readonly ValueOption<TimeSpan?> _time = new(
        "--budget", "TIME", "Search no longer than this, such as 30s, 10min or 2h; then the best so far is taken. What is found then depends on the machine.", text => Duration.Read(text))
    { DefaultText = "until all trials are done" };

    private readonly ValueOption<string> _study = new(
        "--study", "FILE", "Keep the search in this file, and trials that may go on in the folder FILE.trials, so that it can go on after an interruption, a crash or a loss of power.", Read.Text)
    { DefaultText = "none" };

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the study, with the same data and options, to the same model as a search that was never interrupted. Other --threads and --budget may be asked for." };

    public override IReadOnlyList<Option> Options => [_trials, _eta, _leastEpochs, _time, _study, _resume];

    /// <summary>Whether a study is gone on with.</summary>
    public bool Resumes(ParseResult result) => result.GetValue(_resume);

    /// <summary>The file of the study; null for none.</summary>
    /// <exception cref="InvalidInputException">It cannot be written, or is another file of the command.</exception>
    public string? Study(ParseResult result, string output, IEnumerable<(string What, string? Path)> inputs)
    {
        if (_study.Of(result) is not { } study)
        {
            Refuse(result, _resume, $"there is no {_study.Name}");
            return null;
        }
        OutputFile.Require(study, inputs.Append(("the model, which --output names", output)), _study.Name);
        if (!Resumes(result) && File.Exists(study)) throw new InvalidInputException($"{_study.Name} {study}: is there already. Give {_resume.Name} to go on with it, or choose another name.");
        if (Resumes(result) && !File.Exists(study)) throw new InvalidInputException($"{_resume.Name}: there is no study {study} to go on with. Check the name, or leave out {_resume.Name} to begin one.");
        return study;
    }

    /// <summary>How to search.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="study">The file of the study.</param>
    /// <param name="space">What is varied.</param>
    /// <param name="options">What the search is around.</param>
    /// <param name="warn">Is told of states that could not be kept.</param>
    /// <exception cref="InvalidInputException">Options contradict each other.</exception>
    public SearchOptions Of(ParseResult result, string? study, SearchSpace space, ModelOptions options, Action<string> warn)
    {
        int epochs = options.Training.Epochs;
        if (_leastEpochs.Of(result) is { } least && least > epochs)
            throw new InvalidInputException($"{_leastEpochs.Name} {least} is above the {Figures.Count(epochs, "epoch")} of a whole training. Give fewer, or more --epochs.");
        return new SearchOptions
        {
            Trials = _trials.Of(result)!.Value,
            Eta = _eta.Of(result)!.Value,
            LeastEpochs = _leastEpochs.Of(result),
            Time = _time.Of(result),
            Space = space,
            Study = study,
            Resume = Resumes(result),
            Warn = warn,
        };
    }
}
