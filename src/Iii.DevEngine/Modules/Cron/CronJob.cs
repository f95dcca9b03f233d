using System.Globalization;
using System.Text.Json;

namespace Iii.DevEngine.Modules.Cron;

/// <summary>Fires one binding when it is time. What comes due while its function runs is left out.</summary>
internal sealed class CronJob(EngineCore core, RegisteredTrigger trigger, CronSchedule schedule)
{
    // Timers can not wait longer than some weeks.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(7);

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
                    await EngineActivity.DelayAsync(core.Options.Activity, due - now < s_longestWait ? due - now : s_longestWait, time, ended).ConfigureAwait(false);
                }

                core.LogFailure(trigger, await core.FireAsync(trigger, Event(due, time.GetUtcNow()), ended).ConfigureAwait(false));
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

    private JsonElement Event(DateTimeOffset due, DateTimeOffset now) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("actual_time", Text(now));
        writer.WriteString("job_id", trigger.Id);
        writer.WriteString("scheduled_time", Text(due));
        writer.WriteString("trigger", "cron");
        writer.WriteEndObject();
    });

    // As many digits as the time needs, in threes.
    private static string Text(DateTimeOffset time)
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
}
