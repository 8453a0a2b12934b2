using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>
/// A number of rows or vectors of a tile, as a type: its size in bytes, which the just-in-time compiler knows before it looks at
/// the code that depends on it.
/// </summary>
internal interface ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Five : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six : ITileSize;
