namespace Iii.DevEngine.Modules.Cron;

/// <summary>Triggers at times that cron expressions name.</summary>
internal sealed class CronModule : IEngineModule, ITriggerProvider
{
    private readonly EngineCore _core;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CancellationTokenSource Ended, Task Running)> _jobs = new(StringComparer.Ordinal);

    public CronModule(EngineCore core)
    {
        _core = core;
        TriggerTypes = [new("cron", "Cron-based scheduled triggers", this)];
    }

    public string Name => "iii-cron";

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        if (trigger.Config.Text("expression") is not { Length: > 0 } expression)
        {
            return "Cron expression is required";
        }

        lock (_gate)
        {
            if (_jobs.ContainsKey(trigger.Id))
            {
                return $"Cron job '{trigger.Id}' is already registered";
            }

            if (CronSchedule.TryParse(expression, out var problem) is not { } schedule)
            {
                return $"Invalid cron expression '{expression}': {problem}";
            }

            var ended = CancellationTokenSource.CreateLinkedTokenSource(_core.Background.Stopping);
            var job = new CronJob(_core, trigger, schedule);
            _core.Options.Activity?.Begin();
            _jobs[trigger.Id] = (ended, Task.Run(() => job.RunAsync(ended.Token), CancellationToken.None));
            return null;
        }
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger)
    {
        lock (_gate)
        {
            if (_jobs.Remove(trigger.Id, out var job))
            {
                End(job.Ended, job.Running);
            }
        }
    }

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

    private static void End(CancellationTokenSource ended, Task running)
    {
        ended.Cancel();
        _ = running.ContinueWith(_ => ended.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
