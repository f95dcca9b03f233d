using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Schemas;

namespace Iii.Generators.Triggers;

/// <summary>The address of an http trigger.</summary>
/// <param name="Shape">The method and the path with its parameters' names taken out: what must be unique.</param>
/// <param name="Display">The method and the path.</param>
/// <param name="Names">The route's parameters.</param>
internal sealed record HttpRoute(string Shape, string Display, IReadOnlyList<string> Names);

/// <summary>Reads [HttpTrigger].</summary>
internal static class HttpTriggerParser
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var (verb, path) = (arguments.Text(0), arguments.Text(1));
        if (!s_methods.Contains(verb, StringComparer.OrdinalIgnoreCase))
        {
            var mended = HttpRouteMend.Method(verb, s_methods);
            arguments.ReportFixable(
                FunctionDiagnostics.BadRoute, mended is null ? null : NamingConventions.Literal(mended), arguments.PlaceOf(0), arguments.Function, $"'{verb}' is not a method that the engine serves. Use one of {string.Join(", ", s_methods)}.");
            return null;
        }

        if (Problem(path) is { } problem)
        {
            var mended = HttpRouteMend.Path(path);
            arguments.ReportFixable(FunctionDiagnostics.BadRoute, Problem(mended) is null ? NamingConventions.Literal(mended) : null, arguments.PlaceOf(1), arguments.Function, problem);
            return null;
        }

        var upper = verb.ToUpperInvariant();
        var segments = path.TrimStart('/').Split('/');
        var condition = arguments.Condition();
        var config = new TriggerConfig().Text("api_path", path).Text("http_method", upper).Condition(condition);
        if (arguments.NamedTexts("MiddlewareFunctionIds") is { } ids)
        {
            config.Json("middleware_function_ids", $"[{string.Join(",", ids.Select(JsonLiteral.String))}]");
        }

        return new TriggerFound("http", config.ToString(), $"{upper} {path}", arguments.Place)
        {
            PathLocation = arguments.PlaceOf(1),
            Condition = condition,
            Route = new HttpRoute(
                $"{upper} /{string.Join("/", segments.Select(s => s.StartsWith(":", StringComparison.Ordinal) ? ":" : s))}",
                $"{upper} {path}",
                segments.Where(s => s.StartsWith(":", StringComparison.Ordinal)).Select(s => s.Substring(1)).ToArray()),
        };
    }

    /// <summary>Warns of route parameters that no parameter of the method takes.</summary>
    public static void CheckBound(IReadOnlyList<TriggerFound> triggers, ParsedParameters parameters, string display, List<DiagnosticRecord> problems)
    {
        if (parameters.BoundNames.Contains("*"))
        {
            return;
        }

        foreach (var trigger in triggers)
        {
            foreach (var name in (trigger.Route?.Names ?? []).Where(n => !parameters.BoundNames.Contains(n, StringComparer.OrdinalIgnoreCase)))
            {
                problems.Add(new DiagnosticRecord(FunctionDiagnostics.UnboundRouteParameter, trigger.PathLocation, new[] { name, display }.ToEquatableArray())
                {
                    // Beside a parameter that takes the whole payload, another one would change what that is.
                    Mend = parameters.Whole is null ? Parameter(name, parameters) : null,
                });
            }
        }
    }

    /// <summary>A parameter that takes a route's, as C# source.</summary>
    private static string Parameter(string name, ParsedParameters parameters)
    {
        var words = NamingConventions.Identifier(name).Split(['_'], StringSplitOptions.RemoveEmptyEntries);
        var own = words.Length == 0 ? "value" : NamingConventions.CamelCase(words[0]) + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        own = char.IsDigit(own[0]) ? "_" + own : own;
        var bound = string.Equals(parameters.Graph.Options.Naming.Apply(own), name, StringComparison.OrdinalIgnoreCase) ? "" : $"[global::Iii.FromPayload({NamingConventions.Literal(name)})] ";
        return $"{bound}string {NamingConventions.Escaped(own)}";
    }

    private static string? Problem(string path)
    {
        if (path.Trim().Length == 0 || path.Any(c => char.IsWhiteSpace(c) || c is '?' or '#' or '{' or '}'))
        {
            return $"'{path}' is not a path. Use one such as '/orders/:id', without white space, query, fragment or braces.";
        }

        var names = path.Split('/').Where(s => s.StartsWith(":", StringComparison.Ordinal)).ToArray();
        return names.Any(n => n.Length == 1) ? $"'{path}' has a parameter without a name. Name it as in '/orders/:id'."
            : names.Distinct().Count() != names.Length ? $"'{path}' has two parameters of the same name."
            : null;
    }
}
