using System.Globalization;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Finds the values that expressions read.</summary>
internal sealed partial class PredicateTranslator
{
    /// <summary>Why the last value was not found, and the expression that is the reason.</summary>
    private (SyntaxNode Syntax, string Reason)? _reason;

    /// <summary>The value that an expression reads; null for what is none.</summary>
    private PredicateValue? ValueOf(IOperation operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation inner:
                return ValueOf(inner.Operand);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, operation);
            case ILocalReferenceOperation local:
                return Variable(local.Local, operation);
            case IConditionalAccessInstanceOperation when _conditionals.Count > 0:
                return _conditionals.Peek();
            case IPropertyReferenceOperation { Instance: { } instance, Arguments.Length: 1 } indexer:
                return ValueOf(instance) is { } list ? Entry(list, indexer.Arguments[0].Value, operation) : null;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return ValueOf(element.ArrayReference) is { } array ? Entry(array, element.Indices[0], operation) : null;
            case IPropertyReferenceOperation { Instance: { } instance } property:
                return ValueOf(instance) is { } holder ? Member(holder, property.Property, operation) : null;
            case IFieldReferenceOperation { Instance: { } instance } field:
                return ValueOf(instance) is { } owner ? Member(owner, field.Field, operation) : null;
            case IConditionalAccessOperation access:
                return Conditional(access);
            case IConversionOperation conversion:
                return ValueOf(conversion.Operand) is { } converted ? Converted(converted, conversion) : null;
            case ICoalesceOperation coalesce:
                return ValueOf(coalesce.Value) is { Aspect: Aspect.Value, IfNull: null } value && _constants.Of(coalesce.WhenNull) is { } constant
                    ? value with { IfNull = constant }
                    : Refuse(coalesce, "what stands behind '??' is a constant in a filter");
            case IInvocationOperation call:
                return OfMethod(call);
            default:
                return null;
        }
    }

    private PredicateValue? Variable(ISymbol symbol, IOperation operation)
    {
        if (!_variables.TryGetValue(symbol, out var value))
        {
            return Refuse(operation, "a filter compares members of the call with constants only, and this is neither");
        }

        return _isInElement && !value.IsInElement ? Refuse(operation, "a filter cannot compare an element with the rest of the call")
            : _isInElement && !_elements.Contains(symbol) ? Refuse(operation, "a filter cannot compare an element with one of another collection")
            : value;
    }

    private PredicateValue? Member(PredicateValue holder, ISymbol member, IOperation operation) =>
        _members.Find(holder, member, out var reason) is { } found ? found : Refuse(operation, reason);

    private PredicateValue? Conditional(IConditionalAccessOperation access)
    {
        if (ValueOf(access.Operation) is not { Aspect: Aspect.Value, IfNull: null } value)
        {
            return null;
        }

        _conditionals.Push(value with
        {
            IsKnownNotNull = true,
            IsClosed = false,
            Type = value.Inner,
            Receivers = [.. value.Receivers, new Receiver(value.Path, OnNull.IsNull, null)],
        });
        var found = ValueOf(access.WhenNotNull);
        _conditionals.Pop();
        return found is null ? null : found with { IsClosed = true };
    }

    private PredicateValue? Converted(PredicateValue value, IConversionOperation conversion)
    {
        if (conversion.Type is not { } type || conversion.OperatorMethod is not null && !IsDecimalToDouble(value, type))
        {
            return Refuse(conversion, "a filter converts nothing");
        }

        var inner = type.WithoutNullable();
        if (SymbolEqualityComparer.Default.Equals(inner, conversion.Operand.Type!.WithoutNullable()) || conversion.IsImplicit && !conversion.Conversion.IsNumeric && !inner.IsValueType)
        {
            return value;
        }

        if (IsDecimalToDouble(value, type))
        {
            return value with { IsCast = true, ComparedAs = inner };
        }

        // An implicit conversion of numbers keeps their order, and an enum is written as the number that it is made.
        return conversion.IsImplicit && inner.IsValueType || value.Inner.TypeKind is TypeKind.Enum && ScalarKinds.Of(value, _options, out _) is ScalarKind.EnumNumber && inner.SpecialType is not SpecialType.System_Single
            ? value with { ComparedAs = inner }
            : Refuse(conversion, "a filter converts nothing");
    }

    private static bool IsDecimalToDouble(PredicateValue value, ITypeSymbol type) => value.Inner.SpecialType is SpecialType.System_Decimal && type.WithoutNullable().SpecialType is SpecialType.System_Double;

    /// <summary>An entry of a dictionary or an element of a list, by a constant.</summary>
    private PredicateValue? Entry(PredicateValue value, IOperation index, IOperation operation)
    {
        if (value.Aspect is not Aspect.Value || value.IfNull is not null || _constants.Of(index) is not { Value: { } key })
        {
            return Refuse(operation, "an index in a filter is a constant");
        }

        if (value.IsInElement)
        {
            return Refuse(operation, "it throws where there is no such entry, and a filter cannot tell that from an element that comes later");
        }

        if (CollectionOf(value) is not { } collection)
        {
            return Refuse(operation, "a filter reads entries of arrays, lists and dictionaries with texts as keys");
        }

        var segment = collection.IsDictionary
            ? key is string { Length: > 0 } name && collection.Key!.SpecialType is SpecialType.System_String ? name : null
            : key is int and >= 0 ? ((int)key).ToString(CultureInfo.InvariantCulture) : null;
        if (segment is null)
        {
            return Refuse(operation, "a filter reads elements by a number, and entries of dictionaries by a text that is not empty");
        }

        var path = value.Path.Add(segment);
        return MemberPath.With(value, path, collection.Element, Absence.Never, null, out var reason) is { } entry
            ? entry with { Receivers = [.. entry.Receivers, new Receiver(path, OnNull.ThrowsWhenAbsent, null)] }
            : Refuse(operation, reason);
    }

    /// <summary>What kind of collection a value is; null for none that a filter looks into.</summary>
    private JsonCollection? CollectionOf(PredicateValue value)
    {
        var type = value.Type;
        if (_options.ContextOf(type) is not null || value.Member is { } member && JsonConverters.Named(member) is not null || JsonConverters.Named(type) is not null)
        {
            return null;
        }

        return type switch
        {
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => null,
            IArrayTypeSymbol { Rank: 1 } array => new JsonCollection("", array.ElementType, null),
            INamedTypeSymbol named when JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is null => JsonCollection.Of(named),
            _ => null,
        };
    }

    private PredicateValue? OfMethod(IInvocationOperation call)
    {
        if (call.TargetMethod is { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && ValueOf(call.Instance!) is { Aspect: Aspect.Value, IfNull: null } value)
        {
            var constant = call.Arguments is [{ Value: var given }] ? _constants.Of(given) : PredicateOperand.Default(ScalarKinds.Of(value, _options, out _)) is { } unset ? new PredicateConstant(unset, value.Inner) : null;
            return constant is null ? Refuse(call, "what stands in the place of null is a constant in a filter") : value with { IfNull = constant };
        }

        if (call.TargetMethod is { Name: "Count", Parameters.Length: 1 or 0 } && IsOfLinq(call.TargetMethod) && call.Arguments is [{ Value: var source }] && CollectionValue(source) is { } list)
        {
            return MemberPath.With(list, list.Path, list.Type, list.Absence, null, out var reason) is { } counted ? counted with { Aspect = Aspect.Count, Member = list.Member } : Refuse(call, reason);
        }

        return Refuse(call, call.TargetMethod.Name switch
        {
            "ToString" or "ToUpper" or "ToLower" or "ToUpperInvariant" or "ToLowerInvariant" or "Trim" or "Substring" or "Replace" => "a filter compares texts as they are. List those that are meant: x is \"a\" or \"A\"",
            "First" or "FirstOrDefault" or "Last" or "Single" or "Where" or "Select" => "a filter asks whether some element fits. Use Any(x => …)",
            _ => $"a filter has no {call.TargetMethod.Name}",
        });
    }

    /// <summary>The value that a collection in an expression is, without the conversion to what a method takes.</summary>
    private PredicateValue? CollectionValue(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return ValueOf(operation) is { Aspect: Aspect.Value, IfNull: null } value && CollectionOf(value) is not null ? value : null;
    }

    private static bool IsOfLinq(IMethodSymbol method) => method.ContainingType.FullMetadataName() == "System.Linq.Enumerable";

    /// <summary>Remembers the reason that is found first, which is the innermost.</summary>
    private PredicateValue? Refuse(IOperation operation, string reason)
    {
        _reason ??= (operation.Syntax, reason);
        return null;
    }
}
