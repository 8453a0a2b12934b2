namespace Backprop;

/// <summary>A layer in a file is of a kind that this process does not know: the file need not be damaged for that.</summary>
internal sealed class UnregisteredLayerException(string message) : Exception(message);
