using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of one array in NPY as a table.</summary>
internal sealed class HostileNpy : HostileReader
{
    private Table? _table;

    public override string Name => "npy";

    public override long MostAllocated(long length) => HostileTables.MostAllocated(length);

    public override void Load() => _table = HostileTables.Read(FilePath);

    public override void Use() => HostileTables.Use(_table!, FilePath);

    protected override IReadOnlyList<byte[]> MakeOriginals() =>
    [
        NpyEdits.Array("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", NpyEdits.Floats(1, 2.5f, -3, 4, 5e20f, 6)),
        NpyEdits.Array("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }", NpyEdits.Floats(1, 2.5f, -3, 4, 5e20f, 6), version: 2),
        NpyEdits.Array("{'descr': '|u1', 'fortran_order': False, 'shape': (6, 2), }", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ];

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        for (int edits = 1 + chance.Below(3); edits > 0; edits--) file = NpyEdits.Edit(file, chance);
        return file;
    }
}
