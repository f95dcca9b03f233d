using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Client;

/// <summary>Tells which observers come, change and go, and how often they have fired.</summary>
internal sealed class ObserverWatch(ToolOutput output)
{
    /// <summary>How many observers are asked for one by one where the engine does not list them.</summary>
    private const int MaxAsked = 256;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private Dictionary<string, JsonElement> _known = new(StringComparer.Ordinal);
    private long _nextCount;
    private bool _hasLooked;
    private bool _hasWarned;

    /// <summary>Gets how often is asked how often observers have fired.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how many observers are known.</summary>
    public int Count => _known.Count;

    /// <summary>Asks the engine to say when an observer changes; engines without observers do not.</summary>
    public void Subscribe(IIIWorker worker, Action look)
    {
        var id = $"{worker.Name}::observers";
        worker.RegisterRawFunction(
            id,
            (payload, _) =>
            {
                Note(EngineClient.Parse(payload));
                look();
                return ValueTask.FromResult<ReadOnlyMemory<byte>>("null"u8.ToArray());
            },
            new FunctionOptions { Metadata = """{"internal":true}""" });
        worker.Observe(new ObserverSource("engine::on-observers-changed") { Delivery = ObserverDelivery.Input }, id);
    }

    /// <summary>Looks which observers there are, and tells what is different from the last look.</summary>
    public async Task LookAsync(EngineClient client, RegistryQueries queries, CancellationToken cancellationToken)
    {
        if (!client.Worker.Engine.IsKnown)
        {
            // There is no connection: what has become of them is not known.
            return;
        }

        var now = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (client.Worker.Engine.Supports(IIIEngineFeatures.ObserveV1))
        {
            foreach (var row in await RowsAsync(queries, cancellationToken).ConfigureAwait(false))
            {
                if (ObserverRow.Id(row) is { } id)
                {
                    now[id] = row;
                }
            }
        }

        if (_hasLooked)
        {
            Compare(now);
        }

        foreach (var (id, row) in now)
        {
            // What one that is new has done before is no news.
            _told.TryAdd(id, ObserverRow.Count(row));
        }

        if (Environment.TickCount64 >= _nextCount)
        {
            _nextCount = Environment.TickCount64 + (long)Interval.TotalMilliseconds;
            TellCounts(now);
        }

        (_known, _hasLooked) = (now, true);
    }

    private void Note(JsonElement told)
    {
        // An engine may deliver the whole envelope, whatever it was asked for.
        var change = told.ValueKind is JsonValueKind.Object && told.TryGetProperty("activation_id", out _)
            && told.TryGetProperty("input", out var input)
            ? input
            : told;
        if (change.Text("observer_id") is { } id && ObserverRow.Target(change) is var target
            && !target.StartsWith(EngineClient.NamePrefix, StringComparison.Ordinal) && _seen.Count < MaxAsked)
        {
            _seen[id] = true;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(RegistryQueries queries, CancellationToken cancellationToken)
    {
        if (await queries.ObserversAsync(cancellationToken).ConfigureAwait(false) is { } rows)
        {
            return rows;
        }

        if (!_hasWarned)
        {
            _hasWarned = true;
            output.Tell("warning", "observers_not_listed",
                $"This engine does not list its observers: those that change from now on are shown, {MaxAsked} at most.");
        }

        var ids = _seen.Keys.ToArray();
        var found = await Task.WhenAll(ids.Select(id => queries.ObserverAsync(id, cancellationToken))).ConfigureAwait(false);
        List<JsonElement> present = [];
        foreach (var (id, row) in ids.Zip(found))
        {
            if (row is { } one)
            {
                present.Add(one);
            }
            else
            {
                _seen.TryRemove(id, out _);
            }
        }

        return present;
    }

    private void Compare(Dictionary<string, JsonElement> now)
    {
        foreach (var (id, row) in _known.Where(o => !now.ContainsKey(o.Key)))
        {
            _told.Remove(id);
            Tell("observer_removed", "[red]-[/]", row, "");
        }

        foreach (var (id, row) in now)
        {
            if (!_known.TryGetValue(id, out var before))
            {
                Tell("observer_added", "[green]+[/]", row, Standing(row));
            }
            else if (Standing(before) != Standing(row))
            {
                Tell("observer_changed", "[yellow]~[/]", row, Standing(row));
            }
        }
    }

    private void TellCounts(Dictionary<string, JsonElement> now)
    {
        foreach (var (id, row) in now)
        {
            var count = ObserverRow.Count(row);
            if (_told[id] != count)
            {
                _told[id] = count;
                Tell("observer_fired", "[blue]*[/]", row, $"fired {count}");
            }
        }
    }

    private static string Standing(JsonElement row) =>
        ObserverRow.Reason(row) is { } reason ? $"{ObserverRow.State(row)}: {reason}" : ObserverRow.State(row) ?? "";

    private void Tell(string name, string sign, JsonElement row, string more)
    {
        var functions = Markup.Escape($"{ObserverRow.Source(row)} → {ObserverRow.Target(row)}");
        var id = Markup.Escape(ObserverRow.Id(row) + (row.Text("trigger_type") is { } type ? $", {type} trigger" : ""));
        output.WriteEvent(
            name,
            $"{sign} observer [bold]{functions}[/] [dim]{id}[/] {Markup.Escape(more)}".TrimEnd(),
            writer =>
            {
                writer.WritePropertyName("observer");
                row.WriteTo(writer);
            });
    }
}
