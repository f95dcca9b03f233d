using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Observers;
using Iii.Generators.Schemas;
using Iii.Generators.Triggers;
using Iii.Generators.Validation;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>Makes a function's model of an attributed method, or says why it can not be one.</summary>
internal sealed class FunctionParser
{
    private readonly IMethodSymbol _method;
    private readonly AttributeData? _attribute;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly List<DiagnosticRecord> _problems = [];
    private readonly LocationRecord? _place;

    private FunctionParser(IMethodSymbol method, AttributeData? attribute, string display, LocationRecord? place, Compilation compilation, CancellationToken cancellationToken)
    {
        _method = method;
        _attribute = attribute;
        Display = display;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
        _place = place;
    }

    private string Display { get; }

    /// <summary>The function; null where the attribute stands on no method, of which the compiler says what is to be said.</summary>
    public static FunctionFound? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => context.TargetSymbol is IMethodSymbol method
        ? Parse(method, context.Attributes[0], context.SemanticModel.Compilation, cancellationToken)
        : null;

    /// <summary>The function that a method with the attribute is.</summary>
    public static FunctionFound Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken) =>
        new FunctionParser(method, attribute, $"{method.ContainingType.ToDisplayString()}.{method.Name}", LocationRecord.From(method), compilation, cancellationToken).ParseMethod();

    /// <summary>The function that a handler is which is given at run time.</summary>
    /// <param name="handler">The lambda, the local function or the method.</param>
    /// <param name="delegateType">The type of the delegate, as C# source; null for one without a name.</param>
    /// <param name="id">The function's id; null when it is not a constant.</param>
    /// <param name="idPlace">Where the id is given.</param>
    /// <param name="display">How messages call the handler.</param>
    /// <param name="place">Where it is given.</param>
    public static FunctionFound ParseHandler(IMethodSymbol handler, string? delegateType, string? id, LocationRecord? idPlace, string display, LocationRecord? place, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new FunctionParser(handler, null, display, place, compilation, cancellationToken);
        parser.CheckHandler();
        var found = parser.Parse(id is null ? "" : parser.CheckId(id, idPlace), idPlace, handler.MethodKind is MethodKind.AnonymousFunction ? null : handler.Summary(cancellationToken));
        return found with { Model = found.Model is { } model ? model with { Handler = HandlerSignature.Of(handler, delegateType) } : null };
    }

    private FunctionFound ParseMethod()
    {
        var id = ReadId(out var idPlace);
        CheckMethod();
        var limits = FunctionLimits.Of(_attribute!, Display, _problems, _cancellationToken);
        var found = Parse(id, idPlace, FunctionAttribute.Description(_attribute!, _method, _cancellationToken));
        return found with { Model = found.Model is { } model ? model with { Limits = limits } : null };
    }

    private static bool IsJoinResult(ITypeSymbol? result) => result?.FullMetadataName() == KnownNames.StreamJoinResult;

    private FunctionFound Parse(string? id, LocationRecord? idPlace, string? description)
    {
        var triggers = TriggerParser.Parse(_method, Display, _problems, _cancellationToken);
        var parameters = new ParameterParser(_method, Display, _compilation, _problems, _cancellationToken).Parse(triggers.Any(t => t.Type == "http"));
        var envelope = ObserverEnvelope.Of(_method, Display, triggers, parameters.Graph, _compilation, _problems);
        var observers = new ObservesParser(_method, id, Display, parameters.Graph, _compilation, _problems, _cancellationToken).Parse();
        var result = ReadResult(parameters.Graph, out var returns, out var resultType);
        CheckStreamed(resultType);
        HttpTriggerParser.CheckBound(triggers, parameters, Display, _problems);
        TriggerParser.CheckPayload(triggers, parameters, _method, Display, _problems);
        EventTypes.Check(_method, _problems);

        // Of a parameter whose name is not typed yet, the compiler speaks.
        var isWrong = _problems.Any(p => p.Descriptor.DefaultSeverity is DiagnosticSeverity.Error) || _method.Parameters.Any(p => p.Name.Length == 0);
        var request = new SchemaWriter(parameters.Graph.Options, _compilation, _cancellationToken);
        var requestSchema = isWrong ? "" : RequestSchema(request, parameters, envelope, id);
        var validation = isWrong ? ValidationFound.None : ValidationParser.Of(_method, Display, parameters.Models, request.HasMarks, request.HasAnnotations, _compilation, _cancellationToken);
        isWrong |= validation.Problems.Any(p => p.Descriptor.DefaultSeverity is DiagnosticSeverity.Error);
        var model = isWrong || id is null
            ? null
            : new FunctionModel(
                id,
                description,
                _method.ContainingType.QualifiedNotNull(),
                _method.ContainingType.ToDisplayString(),
                NamingConventions.Escaped(_method.Name),
                _method.IsStatic,
                returns,
                returns is ReturnKind.Sequence ? $"global::System.Threading.Tasks.ValueTask<{result!.Type}>" : _method.ReturnType.QualifiedNotNull(),
                result,
                resultType?.OriginalDefinition.FullMetadataName() == "Iii.HttpResponse`1",
                parameters.Models,
                requestSchema,
                resultType is null ? null : ResponseSchema(parameters.Graph, resultType, id),
                triggers.Select(t => new TriggerModel(t.Type, t.Config, t.Type == UnconfiguredTriggerParser.StreamJoin && IsJoinResult(resultType))).ToEquatableArray(),
                parameters.Literals,
                _method.Parameters.Where(p => ReturnShape.IsService(p) && p.NullableAnnotation is not NullableAnnotation.Annotated).Select(p => p.Type.QualifiedNotNull()).Distinct().ToEquatableArray())
            {
                HasChannels = parameters.HasChannels,
                MaxDepth = parameters.Graph.Options.MaxDepth,
                Checked = validation.Parameters,
                Observers = observers.Select(o => o.Model).ToEquatableArray(),
                Envelope = envelope?.Arguments,
            };

        return new FunctionFound(
            model,
            id,
            Display,
            idPlace ?? _place,
            triggers.Where(t => t.Route is not null).Select(t => new RouteFound(t.Route!.Shape, t.Route.Display, t.Location)).ToEquatableArray(),
            triggers.Select(t => t.Condition).OfType<ConditionFound>().ToEquatableArray(),
            _problems.ToEquatableArray(),
            new JsonTypesFound(parameters.Graph.Codecs, EquatableArray<JsonTypeRef>.Empty, EquatableArray<DiagnosticRecord>.Empty) { HasObject = parameters.Graph.HasObject, Space = parameters.Graph.Namespace })
        {
            Validation = validation,
            Observers = observers.ToEquatableArray(),
        };
    }

    private string? ReadId(out LocationRecord? place)
    {
        place = LocationRecord.From(FunctionIdArgument.Place(_attribute!, _cancellationToken));
        return CheckId(FunctionAttribute.Id(_attribute!), place);
    }

    private string? CheckId(string? id, LocationRecord? place)
    {
        if (FunctionIdRules.Problem(id) is not { } problem)
        {
            return id;
        }

        ReportFixable(FunctionDiagnostics.MalformedId, ProposedId.Mended(id, _method) is { } mended ? NamingConventions.Literal(mended) : null, place ?? _place, id ?? "", Display, problem);
        return null;
    }

    private void CheckMethod()
    {
        var reason = _method switch
        {
            { MethodKind: not MethodKind.Ordinary } => "it is not an ordinary method",
            { IsAbstract: true } => "it is abstract; put the attribute on the method that overrides it",
            { ContainingType.TypeKind: TypeKind.Interface } => "it belongs to an interface; put the attribute on the method that implements it",
            { IsAsync: true, ReturnsVoid: true } => "it is 'async void', so nobody can wait for it or see its exceptions; return Task",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns by reference; return a value",
            { IsStatic: false, ContainingType.IsValueType: true } => "it is an instance method of a struct; make it static",
            _ when IsFileLocal(_method.ContainingType) => "its class is local to the file; make the class internal",
            _ => null,
        };
        if (reason is not null)
        {
            ReportFixable(FunctionDiagnostics.NotAFunction, _method is { MethodKind: MethodKind.Ordinary, IsAsync: true, ReturnsVoid: true } ? "Task" : null, _place, Display, reason);
        }

        if (_method.MethodKind is not MethodKind.Ordinary)
        {
            return;
        }

        if (_method.IsGenericMethod || HasTypeParameters(_method.ContainingType))
        {
            Report(FunctionDiagnostics.Generic, _place, Display);
        }

        for (ISymbol? symbol = _method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                ReportFixable(FunctionDiagnostics.Inaccessible, _method is { IsOverride: false, ExplicitInterfaceImplementations.Length: 0 } ? "internal" : null, _place, symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), symbol.DeclaredAccessibility is Accessibility.Private ? "private" : "protected");
                break;
            }
        }
    }

    private void CheckHandler()
    {
        if (_method is { IsAsync: true, ReturnsVoid: true })
        {
            Report(FunctionDiagnostics.NotAFunction, _place, Display, "it is 'async void', so nobody can wait for it or see its exceptions; return Task");
        }

        if (_method.IsGenericMethod && _method.TypeArguments.Any(a => a.TypeKind is TypeKind.TypeParameter))
        {
            Report(FunctionDiagnostics.Generic, _place, Display);
        }

        foreach (var parameter in _method.Parameters.Where(p => ReturnShape.IsService(p) && !_compilation.IsSymbolAccessibleWithin(p.Type, _compilation.Assembly)))
        {
            Report(FunctionDiagnostics.UnboundParameter, LocationRecord.From(parameter), parameter.Name, Display, $"{parameter.Type.ToDisplayString()} is private, and generated code can not name it; make it internal.");
        }
    }

    /// <summary>A response is written or returned: the engine takes the first of both and drops the other.</summary>
    private void CheckStreamed(ITypeSymbol? resultType)
    {
        foreach (var parameter in _method.Parameters.Where(p => resultType is not null && p.Type.FullMetadataName() == KnownNames.HttpStreamedResponse && !ReturnShape.IsService(p)))
        {
            Report(FunctionDiagnostics.UnboundParameter, LocationRecord.From(parameter), parameter.Name, Display, "the method returns a value too, and only one of both can be the response. Return Task, or take no HttpStreamedResponse.");
        }
    }

    private JsonTypeRef? ReadResult(JsonTypeGraph graph, out ReturnKind returns, out ITypeSymbol? type)
    {
        (returns, type) = ReturnShape.Of(_method, _compilation);
        if (type is null)
        {
            return null;
        }

        if (type.TypeKind is TypeKind.Error)
        {
            Report(FunctionDiagnostics.UnsupportedResult, _place, Display, type.Name, "the type does not exist");
            return null;
        }

        if (graph.TryGetResult(type, type.Name, out var problem) is { } result)
        {
            return result;
        }

        ReportFixable(FunctionDiagnostics.UnsupportedResult, JsonContexts.Served(problem!, _compilation), _place, Display, problem!.Path, problem.Reason);
        return null;
    }

    private static string RequestSchema(SchemaWriter schema, ParsedParameters parameters, ObserverEnvelope? envelope, string? id)
    {
        var title = SchemaTitles.Of(id ?? "", "Request");
        return envelope is not null ? schema.OfType(envelope.Type, title, isResult: false)
            : parameters.Whole is { } whole ? schema.OfType(whole, title, isResult: false) : schema.OfParameters(title, parameters.Schema);
    }

    private string ResponseSchema(JsonTypeGraph graph, ITypeSymbol type, string id)
    {
        var title = SchemaTitles.Of(id, "Response");
        var schema = new SchemaWriter(graph.Options, _compilation, _cancellationToken);
        return JsonTuple.Of(type) is { } tuple
            ? schema.OfParameters(title, tuple.Select(e => new SchemaParameter(graph.Options.Naming.Apply(e.Name), e.Type, Required: true, null, null)).ToArray())
            : schema.OfType(type, title, isResult: true);
    }

    private static bool IsFileLocal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTypeParameters(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Report(DiagnosticDescriptor descriptor, LocationRecord? place, params string[] arguments) => ReportFixable(descriptor, null, place, arguments);

    private void ReportFixable(DiagnosticDescriptor descriptor, string? mend, LocationRecord? place, params string[] arguments) =>
        _problems.Add(new DiagnosticRecord(descriptor, place, arguments.ToEquatableArray()) { Mend = mend });
}
