using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Lets a team share its work only where that is faster, by the clock: where cores share no cache, or a processor is busy with something
/// else, two threads may take longer than one, and that changes while training goes on. Both ways are tried in turns, for a short while;
/// the faster one goes on for two hundred times as long. What is computed is the same bits either way.
/// </summary>
/// <param name="team">The team.</param>
/// <param name="clock">What tells the time.</param>
internal sealed class SharingChoice(ThreadTeam team, TimeProvider clock)
{
    private const int TrialsBetween = 200;

    // Batches that a trial must have room for; where they take longer, they are so large that sharing always pays, and no trial is worth its time.
    private const int FewBatches = 8;

    // By how much one thread must be faster to go on alone: trials are short, and chance must not decide.
    private const double Margin = 1.05;

    // Ten milliseconds: long enough for a team that slept to wake.
    private readonly long _trialTicks = clock.TimestampFrequency / 100;
    private readonly double[] _ticksOfPoint = new double[2];
    private long _start = clock.GetTimestamp(), _paused = clock.GetTimestamp(), _points, _sharable;
    private int _batches;
    private bool _isWarm, _isTrial = true, _isOff = team.Members == 1;

    private int Way => team.IsAlone ? 1 : 0;

    /// <summary>A batch is done.</summary>
    public void Next(int points)
    {
        if (_isOff) return;
        (_points, _batches) = (_points + points, _batches + 1);
        long now = clock.GetTimestamp(), ticks = now - _start;
        if (ticks < (_isTrial ? _trialTicks : TrialsBetween * _trialTicks)) return;
        // A network that is too small to share anything need not be watched.
        if (team.Sharable == _sharable) _isOff = true;
        else if (ticks > _batches * (_trialTicks / FewBatches)) (team.IsAlone, _isTrial) = (false, false);
        // Buffers are new and code is being compiled in what is looked at first.
        else if (_isWarm) Choose(Way, (double)ticks / _points);
        _isWarm = true;
        (_start, _points, _batches, _sharable) = (now, 0, 0, team.Sharable);
    }

    /// <summary>What follows is no batch and does not count.</summary>
    public void Pause() => _paused = clock.GetTimestamp();

    /// <summary>Batches go on.</summary>
    public void GoOn() => _start += clock.GetTimestamp() - _paused;

    /// <summary>After a long run the other way is tried, and after a trial the faster one goes on; one that is not known yet is tried first.</summary>
    private void Choose(int way, double ticksOfPoint)
    {
        _ticksOfPoint[way] = ticksOfPoint;
        bool isChosen = _isTrial && _ticksOfPoint[1 - way] != 0;
        team.IsAlone = isChosen ? _ticksOfPoint[1] * Margin < _ticksOfPoint[0] : way == 0;
        _isTrial = !isChosen;
    }
}
