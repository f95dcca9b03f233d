using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>What hosts report of calls that stayed in their processes.</summary>
internal sealed partial class ObserverRegistry
{
    /// <summary>Activates the observers of reported calls. The host has looked at filters and outcomes: that is not done again.</summary>
    public void Report(WorkerConnection worker, JsonElement frame)
    {
        if (frame.Json("items") is not { ValueKind: JsonValueKind.Array } items)
        {
            return;
        }

        foreach (var item in items.EnumerateArray())
        {
            if (ObservedReport.TryRead(worker, item, out var report, out var problem))
            {
                Report(worker, report);
            }
            else
            {
                EngineLog.ReportSkipped(_core.Logger, problem);
            }
        }
    }

    /// <summary>Counts what a host counted, and what it dropped.</summary>
    public void Count(WorkerConnection worker, JsonElement frame)
    {
        lock (_gate)
        {
            foreach (var row in Rows(frame, "functions"))
            {
                if (HostedEntry(worker, row) is { } entry)
                {
                    entry.LocalCalls = entry.LocalCalls.Plus(new LocalCalls(Whole(row, "count"), Whole(row, "errors"),
                        Number(row, "duration_ms_sum")));
                }
            }

            foreach (var row in Rows(frame, "dropped_reports"))
            {
                foreach (var observer in HostedEntry(worker, row)?.Observers.Values ?? Enumerable.Empty<Observer>())
                {
                    observer.Dropped.Add(row.Text("reason") ?? ObserveCodes.Inactive, Whole(row, "count"));
                }
            }
        }
    }

    /// <summary>Gets what was counted of the local calls of a function.</summary>
    public LocalCalls LocalCallsOf((string Namespace, string Id) function)
    {
        lock (_gate)
        {
            return _functions.GetValueOrDefault(function)?.LocalCalls ?? default;
        }
    }

    private static IEnumerable<JsonElement> Rows(JsonElement frame, string name) =>
        frame.Json(name) is { ValueKind: JsonValueKind.Array } rows ? rows.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static double Number(JsonElement row, string name) =>
        row.Json(name) is { ValueKind: JsonValueKind.Number } json ? json.GetDouble() : 0;

    private static long Whole(JsonElement row, string name) => (long)Math.Clamp(Number(row, name), 0, 1e15);

    private ObservedFunction? HostedEntry(WorkerConnection worker, JsonElement row)
    {
        var key = (row.Text("namespace") ?? worker.Namespace ?? EngineCore.DefaultNamespace,
            worker.Access.WithPrefix(row.Text("function_id") ?? ""));
        return _functions.TryGetValue(key, out var entry) && entry.Host?.Owner == worker ? entry : null;
    }

    private void Report(WorkerConnection worker, ObservedReport report)
    {
        List<Observer> active = [];
        lock (_gate)
        {
            var isHosted = _functions.TryGetValue(report.Call.Function, out var entry) && entry.Host?.Owner == worker;
            foreach (var id in report.Matched)
            {
                if (!_observers.TryGetValue(id, out var observer) || observer.Request.Source != report.Call.Function)
                {
                    Dropped.Add(ObserveCodes.Inactive);
                }
                else if (isHosted && observer.IsActive)
                {
                    active.Add(observer);
                }
                else
                {
                    observer.Dropped.Add(ObserveCodes.Inactive);
                }
            }
        }

        foreach (var observer in active)
        {
            Offer(observer, report.Call);
        }
    }
}
