using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Backprop;

/// <summary>
/// Writes a line of CSV for each epoch to a new file while training runs, each at once, so that a process that is killed leaves the
/// epochs that it finished. The columns are always the same; what a training does not have stays empty.
/// </summary>
public sealed class CsvLog : TrainingCallback, IDisposable
{
    /// <summary>The first line.</summary>
    public const string Header = "epoch,step,learning_rate,train_loss,validation_loss,validation_accuracy,validation_r2,validation_rmse,validation_mae,best,points_per_second,seconds";

    private readonly FileStream _file;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Creates the file and writes its first line.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">There is such a file already, or it cannot be created.</exception>
    public CsvLog(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new InvalidInputException($"{path} is there already, and a log is never written over. Give another place, or remove it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"{path} cannot be written: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        Write(Header);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The line cannot be written, such as on a full disk.</exception>
    public override void AfterEpoch(EpochReport epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        var classes = epoch.Validation as ClassificationEvaluation;
        var numbers = epoch.Validation as RegressionEvaluation;
        Write(string.Join(',',
            epoch.Epoch.ToString(CultureInfo.InvariantCulture), epoch.Step.ToString(CultureInfo.InvariantCulture), epoch.LearningRate.ToString(CultureInfo.InvariantCulture),
            Number(epoch.TrainLoss), Number(epoch.Validation?.Loss), Number(classes?.Accuracy), Number(numbers?.R2), Number(numbers?.RootMeanSquaredError), Number(numbers?.MeanAbsoluteError),
            epoch.IsBest ? "1" : "0", Number(Math.Round(epoch.SamplesPerSecond)), _clock.Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        _file.Write(Encoding.ASCII.GetBytes(line + "\n"));
        _file.Flush();
    }

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
