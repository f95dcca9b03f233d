using System.Globalization;

namespace Iii.DevEngine.Modules.Cron;

/// <summary>Fires when it is time. What comes due while it fires is left out.</summary>
/// <param name="fire">Fires at a time: the one that was due, and the one that it is.</param>
internal sealed class CronJob(
    EngineCore core, CronSchedule schedule, Func<DateTimeOffset, DateTimeOffset, CancellationToken, ValueTask> fire)
{
    // Timers cannot wait longer than some weeks.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(7);

    /// <summary>Writes a time with as many digits as it needs, in threes.</summary>
    public static string Text(DateTimeOffset time)
    {
        var fraction = (time.Ticks % TimeSpan.TicksPerSecond) switch
        {
            0 => "",
            var ticks when ticks % TimeSpan.TicksPerMillisecond == 0 => ".fff",
            var ticks when ticks % TimeSpan.TicksPerMicrosecond == 0 => ".ffffff",
            _ => ".fffffff'00'",
        };
        return time.ToString($"yyyy-MM-dd'T'HH:mm:ss{fraction}'+00:00'", CultureInfo.InvariantCulture);
    }

    /// <summary>Runs until the binding ends. Whoever starts it has begun an activity for it.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        var time = core.Options.TimeProvider;
        try
        {
            while (schedule.Next(time.GetUtcNow()) is { } due)
            {
                for (var now = time.GetUtcNow(); now < due; now = time.GetUtcNow())
                {
                    var wait = due - now < s_longestWait ? due - now : s_longestWait;
                    await EngineActivity.DelayAsync(core.Options.Activity, wait, time, ended).ConfigureAwait(false);
                }

                await fire(due, time.GetUtcNow(), ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The binding has ended, or the engine.
        }
        finally
        {
            core.Options.Activity?.End();
        }
    }
}
