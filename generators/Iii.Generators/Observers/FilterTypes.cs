using System.Text;
using Iii.Filters.Json;
using Iii.Filters.Syntax;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Checks the paths and operands of a filter against the types that the observed function takes and returns.</summary>
internal sealed class FilterTypes(IMethodSymbol observed, string source, FilterText filter, Func<int, int, LocationRecord?> place, JsonOptions options, Compilation compilation, List<DiagnosticRecord> problems)
{
    /// <summary>A value on a path: its type, or the parameters that are the members of a payload.</summary>
    private readonly record struct Position(ITypeSymbol? Type, IParameterSymbol[]? Parameters)
    {
        public ISymbol? Member { get; init; }

        /// <summary>Gets a value indicating whether a value of the type would be always absent here.</summary>
        public bool IsAbsent { get; init; }
    }

    public void Check() => Check(filter.Expression, element: null);

    private void Check(FilterExpression expression, Position? element)
    {
        foreach (var clause in expression.Clauses)
        {
            switch (clause)
            {
                case OrClause or:
                    foreach (var branch in or.Filters)
                    {
                        Check(branch, element);
                    }

                    break;
                case NotClause not:
                    Check(not.Filter, element);
                    break;
                case PathClause path:
                    if (RootOf(path.Path.Root, element) is { } root && Walk(root, path) is { } end)
                    {
                        Check(path.Operators, end, Encoding.UTF8.GetString(path.Path.Text));
                    }

                    break;
            }
        }
    }

    private Position? RootOf(PathRoot root, Position? element)
    {
        switch (root)
        {
            case PathRoot.Element:
                return element;
            case PathRoot.Input:
                var payload = observed.Parameters.Where(p => ReturnShape.SpecialArgument(p) is null).ToArray();
                if (payload.Length == 0 || ObserverForm.Of(observed) is ObserverFormKind.Envelope || payload.Any(p => p.Type.OriginalDefinition.FullMetadataName() == "Iii.HttpRequest`1"))
                {
                    return null;
                }

                return payload is [{ } single] && single.Type.WithoutNullable() is var type && (IsObject(type) || ShapeOf(type, null) is null or JsonShape.Any) ? new Position(type, null)
                    : payload.Length > 1 ? new Position(null, payload)
                    : null;
            case PathRoot.Output:
                var (_, result) = ReturnShape.Of(observed, compilation);
                return result is null || JsonTuple.Of(result) is not null || result.OriginalDefinition.FullMetadataName() == "Iii.HttpResponse`1" ? null : new Position(result.WithoutNullable(), null);
            default:
                return null;
        }
    }

    /// <summary>Follows a path to where it ends; null where it leads out of what is known, or is ruled out.</summary>
    private Position? Walk(Position start, PathClause clause)
    {
        var position = start;
        for (var i = 0; i < clause.Path.Segments.Length; i++)
        {
            var key = Encoding.UTF8.GetString(clause.Path.Segments[i].Key);
            var next = Step(position, key, clause.Path.Segments[i].Index >= 0, out var isClosed, out var known);
            if (next is { IsAbsent: true } || isClosed)
            {
                var path = Encoding.UTF8.GetString(clause.Path.Text);
                Report(
                    isClosed ? ObserverDiagnostics.UnknownPath : ObserverDiagnostics.OperandType,
                    clause.Position,
                    isClosed ? [path, $"'{source}' has no member '{key}' there, and refuses others.{Nearest(key, known)}"]
                        : [path, $"leads to '{key}' of {ShapeOf(position.Type!, position.Member)!.Value.Word()}, which is always absent"]);
                return null;
            }

            if (next is null)
            {
                return null;
            }

            position = next.Value;
        }

        return position;
    }

    private Position? Step(Position at, string key, bool isIndex, out bool isClosed, out string[] known)
    {
        isClosed = false;
        known = [];
        if (at.Parameters is { } parameters)
        {
            var parameter = parameters.FirstOrDefault(p => options.Naming.Apply(p.Name) == key);
            return parameter is null ? null : new Position(parameter.Type.WithoutNullable(), null);
        }

        var type = at.Type!;
        switch (ShapeOf(type, at.Member))
        {
            case null or JsonShape.Any or JsonShape.Channel:
                return null;
            case JsonShape.Array:
                return isIndex && ElementOf(type) is { } element ? new Position(element.WithoutNullable(), null) : isIndex ? null : new Position(null, null) { IsAbsent = true };
            case not JsonShape.Object:
                return new Position(null, null) { IsAbsent = true };
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (JsonCollection.Of(named) is { } entries)
        {
            return new Position(entries.Element.WithoutNullable(), null);
        }

        if (JsonPolymorphism.Has(type) || JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is not null || ObserverForm.IsEnvelope(type))
        {
            return null;
        }

        var members = SerializedMembers.Of(named, options, out _);
        known = members.Where(m => !m.IsIgnored && m.CanRead).Select(m => m.JsonName).ToArray();
        if (members.FirstOrDefault(m => m.JsonName == key && !m.IsIgnored && m.CanRead) is { } member)
        {
            return new Position(member.Type.WithoutNullable(), null) { Member = member.Symbol };
        }

        isClosed = JsonOthers.AreRefusedBy(named, members, options);
        return null;
    }

    private void Check(FilterOperator[] operators, Position at, string path)
    {
        if (at.Type is not { } type || ShapeOf(type, at.Member) is not { } shape || shape is JsonShape.Any or JsonShape.Channel)
        {
            return;
        }

        foreach (var test in operators)
        {
            if (test.Kind is OperatorKind.Any)
            {
                CheckElements(test, type, shape, path);
                continue;
            }

            foreach (var operand in test.Kind is OperatorKind.Exists ? [] : test.Operands)
            {
                if (!Fits(shape, operand.Kind))
                {
                    Report(ObserverDiagnostics.OperandType, test.Position, path, $"is compared with {Word(operand.Kind)}, and '{source}' has {shape.Word()} there");
                }
            }
        }
    }

    private void CheckElements(FilterOperator any, ITypeSymbol type, JsonShape shape, string path)
    {
        if (shape is not JsonShape.Array)
        {
            Report(ObserverDiagnostics.OperandType, any.Position, path, $"is asked for its elements, and '{source}' has {shape.Word()} there");
            return;
        }

        if (ElementOf(type) is not { } element)
        {
            return;
        }

        var position = new Position(element.WithoutNullable(), null);
        if (any.ElementFilter is { } expression)
        {
            Check(expression, position);
        }
        else
        {
            Check(any.ElementOperators!, position, "@");
        }
    }

    private static bool Fits(JsonShape shape, JsonTokenKind operand) => operand switch
    {
        JsonTokenKind.String => shape is JsonShape.String,
        JsonTokenKind.Number => shape is JsonShape.Number or JsonShape.Enum,
        JsonTokenKind.True or JsonTokenKind.False => shape is JsonShape.Boolean,
        JsonTokenKind.Array => shape is JsonShape.Array,
        JsonTokenKind.Object => shape is JsonShape.Object,
        _ => true,
    };

    private bool IsObject(ITypeSymbol type) => ShapeOf(type, null) is JsonShape.Object;

    /// <summary>What a type is written as; null where that is not known.</summary>
    private JsonShape? ShapeOf(ITypeSymbol type, ISymbol? member)
    {
        if (options.ContextOf(type) is not null)
        {
            return null;
        }

        if ((member is null ? null : JsonConverters.Named(member)) is { } own || (own = JsonConverters.Of(type, options)) is not null)
        {
            return type.TypeKind is TypeKind.Enum && JsonConverters.IsOfEnumNames(own) ? JsonShape.String : null;
        }

        if (JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is { } scalar)
        {
            var numbers = member is null ? options.Numbers : JsonNumbers.Of(member, options);
            return scalar.Shape is not JsonShape.Number ? scalar.Shape
                : JsonNumbers.AreQuoted(numbers) ? JsonShape.String
                : JsonNumbers.AreNamed(numbers) ? null
                : JsonShape.Number;
        }

        return type switch
        {
            { TypeKind: TypeKind.Enum } => JsonShape.Enum,
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => JsonShape.String,
            IArrayTypeSymbol => JsonShape.Array,
            INamedTypeSymbol named when JsonCollection.Of(named) is { } collection => collection.IsDictionary ? JsonShape.Object : JsonShape.Array,
            { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } => JsonShape.Object,
            _ => null,
        };
    }

    private void Report(DiagnosticDescriptor descriptor, int position, params string[] arguments)
    {
        var (start, length) = filter.NameAt(position);
        problems.Add(new DiagnosticRecord(descriptor, place(start, length), arguments.ToEquatableArray()));
    }

    private static string Nearest(string key, string[] known) =>
        known.FirstOrDefault(k => string.Equals(k, key, StringComparison.OrdinalIgnoreCase)) is { } other ? $" Write '{other}'."
        : known.Length is > 0 and <= 12 ? $" It has {string.Join(", ", known.Select(k => $"'{k}'"))}."
        : "";

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType : type is INamedTypeSymbol named ? JsonCollection.Of(named)?.Element : null;

    private static string Word(JsonTokenKind kind) => kind switch
    {
        JsonTokenKind.String => "a string",
        JsonTokenKind.Number => "a number",
        JsonTokenKind.True or JsonTokenKind.False => "a boolean",
        JsonTokenKind.Array => "an array",
        _ => "an object",
    };
}
