namespace Backprop.Benchmarks.Costing;

/// <summary>What was measured of one addition.</summary>
/// <param name="Addition">The addition.</param>
/// <param name="More">By what share of the plain step a step with it takes longer.</param>
internal sealed record Cost(Addition Addition, double More);
