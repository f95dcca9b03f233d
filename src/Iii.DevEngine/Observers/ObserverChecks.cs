using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.Filters;

namespace Iii.DevEngine.Observers;

/// <summary>Checks whether an observer fits the functions that it connects.</summary>
internal static class ObserverChecks
{
    /// <summary>Says why an observer is refused; null when it is not. What is not registered yet is checked when it is.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="owner">Who asks; null when it is away.</param>
    /// <param name="source">The source; null when it is not registered.</param>
    /// <param name="target">The target; null when it is not registered.</param>
    /// <param name="warnings">The filter's paths that could not be verified.</param>
    public static ObserverReason? Problem(
        ObserveRequest request, WorkerConnection? owner, RegisteredFunction? source, RegisteredFunction? target,
        out IReadOnlyList<string> warnings)
    {
        warnings = [];
        return SourceAccess(request, owner, source) ?? TargetAccess(request, owner, target)
            ?? (source is null ? null : Fit(request, source, out warnings));
    }

    /// <summary>Says why a target may not be used; null when it may.</summary>
    public static ObserverReason? TargetAccess(ObserveRequest request, WorkerConnection? owner, RegisteredFunction? target) =>
        owner is null ? null
        : !owner.Access.Allows(request.Target.Namespace, request.Target.Id)
            ? Forbidden($"function '{request.Target.Id}' may not be used by this session")
        : target is { IsPrivate: true } && target.Owner != owner ? Forbidden($"function '{request.Target.Id}' is private")
        : null;

    private static ObserverReason? SourceAccess(ObserveRequest request, WorkerConnection? owner, RegisteredFunction? source) =>
        source is null ? null
        : !source.IsObservable ? new ObserverReason(ObserveCodes.NotObservable, $"{request.Source.Id} is not observable")
        : owner?.Access.Allows(request.Source.Namespace, request.Source.Id) == false
            ? Forbidden($"function '{request.Source.Id}' may not be observed by this session")
        : null;

    private static ObserverReason? Fit(ObserveRequest request, RegisteredFunction source, out IReadOnlyList<string> warnings)
    {
        warnings = [];
        if (ArgsProblem(request, source) is { } problem)
        {
            return new ObserverReason(ObserveCodes.InvalidArgs, problem);
        }

        var paths = FilterPathCheck.Check(request.Filter, Text(source.RequestSchema), Text(source.ResponseSchema));
        warnings = [.. paths.Warnings.Select(static w => w.Message)];
        return paths.Error is { } error ? new ObserverReason(ObserveCodes.InvalidFilterPath, error.Message) : null;
    }

    private static string? ArgsProblem(ObserveRequest request, RegisteredFunction source)
    {
        if (source.ArgsFormat is { } format)
        {
            return format.Problem(request.ArgsOrEmpty) is { } mismatch ? $"the args of {source.Id} do not fit: {mismatch}" : null;
        }

        var isEmpty = request.Args is not { } args
            || (args.ValueKind is JsonValueKind.Object && !args.EnumerateObject().Any());
        return isEmpty ? null : $"{source.Id} takes no args";
    }

    private static ReadOnlySpan<byte> Text(JsonElement? schema) => schema is { } json ? JsonMarshal.GetRawUtf8Value(json) : default;

    private static ObserverReason Forbidden(string message) => new(ObserveCodes.Forbidden, message);
}
