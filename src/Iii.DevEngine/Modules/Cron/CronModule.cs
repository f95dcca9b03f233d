using System.Text.Json;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Modules.Cron;

/// <summary>Triggers at times that cron expressions name, and the source <c>cron::on-tick</c>.</summary>
internal sealed class CronModule : IEngineModule, ITriggerProvider, IEventSource
{
    private readonly EngineCore _core;
    private readonly Lock _gate = new();
    private readonly Dictionary<(bool IsObserver, string Id), (CancellationTokenSource Ended, Task Running)> _jobs = [];

    public CronModule(EngineCore core)
    {
        _core = core;
        TriggerTypes = [new("cron", "Cron-based scheduled triggers", this)];
        Sources =
        [
            new("cron::on-tick", "Called when a cron expression comes due")
            {
                Args = new("CronTickArgs", InputField.Required("expression")),
                Source = this,
            },
        ];
    }

    public string Name => "iii-cron";

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources { get; }

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        if (trigger.Config.Text("expression") is not { Length: > 0 } expression)
        {
            return "Cron expression is required";
        }

        lock (_gate)
        {
            if (_jobs.ContainsKey((false, trigger.Id)))
            {
                return $"Cron job '{trigger.Id}' is already registered";
            }

            if (CronSchedule.TryParse(expression, out var problem) is not { } schedule)
            {
                return $"Invalid cron expression '{expression}': {problem}";
            }

            Begin((false, trigger.Id), schedule, async (due, now, ended) =>
                _core.LogFailure(trigger, await _core.FireAsync(trigger, Event(trigger, due, now), ended).ConfigureAwait(false)));
            return null;
        }
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger) => End((false, trigger.Id));

    /// <inheritdoc/>
    public Observers.ObserverReason? Added(Observer observer)
    {
        var expression = ExpressionOf(observer);
        return CronSchedule.TryParse(expression, out var problem) is null
            ? new Observers.ObserverReason("INVALID_CRON_EXPRESSION", $"Invalid cron expression '{expression}': {problem}")
            : null;
    }

    /// <inheritdoc/>
    public void Removed(Observer observer)
    {
        // It has no job any more: it was deactivated before.
    }

    /// <inheritdoc/>
    public void Activated(Observer observer)
    {
        var expression = ExpressionOf(observer);
        lock (_gate)
        {
            if (!_jobs.ContainsKey((true, observer.Id)) && CronSchedule.TryParse(expression, out _) is { } schedule)
            {
                Begin((true, observer.Id), schedule, (due, now, _) =>
                {
                    _core.Observers.Activate(observer, Event(expression, due, now));
                    return ValueTask.CompletedTask;
                });
            }
        }
    }

    /// <inheritdoc/>
    public void Deactivated(Observer observer) => End((true, observer.Id));

    public async ValueTask DisposeAsync()
    {
        (CancellationTokenSource Ended, Task Running)[] jobs;
        lock (_gate)
        {
            jobs = [.. _jobs.Values];
            _jobs.Clear();
        }

        foreach (var (ended, running) in jobs)
        {
            End(ended, running);
        }

        await Task.WhenAll(jobs.Select(j => j.Running)).ConfigureAwait(false);
    }

    private static string ExpressionOf(Observer observer) => observer.Request.ArgsOrEmpty.Text("expression") ?? "";

    private static JsonElement Event(RegisteredTrigger trigger, DateTimeOffset due, DateTimeOffset now) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("actual_time", CronJob.Text(now));
        writer.WriteString("job_id", trigger.Id);
        writer.WriteString("scheduled_time", CronJob.Text(due));
        writer.WriteString("trigger", "cron");
        writer.WriteEndObject();
    });

    private static JsonElement Event(string expression, DateTimeOffset due, DateTimeOffset now) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("actual_time", CronJob.Text(now));
        writer.WriteString("expression", expression);
        writer.WriteString("scheduled_time", CronJob.Text(due));
        writer.WriteEndObject();
    });

    private static void End(CancellationTokenSource ended, Task running)
    {
        ended.Cancel();
        _ = running.ContinueWith(_ => ended.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Begin(
        (bool IsObserver, string Id) key, CronSchedule schedule, Func<DateTimeOffset, DateTimeOffset, CancellationToken, ValueTask> fire)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(_core.Background.Stopping);
        var job = new CronJob(_core, schedule, fire);
        _core.Options.Activity?.Begin();
        _jobs[key] = (ended, Task.Run(() => job.RunAsync(ended.Token), CancellationToken.None));
    }

    private void End((bool IsObserver, string Id) key)
    {
        lock (_gate)
        {
            if (_jobs.Remove(key, out var job))
            {
                End(job.Ended, job.Running);
            }
        }
    }
}
