using Backprop.Numerics;

namespace Backprop;

/// <summary>A part of a training run that its checkpoints carry.</summary>
internal interface ITrainingState
{
    /// <summary>Passes each piece of its state, under a name of its own, in either direction.</summary>
    void Pass(StatePassage state);
}

/// <summary>
/// The way of a run's state into a checkpoint or out of one. One method of each part serves both ways, so that what is written and
/// what is read cannot part company.
/// </summary>
internal abstract class StatePassage
{
    /// <summary>Whether it leads out of a checkpoint.</summary>
    public abstract bool Restores { get; }

    /// <summary>A whole number from 0 on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number as it is.</param>
    /// <param name="most">The largest that it can be.</param>
    /// <returns>The number that the part has from now on.</returns>
    public abstract long Pass(string name, long value, long most = int.MaxValue);

    /// <summary>A number with all its bits, infinities included.</summary>
    /// <returns>The number that the part has from now on.</returns>
    public abstract double Pass(string name, double value);

    /// <summary>Numbers of any count.</summary>
    /// <returns>The numbers that the part has from now on.</returns>
    public abstract double[] Pass(string name, double[] values);

    /// <summary>The columns in use of a matrix, which is filled where the way leads out.</summary>
    public abstract void Pass(string name, Matrix matrix);
}
