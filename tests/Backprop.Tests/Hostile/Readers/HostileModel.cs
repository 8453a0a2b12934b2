using System.Globalization;
using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of models: network, schema with its columns, and training record, all JSON within a safetensors file.</summary>
internal sealed class HostileModel : HostileReader
{
    // Saving waits for the disk.
    private const int MostUsedInputs = 1000, LoadsForOneSaving = 500;

    private Model? _model;
    private int _loads;

    public override string Name => "model";

    public override long MostAllocated(long length) => (1 << 20) + (400 * length);

    public override void Load() => _model = Model.Load(FilePath);

    /// <summary>What a command does with it: answers a row of zeros, and a row of a table; is written and read again.</summary>
    public override void Use()
    {
        var model = _model!;
        if (model.Network.Inputs > MostUsedInputs || model.Network.Outputs > MostUsedInputs) return;
        if (_loads++ % LoadsForOneSaving == 0)
        {
            model.Save(Beside("again"));
            Assert.Equal(model.Sha256(), Model.Load(Beside("again")).Sha256());
        }
        model.Predict(new float[model.Network.Inputs]);
        if (model.Schema.Columns is not { } columns) return;
        File.WriteAllText(Beside("rows.csv"), Table(3));
        ModelTable.ReadInputs(new ModelTableOptions { Path = Beside("rows.csv"), Features = model.Schema.Features, Columns = columns });
    }

    protected override IReadOnlyList<byte[]> MakeOriginals()
    {
        File.WriteAllText(Beside("table.csv"), Table(60));
        var table = new TableOptions { Path = Beside("table.csv"), Target = "kind" };
        var one = new ModelOptions { Hidden = [3], Training = new TrainingOptions { Epochs = 2, Threads = 1 } };
        var layers = new ModelOptions
        {
            Layers = outputs => [new Dense(3, Activation.Parse("leaky-relu:0.3")), new BatchNormalization(), new Dropout(0.2f), new Residual(new Dense(3, Activation.Tanh), new LayerNormalization()), new Dense(outputs)],
            Training = new TrainingOptions { Epochs = 2, Threads = 1 },
        };
        TabularModel.Train(table, one).Save(Beside("table"));
        var residual = new ModelTraining(SyntheticData.Linear(40), layers);
        residual.Run();
        residual.Model.Save(Beside("residual"));
        var ensemble = new EnsembleTraining(new ModelTraining(SyntheticData.Separable(20), one), members: 2);
        ensemble.RunNext();
        ensemble.RunNext();
        ensemble.Model.Save(Beside("ensemble"));
        return [.. ((string[])["table", "residual", "ensemble"]).Select(name => File.ReadAllBytes(Beside(name)))];
    }

    protected override byte[] Mutate(byte[] file, Chance chance) => SafeTensorsEdits.Mutate(file, chance);

    /// <summary>A column of every kind, with gaps, a far tail, a rare category.</summary>
    private static string Table(int rows)
    {
        var text = new StringBuilder("size,colour,born,tame,same,kind\n");
        for (int row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{(row % 9 == 3 ? "" : $"{row * 37 % 101}.{row % 10}")},{(row % 3 == 0 ? "red" : row == 5 ? "puce" : "blue")},2024-{1 + (row % 12):00}-{1 + (row % 28):00},{(row % 4 == 0 ? "yes" : "no")},7,{(row % 2 == 0 ? "cat" : "dog")}\n");
        return text.ToString();
    }
}
