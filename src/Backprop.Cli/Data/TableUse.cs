namespace Backprop.Cli.Data;

/// <summary>What a command does with a table beside preparing its data: what nobody needs is neither computed nor kept.</summary>
/// <param name="IsShown">Whether its columns are shown to a person.</param>
/// <param name="IsAskedAgain">Whether other parts are made of it later.</param>
internal readonly record struct TableUse(bool IsShown, bool IsAskedAgain);
