using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Finds where in a document a member of a value is.</summary>
/// <remarks>Within elements of a collection, what is declared as not nullable is taken not to be null: which of two elements comes first, a filter cannot tell.</remarks>
internal sealed class MemberPath(Compilation compilation)
{
    private readonly JsonOptions _options = JsonOptions.Of(compilation);

    /// <summary>A member of a value, with the value as a receiver; null with the reason when it is not in the document.</summary>
    public PredicateValue? Find(PredicateValue value, ISymbol member, out string reason)
    {
        reason = "";
        if (value.Aspect is Aspect.Call)
        {
            return OfCall((INamedTypeSymbol)value.Type, member, out reason);
        }

        if (value.Aspect is not Aspect.Value || value.IfNull is not null)
        {
            reason = "a filter compares members of the call, and nothing that is made of them";
            return null;
        }

        if (value.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T)
        {
            if (member.Name == "Value")
            {
                return value.IsKnownNotNull ? value with { Type = value.Inner } : With(value, value.Path, value.Inner, Absence.Never, null, out reason);
            }

            reason = $"'{member.Name}' of a nullable value is not in its JSON";
            return null;
        }

        if (IsCount(value.Type, member))
        {
            return With(value, value.Path, value.Type, value.Absence, null, out reason) is { } counted ? counted with { Aspect = Aspect.Count, Member = value.Member } : null;
        }

        return value.Type.FullMetadataName() switch
        {
            "Iii.ObservedError" => OfError(value, member, out reason),
            "Iii.Caller" => OfCaller(value, member, out reason),
            _ => OfObject(value, member, out reason),
        };
    }

    /// <summary>The value behind another one, which throws or is null where that is null.</summary>
    /// <param name="value">The value in between.</param>
    /// <param name="path">Where the new one is.</param>
    /// <param name="type">Its type.</param>
    /// <param name="absence">What it means when it is absent.</param>
    /// <param name="symbol">The member that it is.</param>
    /// <param name="reason">Why not.</param>
    public static PredicateValue? With(PredicateValue value, FilterPath path, ITypeSymbol type, Absence absence, ISymbol? symbol, out string reason)
    {
        reason = path.Length > FilterPath.MaxSegments ? $"a path in a filter has at most {FilterPath.MaxSegments} parts behind its root" : "";
        if (reason.Length > 0)
        {
            return null;
        }

        var receivers = value.Receivers;
        if (value.CanBeNull && !value.IsKnownNotNull)
        {
            if (value.IsInElement)
            {
                if (value.Type.NullableAnnotation is NullableAnnotation.Annotated)
                {
                    reason = "it throws where the value before it is null, and a filter cannot tell that from an element that comes later. Use '?.', or a pattern";
                    return null;
                }
            }
            else
            {
                var receiver = new Receiver(value.Path, OnNull.Throws, absence is Absence.Never && !path.IsSameAs(value.Path) ? path : null);
                receivers = value.IsClosed ? [receiver] : [.. receivers, receiver];
            }
        }

        return new PredicateValue(path, type, receivers, absence) { Member = symbol, Numbers = symbol is null ? value.Numbers : null };
    }

    private static bool IsCount(ITypeSymbol type, ISymbol member) =>
        type.SpecialType is SpecialType.System_String && member.Name == "Length"
        || member.Name is "Length" or "Count" && (type is IArrayTypeSymbol || type is INamedTypeSymbol named && JsonCollection.Of(named) is not null);

    private static PredicateValue? OfCall(INamedTypeSymbol call, ISymbol member, out string reason)
    {
        reason = "";
        var type = member is IPropertySymbol property ? property.Type : call;
        switch (member.Name)
        {
            case "Input":
                return new PredicateValue(FilterPath.Root("input"), call.TypeArguments[0], [], Absence.Never);
            case "Output":
                var output = call.TypeArguments[1];
                return new PredicateValue(FilterPath.Root("output"), output, [], output.IsValueType && output.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T ? Absence.Default : Absence.Null);
            case "Error":
                return new PredicateValue(FilterPath.Root("error"), type, [], Absence.Null);
            case "Caller":
                return new PredicateValue(FilterPath.Root("caller"), type, [], Absence.Null);
            case "Metadata":
                return new PredicateValue(FilterPath.Root("metadata"), type, [], Absence.Null);
            case "Status":
                return new PredicateValue(FilterPath.Root("error"), type, [], Absence.Never) { Aspect = Aspect.Status };
            case "FunctionId" or "Namespace":
                reason = "an observer sees the calls of one function only, which [Observes] names";
                return null;
            default:
                reason = "a filter sees the input, the output, the error, the caller and the metadata of a call, and nothing else of it. Test it in the function";
                return null;
        }
    }

    private static PredicateValue? OfError(PredicateValue error, ISymbol member, out string reason)
    {
        var name = member.Name switch { "Code" => "code", "Message" => "message", _ => null };
        reason = name is null ? "a filter sees the code and the message of an error only" : "";
        return name is null ? null : With(error, error.Path.Add(name), ((IPropertySymbol)member).Type, Absence.Never, null, out reason);
    }

    private static PredicateValue? OfCaller(PredicateValue caller, ISymbol member, out string reason)
    {
        var name = member.Name switch { "WorkerId" => "worker_id", "WorkerName" => "worker_name", "FunctionId" => "function_id", "InvocationId" => "invocation_id", "Parent" => "parent", _ => null };
        reason = name is null ? "a filter does not see it" : "";
        return name is null ? null : With(caller, caller.Path.Add(name), ((IPropertySymbol)member).Type, Absence.Null, null, out reason);
    }

    private PredicateValue? OfObject(PredicateValue value, ISymbol member, out string reason)
    {
        var type = value.Type;
        var display = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (_options.ContextOf(type) is { } context)
        {
            reason = $"{display} is written by {context.Name}, and the names in its JSON are not known here";
            return null;
        }

        if ((value.Member is { } holder ? JsonConverters.Named(holder) : null) is { } own || (own = JsonConverters.Of(type, _options)) is not null)
        {
            reason = $"{display} is written by the converter {own.Name}, and its JSON is not known here";
            return null;
        }

        if (type is not INamedTypeSymbol named || type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
            || JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is not null || JsonCollection.Of(named) is not null)
        {
            reason = $"'{member.Name}' is not in the JSON of {display}";
            return null;
        }

        var found = SerializedMembers.Of(named, _options, out _).FirstOrDefault(m => m.Name == member.Name);
        if (found is null || found.IsIgnored || !found.CanRead || found.IsExtensionData)
        {
            reason = $"'{member.Name}' is not written to the JSON of {display}. Compare what it is made of";
            return null;
        }

        if (value.Absence is Absence.Default)
        {
            reason = $"{display} is left out where it is the default, and what is in it is not known then. Test it in the function";
            return null;
        }

        if (found.JsonName.Length == 0)
        {
            reason = "its name in JSON is empty, and no path leads to it";
            return null;
        }

        var isNullable = !found.Type.IsValueType || found.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;
        var absence = found.Condition switch { 2 => isNullable ? Absence.Null : Absence.Default, 3 => Absence.Null, _ => Absence.Never };
        return With(value, value.Path.Add(found.JsonName), found.Type, absence, found.Symbol, out reason) is { } path
            ? path with { Numbers = JsonNumbers.Of(found.Symbol, _options) }
            : null;
    }
}
