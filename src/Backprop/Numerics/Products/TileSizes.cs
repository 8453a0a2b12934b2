using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A number of rows or vectors of a tile, as a type: so the just-in-time compiler knows it.</summary>
internal interface ITileSize
{
    static abstract int Count { get; }
}

internal readonly struct One : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }
}

internal readonly struct Two : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }
}

internal readonly struct Three : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 3;
    }
}

internal readonly struct Four : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }
}

internal readonly struct Five : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 5;
    }
}

internal readonly struct Six : ITileSize
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 6;
    }
}
