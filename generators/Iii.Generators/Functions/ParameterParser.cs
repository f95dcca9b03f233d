using Iii.Generators.Annotations;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>What the parameters of a method are bound to.</summary>
/// <param name="Whole">The type that takes the whole payload; null when properties are bound by name.</param>
/// <param name="Schema">The properties that are bound by name.</param>
/// <param name="Literals">How text in a route, a query or a header becomes JSON, for booleans and enums; as C# source.</param>
internal sealed record ParsedParameters(
    JsonTypeGraph Graph,
    EquatableArray<ParameterModel> Models,
    ITypeSymbol? Whole,
    IReadOnlyList<SchemaParameter> Schema,
    EquatableArray<string> Literals,
    IReadOnlyList<string> BoundNames)
{
    /// <summary>A parameter is, or contains, the end of a channel.</summary>
    public bool HasChannels { get; init; }
}

/// <summary>Decides by kind how each parameter is bound.</summary>
internal sealed class ParameterParser(IMethodSymbol method, string display, Compilation compilation, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
{
    private readonly JsonTypeGraph _graph = new(compilation, cancellationToken);
    private readonly XmlDocumentation _documentation = XmlDocumentation.Of(method, cancellationToken);

    public ParsedParameters Parse(bool hasHttpTrigger)
    {
        foreach (var parameter in method.Parameters.Where(p => p.RefKind is not (RefKind.None or RefKind.In)))
        {
            Report(FunctionDiagnostics.UnboundParameter, parameter, parameter.Name, display, "it is passed by reference; take a value.");
        }

        foreach (var parameter in method.Parameters.Where(p => p.Type.IsValueType && ReturnShape.IsService(p)))
        {
            Report(FunctionDiagnostics.UnboundParameter, parameter, parameter.Name, display, "it has [FromServices], and a value type is no service; take a class or an interface.");
        }

        var types = method.Parameters.Select(p => ReturnShape.IsJson(p) ? Check(p) : null).ToArray();
        var fromPayload = method.Parameters.Where(p => ReturnShape.SpecialArgument(p) is null).ToArray();
        var whole = FindWhole(fromPayload, types);
        if (whole is null && fromPayload.FirstOrDefault(p => IsHttpRequest(p.Type)) is { } request)
        {
            Report(FunctionDiagnostics.UnboundParameter, request, request.Name, display, "an HttpRequest is the whole payload and can not stand beside others. Take it alone, or bind what is needed by name.");
        }

        var models = new List<ParameterModel>();
        var schema = new List<SchemaParameter>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var literals = new List<string>();
        var bound = new List<string>();
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            var special = ReturnShape.SpecialArgument(parameter);
            var jsonName = special is not null || SymbolEqualityComparer.Default.Equals(parameter, whole) ? null : PayloadName(parameter);
            if (jsonName is not null && !names.Add(jsonName))
            {
                Report(FunctionDiagnostics.UnboundParameter, parameter, parameter.Name, display, $"another parameter takes the property '{jsonName}' already.");
            }

            if (jsonName is not null)
            {
                bound.Add(jsonName);
                schema.Add(new SchemaParameter(
                    jsonName, parameter.Type, !parameter.HasExplicitDefaultValue && !parameter.IsParams, parameter.IsParams ? "[]" : parameter.HasExplicitDefaultValue ? DefaultValues.Json(parameter) : null, parameter.Said() ?? _documentation.Parameter(parameter.Name))
                {
                    Annotated = new AnnotatedValue(parameter, parameter.Type, parameter.Name, AnnotationReader.On(parameter)),
                });
                if (types[i] is { Shape: JsonShape.Boolean or JsonShape.Enum } literal)
                {
                    literals.Add(Literal(literal, jsonName));
                }
            }

            models.Add(new ParameterModel(
                parameter.Name,
                special,
                types[i],
                jsonName,
                parameter.IsParams ? "[]" : parameter.HasExplicitDefaultValue ? DefaultValues.Literal(parameter) : null,
                parameter.NullableAnnotation is NullableAnnotation.Annotated || parameter.Type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated } || parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T,
                IsHttpRequest(parameter.Type))
            {
                Metadata = ReturnShape.IsMetadata(parameter) && types[i] is { } type ? Metadata(parameter, type) : null,
            });
        }

        if (whole is not null && hasHttpTrigger && _graph.Models.Items.FirstOrDefault(m => m.Type == whole.Type.QualifiedNotNull()) is { } model)
        {
            literals.AddRange(model.Members.Where(m => m.Type.Shape is JsonShape.Boolean or JsonShape.Enum).Select(m => Literal(m.Type, m.JsonName)));
            bound.AddRange(model.Members.Select(m => m.JsonName));
        }
        else if (whole is not null)
        {
            // A dictionary, an http request, or raw JSON has a place for every name.
            bound.Add("*");
        }

        return new ParsedParameters(_graph, models.ToEquatableArray(), whole?.Type, schema, literals.ToEquatableArray(), bound) { HasChannels = _graph.HasChannels };
    }

    private static string Literal(JsonTypeRef type, string name) =>
        $"{KnownNames.Library}HttpLiteral.{(type.Shape is JsonShape.Boolean ? "Boolean" : $"Enum<{type.Type.TrimEnd('?')}>")}({NamingConventions.Literal(name)})";

    private static string Metadata(IParameterSymbol parameter, JsonTypeRef type)
    {
        var name = parameter.Attribute(KnownNames.FromMetadataAttribute) is { } attribute && NameOf(attribute) is { } given ? NamingConventions.Literal(given) : "null";
        var mayBeMissing = parameter.HasExplicitDefaultValue || parameter.NullableAnnotation is NullableAnnotation.Annotated || parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;
        var ifMissing = parameter.HasExplicitDefaultValue ? DefaultValues.Literal(parameter) : "default";
        return $"{KnownNames.Library}CallMetadata.Read<{type.Type}, {type.Codec}>(call, {name}{(mayBeMissing ? $", {ifMissing}" : "")})";
    }

    private JsonTypeRef? Check(IParameterSymbol parameter)
    {
        if (parameter.Type.TypeKind is TypeKind.Error || parameter.Name.Length == 0)
        {
            // The compiler says it better; no code is emitted that would repeat it.
            Report(FunctionDiagnostics.UnsupportedParameter, parameter, parameter.Name, display, parameter.Name, $"the type {parameter.Type.ToDisplayString()} does not exist");
            return null;
        }

        if (_graph.TryGetWhole(parameter.Type, parameter.Name, out var problem) is { } type)
        {
            return type;
        }

        problems.Add(new DiagnosticRecord(FunctionDiagnostics.UnsupportedParameter, LocationRecord.From(parameter), new[] { parameter.Name, display, problem!.Path, problem.Reason }.ToEquatableArray())
        {
            Mend = JsonContexts.Served(problem, compilation),
        });
        return null;
    }

    private IParameterSymbol? FindWhole(IParameterSymbol[] fromPayload, JsonTypeRef?[] types)
    {
        var explicitly = fromPayload.Where(p => p.Attribute(KnownNames.FromPayloadAttribute) is { } a && NameOf(a) is null).ToArray();
        foreach (var second in explicitly.Skip(1))
        {
            Report(FunctionDiagnostics.UnboundParameter, second, second.Name, display, $"'{explicitly[0].Name}' takes the whole payload already.");
        }

        if (explicitly.Length > 0)
        {
            foreach (var other in fromPayload.Where(p => !explicitly.Contains(p, SymbolEqualityComparer.Default)))
            {
                Report(FunctionDiagnostics.UnboundParameter, other, other.Name, display, $"'{explicitly[0].Name}' takes the whole payload, so nothing is left for it. Remove one, or bind both by name.");
            }

            return explicitly[0];
        }

        return fromPayload is [var single] && single.Attribute(KnownNames.FromPayloadAttribute) is null
            && types[single.Ordinal]?.Shape is JsonShape.Object or JsonShape.Any
            ? single
            : null;
    }

    private string PayloadName(IParameterSymbol parameter) =>
        parameter.Attribute(KnownNames.FromPayloadAttribute) is { } attribute && NameOf(attribute) is { } name ? name : _graph.Options.Naming.Apply(parameter.Name);

    private static string? NameOf(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Scalar() as string;

    private static bool IsHttpRequest(ITypeSymbol type) => type.OriginalDefinition.FullMetadataName() == "Iii.HttpRequest`1";

    private void Report(DiagnosticDescriptor descriptor, IParameterSymbol parameter, params string[] arguments) =>
        problems.Add(new DiagnosticRecord(descriptor, LocationRecord.From(parameter), arguments.ToEquatableArray()));
}
