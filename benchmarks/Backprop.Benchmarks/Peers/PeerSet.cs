namespace Backprop.Benchmarks.Peers;

/// <summary>The peers found on this machine, each with the processes of its configurations, started when they are first needed.</summary>
internal sealed class PeerSet : IDisposable
{
    private static readonly string[] Scripts = ["pytorch.py", "sklearn_peer.py", "fann.sh"];
    private readonly Dictionary<PeerConfiguration, PeerProcess?> _processes = [];
    private readonly List<IReadOnlyList<PeerConfiguration>> _peers = [];

    /// <summary>Looks for peers.</summary>
    /// <param name="scripts">Their programs; by default those of benchmarks/peers.</param>
    /// <param name="missing">Is told of each that is not there, and why.</param>
    public PeerSet(IEnumerable<string> scripts, Action<string> missing)
    {
        // Ctrl-C must not leave stopped processes behind, which never see that their input has ended.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Console.CancelKeyPress += (_, _) => Dispose();
        foreach (string script in scripts)
        {
            var listed = PeerProcess.List(script, out string? why);
            if (listed.Count > 0) _peers.Add(listed);
            else missing($"{Path.GetFileName(script)}: not measured ({why})");
        }
    }

    /// <summary>The programs of benchmarks/peers.</summary>
    public static IEnumerable<string> Standard => Scripts.Select(script => Path.Combine(Repository.Root, "benchmarks", "peers", script));

    /// <summary>For each peer the process whose configuration was fastest on a case, from one short run of each.</summary>
    public IReadOnlyList<PeerProcess> BestFor(string name, double seconds)
    {
        var best = new List<PeerProcess>();
        foreach (var configurations in _peers)
        {
            var rates = configurations.Select(Process).OfType<PeerProcess>()
                .Select(process => (Process: process, Rate: process.Measure(name, seconds))).Where(pair => pair.Rate is not null).ToList();
            if (rates.Count > 0) best.Add(rates.MaxBy(pair => pair.Rate).Process);
        }
        return best;
    }

    public void Dispose()
    {
        lock (_processes)
        {
            foreach (var process in _processes.Values) process?.Dispose();
            _processes.Clear();
        }
    }

    private PeerProcess? Process(PeerConfiguration configuration) =>
        _processes.TryGetValue(configuration, out var process) ? process : _processes[configuration] = PeerProcess.TryStart(configuration);
}
