namespace Backprop.Benchmarks.Peers;

/// <summary>One way to run a peer.</summary>
/// <param name="Script">Its program in benchmarks/peers.</param>
/// <param name="Configuration">What tells it from others, in words.</param>
/// <param name="Environment">Variables that its libraries read when they are loaded.</param>
/// <param name="Arguments">What the program is started with.</param>
internal sealed record PeerConfiguration(
    string Script, string Configuration, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Arguments);
