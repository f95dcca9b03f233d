using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Doctor;

/// <summary>Represents what the doctor has looked at, and what it has found.</summary>
/// <param name="Features">What the engine supports beyond the protocol of 0.24.</param>
/// <param name="Triggers">How many triggers there are.</param>
/// <param name="Observers">How many observers there are; null when the engine does not list them.</param>
/// <param name="Findings">What was found, errors first.</param>
internal sealed record Examination(IReadOnlyList<string> Features, int Triggers, int? Observers, IReadOnlyList<Finding> Findings)
{
    public bool HasErrors => Findings.Any(static f => f.Severity is FindingSeverity.Error);

    /// <summary>Examines the workers that are connected to an engine.</summary>
    public static async Task<Examination> MakeAsync(EngineClient client, CancellationToken cancellationToken)
    {
        var queries = new RegistryQueries(client);
        var functions = await queries.FunctionsAsync(cancellationToken).ConfigureAwait(false);
        var triggers = await TriggersAsync(queries, cancellationToken).ConfigureAwait(false);
        var observers = await queries.ObserversAsync(cancellationToken).ConfigureAwait(false);
        List<Finding> findings = [];
        foreach (var trigger in triggers)
        {
            findings.AddRange(
                TriggerChecks.Check(trigger, await FunctionOfAsync(queries, functions, trigger, cancellationToken).ConfigureAwait(false)));
        }

        findings.AddRange((observers ?? []).Select(ObserverAdvice.Check).OfType<Finding>());
        return new Examination(
            client.Worker.Engine.Features ?? [], triggers.Count, observers?.Count,
            [.. findings.OrderBy(static f => f.Severity).ThenBy(static f => f.Subject, StringComparer.Ordinal)]);
    }

    // Engines of 0.26 and later need not have triggers at all.
    private static async Task<IReadOnlyList<JsonElement>> TriggersAsync(RegistryQueries queries, CancellationToken cancellationToken)
    {
        try
        {
            return await queries.TriggersAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ToolException e) when (e.Code is IIIErrorCodes.FunctionNotFound)
        {
            return [];
        }
    }

    private static async Task<JsonElement?> FunctionOfAsync(
        RegistryQueries queries, IReadOnlyList<JsonElement> functions, JsonElement trigger, CancellationToken cancellationToken)
    {
        if (trigger.Text("trigger_type") is not ("cron" or "stream:join") || trigger.Text("function_id") is not { } id)
        {
            return null;
        }

        // A row does not say in which namespace its function is: the one of the same worker is meant.
        var worker = trigger.Text("worker_name");
        var candidates = functions.Where(f => f.Text("function_id") == id).OrderByDescending(f => f.Text("worker_name") == worker)
            .ToArray();
        return await queries.FunctionAsync(id, candidates.Length > 0 ? candidates[0].Text("namespace") : null, cancellationToken)
            .ConfigureAwait(false);
    }
}
