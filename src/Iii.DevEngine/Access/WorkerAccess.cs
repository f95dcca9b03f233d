using System.Text.Json;

namespace Iii.DevEngine.Access;

/// <summary>What one connection may call and register, by the rules of the port through which it came.</summary>
internal sealed class WorkerAccess(EngineCore core, IIIWorkerListenerOptions? listener, SessionGrants grants)
{
    private const string RegisterId = "engine::workers::register";

    private static readonly HashSet<string> s_infrastructure = new(StringComparer.Ordinal)
    {
        "engine::channels::create", RegisterId,
        "engine::log::info", "engine::log::warn", "engine::log::error", "engine::log::debug", "engine::log::trace",
        "engine::baggage::get", "engine::baggage::set", "engine::baggage::get_all",
    };

    public SessionGrants Grants => grants;

    public IIIRbacOptions? Rules => listener?.Rbac;

    /// <summary>The function that is called in the place of others.</summary>
    public string? Middleware => listener?.MiddlewareFunctionId;

    /// <summary>Whether a function may be called, or seen in lists. Whether it exists is another question.</summary>
    public bool Allows(string space, string functionId)
    {
        if (grants.ForbiddenFunctions.Contains(functionId, StringComparer.Ordinal))
        {
            return false;
        }

        return Rules is null
            || (grants.Namespaces.TryGetValue(space, out var granted) && granted.Any(g => IsGranted(g, functionId)))
            || (space == EngineCore.DefaultNamespace && grants.AllowedFunctions.Contains(functionId, StringComparer.Ordinal))
            || s_infrastructure.Contains(functionId)
            || Rules.ExposeFunctions.Any(f => Matches(f, space, functionId));
    }

    /// <summary>Why a call is refused; null when it is not.</summary>
    public Outcome? Refusal(string space, string functionId) => Allows(space, functionId)
        ? null
        : Outcome.Failed("FORBIDDEN", $"function '{functionId}' not allowed ({(grants.ForbiddenFunctions.Contains(functionId, StringComparer.Ordinal) ? "remove from rbac.forbidden_functions" : "add to rbac.expose_functions")})");

    /// <summary>Why a worker may not have a namespace; null when it may.</summary>
    public Outcome? NamespaceRefusal(string? space) => grants.Namespaces.Count == 0 || grants.Namespaces.ContainsKey(space ?? EngineCore.DefaultNamespace)
        ? null
        : Outcome.Failed("FORBIDDEN", $"namespace '{space ?? EngineCore.DefaultNamespace}' not allowed for this session (permitted: {string.Join(", ", grants.Namespaces.Keys.Order(Utf8Order.Instance))})");

    /// <summary>Whether middleware stands before a call.</summary>
    public bool IsIntercepted(string space, string functionId) =>
        Middleware is not null && !(functionId.StartsWith("engine::", StringComparison.Ordinal) && core.Functions.GetValueOrDefault((space, functionId))?.Owner is null);

    /// <summary>An id as it is registered.</summary>
    public string WithPrefix(string functionId) => grants.Prefix is { } prefix ? $"{prefix}::{functionId}" : functionId;

    /// <summary>An id as the worker knows it.</summary>
    public string WithoutPrefix(string functionId) =>
        grants.Prefix is { } prefix && functionId.StartsWith(prefix + "::", StringComparison.Ordinal) ? functionId[(prefix.Length + 2)..] : functionId;

    private static bool IsGranted(string grant, string functionId) => IdPattern.Matches(IdPattern.Within(grant) ?? grant, functionId);

    private bool Matches(IIIFunctionFilter filter, string space, string functionId)
    {
        if (filter.Namespace != space)
        {
            return false;
        }

        if (filter.Pattern is { } pattern)
        {
            return IdPattern.Matches(IdPattern.Within(pattern) ?? pattern, functionId);
        }

        return core.Functions.GetValueOrDefault((space, functionId))?.Metadata is { ValueKind: JsonValueKind.Object } metadata
            && filter.Metadata!.All(m => metadata.TryGetProperty(m.Key, out var value) && IsEqual(m.Value, value));
    }

    private static bool IsEqual(JsonElement expected, JsonElement value) =>
        expected.ValueKind is JsonValueKind.String && IdPattern.Within(expected.GetString()!) is { } pattern
            ? value.ValueKind is JsonValueKind.String && IdPattern.Matches(pattern, value.GetString()!)
            : JsonElement.DeepEquals(expected, value);
}
