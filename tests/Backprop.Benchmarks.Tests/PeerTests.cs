using Backprop.Benchmarks.Peers;

namespace Backprop.Benchmarks.Tests;

/// <summary>The conversation with a peer, held with small scripts in its place.</summary>
public sealed class PeerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peers").FullName;

    [Fact]
    public void The_faster_configuration_of_each_peer_is_taken()
    {
        using var peers = new PeerSet([Script("a.sh", 100), Script("b.sh", 7)], Assert.Fail);
        var best = peers.BestFor("4-16-3@10", 0.01);
        Assert.Equal([("a 1.0", "speed=200", 200.0), ("b 1.0", "speed=14", 14.0)], best.Select(peer => (peer.Peer, peer.Configuration.Configuration, peer.Measure("4-16-3@10", 0.01)!.Value)));
    }

    [Fact]
    public void A_peer_that_is_missing_is_told_and_left_out()
    {
        var missing = new List<string>();
        string script = Write("gone.sh", "echo 'torch is missing' >&2; exit 3");
        using var peers = new PeerSet([script, Path.Combine(_folder, "no-such-file.sh")], missing.Add);
        Assert.Empty(peers.BestFor("4-16-3@10", 0.01));
        Assert.Contains("gone.sh: not measured (torch is missing)", missing);
        Assert.Equal(2, missing.Count);
    }

    [Fact]
    public void A_peer_that_crashes_or_cannot_do_a_case_is_left_out_and_the_others_are_measured()
    {
        string crashing = Write("crash.sh", List("x") + "\necho '{\"peer\":\"crash\",\"version\":\"1.0\",\"configuration\":\"x\"}'\nread line; exit 9");
        string unable = Write("unable.sh", List("y") + "\necho '{\"peer\":\"unable\",\"version\":\"1.0\",\"configuration\":\"y\"}'\nwhile read line; do [ \"$line\" = quit ] && exit; echo '{\"case\":\"c\",\"error\":\"no such layer\"}'; done");
        using var peers = new PeerSet([crashing, unable, Script("a.sh", 100)], Assert.Fail);
        Assert.Equal(["a 1.0"], peers.BestFor("4-16-3@10", 0.01).Select(peer => peer.Peer));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A peer of two configurations, the second of which is twice as fast.</summary>
    private string Script(string name, int speed) => Write(name, List($"speed={speed}", $"speed={2 * speed}") + $$$"""

        echo "{\"peer\":\"{{{name[0]}}}\",\"version\":\"1.0\",\"configuration\":\"$1\"}"
        while read -r case seconds; do [ "$case" = quit ] && exit; echo "{\"case\":\"$case\",\"samplesPerSecond\":${1#speed=}}"; done
        """);

    private static string List(params string[] configurations) =>
        "if [ \"$1\" = --list ]; then\n" + string.Join('\n', configurations.Select(configuration =>
            $"echo '{{\"configuration\":\"{configuration}\",\"environment\":{{\"A\":\"1\"}},\"arguments\":[\"{configuration}\"]}}'")) + "\nexit 0; fi";

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + text + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
