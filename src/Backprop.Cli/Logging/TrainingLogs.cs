namespace Backprop.Cli.Logging;

/// <summary>The logs of a command: one, or of an ensemble one for each member, in directories member-1, member-2, ….</summary>
internal sealed class TrainingLogs : IDisposable
{
    private readonly TrainingLog[] _logs = [];

    /// <summary>Begins all logs, so that nothing refuses one in the middle of a training.</summary>
    /// <param name="directory">Where they go; null for none.</param>
    /// <param name="data">The name of the data.</param>
    /// <param name="members">How many there are.</param>
    /// <param name="seed">The seed of the first.</param>
    /// <param name="warn">Is told of what goes wrong later.</param>
    /// <exception cref="InvalidInputException">There is a log already, or there cannot be one.</exception>
    public TrainingLogs(string? directory, string data, int members, ulong seed, Action<string> warn)
    {
        if (directory is null) return;
        _logs = new TrainingLog[members];
        for (int member = 0; member < members; member++)
        {
            string place = members == 1 ? directory : Path.Combine(directory, $"member-{member + 1}");
            _logs[member] = new TrainingLog(place, $"{data}, seed {unchecked(seed + (ulong)member)}", warn);
        }
    }

    /// <summary>The log of a member, as the callbacks of its training.</summary>
    /// <param name="member">Which one, from 1.</param>
    public IReadOnlyList<TrainingCallback> Of(int member) => _logs.Length == 0 ? [] : [_logs[member - 1]];

    public void Dispose()
    {
        foreach (var log in _logs) log.Dispose();
    }
}
