using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Mapping;

/// <summary>Finds calls of MapFunction and what their handlers are.</summary>
internal static class MappedCall
{
    public static bool IsCandidate(SyntaxNode node) => node is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapFunction" } or MemberBindingExpressionSyntax { Name.Identifier.ValueText: "MapFunction" },
    };

    public static MappedFound? Of(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Operation(syntax, model, cancellationToken) is not { } call
            || Argument(call, "handler") is not { } handler
            || model.GetInterceptableLocation(syntax, cancellationToken) is not { } location)
        {
            return null;
        }

        var (id, idPlace) = Id(call);
        var display = id is null ? "MapFunction" : $"'{id}'";
        var place = LocationRecord.From(handler.Syntax.GetLocation());
        var function = Handler(handler, model.Compilation, out var delegateType, out var what) is { } method
            ? FunctionParser.ParseHandler(method, delegateType, id, LocationRecord.From(idPlace) ?? place, $"the handler of {display}", place, model.Compilation, cancellationToken)
            : Unknown(id, display, what, place);
        return new MappedFound(function, $"{location.Version}, {NamingConventions.Literal(location.Data)}", location.GetDisplayLocation());
    }

    /// <summary>The call; null when it is one of something else.</summary>
    public static IInvocationOperation? Operation(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(syntax, cancellationToken) is IInvocationOperation { TargetMethod: { Name: "MapFunction", Parameters.Length: 3 } target } call && target.ContainingType.FullMetadataName() == "Iii.IIIWorker" ? call : null;

    /// <summary>The function's id, null when it is not a constant, and where it is given.</summary>
    public static (string? Id, Location? Place) Id(IInvocationOperation call)
    {
        var argument = Argument(call, "id");
        return (argument?.ConstantValue is { HasValue: true, Value: string constant } ? constant : null, argument?.Syntax.GetLocation());
    }

    /// <summary>What the handler is; null when it is not known.</summary>
    public static IMethodSymbol? HandlerOf(IInvocationOperation call, Compilation compilation) => Argument(call, "handler") is { } handler ? Handler(handler, compilation, out _, out _) : null;

    /// <summary>The method whose parameters are the function's; null with what stands there instead.</summary>
    private static IMethodSymbol? Handler(IOperation value, Compilation compilation, out string? delegateType, out string what)
    {
        delegateType = null;
        what = "";
        var type = value.Type as INamedTypeSymbol;

        // Lambdas with defaults have a delegate type that only the compiler can name.
        var isNamed = type is { CanBeReferencedByName: true, IsImplicitlyDeclared: false };
        if (isNamed && !compilation.IsSymbolAccessibleWithin(type!.OriginalDefinition, compilation.Assembly))
        {
            what = $"a {type!.ToDisplayString()}, which is private, so that generated code can not name it";
            return null;
        }

        var created = (value as IDelegateCreationOperation)?.Target switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation method => method.Method,
            _ => null,
        };
        if (created is not null)
        {
            delegateType = isNamed ? type!.QualifiedNotNull() : null;
            return created;
        }

        if (type?.DelegateInvokeMethod is { } invoke && type.OriginalDefinition.FullMetadataName() is var name
            && !name.StartsWith("System.Func`", StringComparison.Ordinal) && !name.StartsWith("System.Action", StringComparison.Ordinal))
        {
            delegateType = type.QualifiedNotNull();
            return invoke;
        }

        what = $"{(value.Type is { TypeKind: not TypeKind.Error } other ? $"a {other.ToDisplayString()}" : "something")}, whose parameters have no names to bind by";
        return null;
    }

    private static FunctionFound Unknown(string? id, string display, string what, LocationRecord? place) => new(
        null,
        id,
        display,
        place,
        EquatableArray<RouteFound>.Empty,
        EquatableArray<Triggers.ConditionFound>.Empty,
        new[] { new DiagnosticRecord(MappingDiagnostics.UnknownHandler, place, new[] { display, what }.ToEquatableArray()) }.ToEquatableArray(),
        new JsonTypesFound(EquatableArray<JsonCodecModel>.Empty, EquatableArray<JsonTypeRef>.Empty, EquatableArray<DiagnosticRecord>.Empty));

    private static IOperation? Argument(IInvocationOperation call, string name)
    {
        var value = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name)?.Value;
        return value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value;
    }
}
