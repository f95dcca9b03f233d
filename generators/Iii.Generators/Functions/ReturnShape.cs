using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>How a method gives its result.</summary>
internal enum ReturnKind
{
    Void,
    Value,
    Task,
    TaskOfValue,

    /// <summary>An <c>IAsyncEnumerable&lt;T&gt;</c>, whose elements are collected.</summary>
    Sequence,
}

internal static class ReturnShape
{
    /// <summary>Looks through the task: what the method gives, and the type of the result, null for none.</summary>
    public static (ReturnKind Kind, ITypeSymbol? Result) Of(IMethodSymbol method, Compilation compilation) => method.ReturnsVoid
        ? (ReturnKind.Void, null)
        : method.ReturnType.OriginalDefinition.FullMetadataName() switch
        {
            "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => (ReturnKind.Task, null),
            "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => (ReturnKind.TaskOfValue, ((INamedTypeSymbol)method.ReturnType).TypeArguments[0]),
            "System.Collections.Generic.IAsyncEnumerable`1" when compilation.GetTypeByMetadataName("System.Collections.Generic.List`1") is { } list =>
                (ReturnKind.Sequence, list.Construct(((INamedTypeSymbol)method.ReturnType).TypeArguments, ((INamedTypeSymbol)method.ReturnType).TypeArgumentNullableAnnotations)),
            _ => (ReturnKind.Value, method.ReturnType),
        };

    /// <summary>The expression for a parameter that is not read from the payload by itself: what is none of it, and the parts of an envelope. Null for all others.</summary>
    public static string? SpecialArgument(IParameterSymbol parameter) => OwnArgument(parameter) ?? Observers.ObserverForm.Argument(parameter);

    /// <summary>The expression for a parameter that does not come from the payload; null for one that does.</summary>
    public static string? OwnArgument(IParameterSymbol parameter) => parameter.Type.FullMetadataName() switch
    {
        _ when IsService(parameter) => $"call.{(parameter.NullableAnnotation is NullableAnnotation.Annotated ? "FindService" : "Service")}<{parameter.Type.QualifiedNotNull()}>()",
        _ when IsMetadata(parameter) => MetadataLocal(parameter),
        KnownNames.CancellationToken => "call.CancellationToken",
        KnownNames.Context => "call.Context",
        KnownNames.Client => "call.Client",
        KnownNames.Logger => "call.Logger",
        KnownNames.HttpRequestBody => "call.HttpBody",
        KnownNames.HttpStreamedResponse => "call.HttpResponse",
        _ => null,
    };

    /// <summary>The parameter comes from the JSON beside the payload.</summary>
    public static bool IsMetadata(IParameterSymbol parameter) => parameter.Attribute(KnownNames.FromMetadataAttribute) is not null;

    /// <summary>It has a JSON form: it comes from the payload or from the metadata.</summary>
    public static bool IsJson(IParameterSymbol parameter) => SpecialArgument(parameter) is null || IsMetadata(parameter) && !IsService(parameter);

    private static string MetadataLocal(IParameterSymbol parameter) => parameter.Name + "Argument";

    /// <summary>The parameter comes from the worker's services; the attribute of ASP.NET Core says the same.</summary>
    public static bool IsService(IParameterSymbol parameter) =>
        parameter.Attribute("Iii.FromServicesAttribute") is not null || parameter.Attribute("Microsoft.AspNetCore.Mvc.FromServicesAttribute") is not null;
}
