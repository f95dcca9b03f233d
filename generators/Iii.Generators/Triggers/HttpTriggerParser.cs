using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Triggers;

/// <param name="Config">The configuration as the engine wants it, in JSON.</param>
/// <param name="Names">The route's parameters.</param>
/// <param name="Location">The attribute's.</param>
internal sealed record HttpRoute(string Config, string Shape, string Display, IReadOnlyList<string> Names, LocationRecord? Location);

/// <summary>Reads [HttpTrigger] attributes.</summary>
internal static class HttpTriggerParser
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    public static IReadOnlyList<HttpRoute> Parse(IMethodSymbol method, string display, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
    {
        var routes = new List<HttpRoute>();
        foreach (var attribute in method.GetAttributes().Where(a => a.AttributeClass?.FullMetadataName() == KnownNames.HttpTriggerAttribute))
        {
            if (attribute.ConstructorArguments.Length != 2)
            {
                continue;
            }

            var place = LocationRecord.From(attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation());
            var verb = attribute.ConstructorArguments[0].Scalar() as string ?? "";
            var path = attribute.ConstructorArguments[1].Scalar() as string ?? "";
            if (Problem(verb, path) is { } problem)
            {
                problems.Add(new DiagnosticRecord(FunctionDiagnostics.BadRoute, place, new[] { display, problem }.ToEquatableArray()));
                continue;
            }

            var upper = verb.ToUpperInvariant();
            var segments = path.TrimStart('/').Split('/');
            routes.Add(new HttpRoute(
                Config(attribute, upper, path),
                $"{upper} /{string.Join("/", segments.Select(s => s.StartsWith(":", StringComparison.Ordinal) ? ":" : s))}",
                $"{upper} {path}",
                segments.Where(s => s.StartsWith(":", StringComparison.Ordinal)).Select(s => s.Substring(1)).ToArray(),
                place));
        }

        return routes;
    }

    /// <summary>Warns of route parameters that no parameter of the method takes.</summary>
    public static void CheckBound(IReadOnlyList<HttpRoute> routes, ParsedParameters parameters, string display, List<DiagnosticRecord> problems)
    {
        if (parameters.BoundNames.Contains("*"))
        {
            return;
        }

        foreach (var route in routes)
        {
            foreach (var name in route.Names.Where(n => !parameters.BoundNames.Contains(n, StringComparer.OrdinalIgnoreCase)))
            {
                problems.Add(new DiagnosticRecord(FunctionDiagnostics.UnboundRouteParameter, route.Location, new[] { name, display }.ToEquatableArray()));
            }
        }
    }

    private static string? Problem(string verb, string path)
    {
        if (!s_methods.Contains(verb, StringComparer.OrdinalIgnoreCase))
        {
            return $"'{verb}' is not a method that the engine serves. Use one of {string.Join(", ", s_methods)}.";
        }

        if (path.Trim().Length == 0 || path.Any(c => char.IsWhiteSpace(c) || c is '?' or '#' or '{' or '}'))
        {
            return $"'{path}' is not a path. Use one such as '/orders/:id', without white space, query, fragment or braces.";
        }

        var names = path.Split('/').Where(s => s.StartsWith(":", StringComparison.Ordinal)).ToArray();
        return names.Any(n => n.Length == 1) ? $"'{path}' has a parameter without a name. Name it as in '/orders/:id'."
            : names.Distinct().Count() != names.Length ? $"'{path}' has two parameters of the same name."
            : null;
    }

    private static string Config(AttributeData attribute, string verb, string path)
    {
        var config = $"{{\"api_path\":{JsonLiteral.String(path)},\"http_method\":\"{verb}\"";
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == "ConditionFunctionId" && argument.Value.Scalar() is string condition)
            {
                config += $",\"condition_function_id\":{JsonLiteral.String(condition)}";
            }
            else if (argument.Key == "MiddlewareFunctionIds" && !argument.Value.IsNull)
            {
                config += $",\"middleware_function_ids\":[{string.Join(",", argument.Value.Values.Select(v => JsonLiteral.String(v.Value as string ?? "")))}]";
            }
        }

        return config + "}";
    }
}
