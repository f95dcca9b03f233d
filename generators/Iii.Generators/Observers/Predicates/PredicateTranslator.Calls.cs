using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Translates calls of methods.</summary>
internal sealed partial class PredicateTranslator
{
    private const int Ordinal = 4;

    private readonly HashSet<ISymbol> _elements = new(SymbolEqualityComparer.Default);
    private bool _isInElement;

    /// <summary>A call that is a condition; null for one that may be a value.</summary>
    private Truth? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ReturnType.SpecialType is not SpecialType.System_Boolean)
        {
            return null;
        }

        var type = method.ContainingType;
        if (type.SpecialType is SpecialType.System_String && OfText(call) is { } text)
        {
            return text;
        }

        return method.Name switch
        {
            "Equals" when call is { Instance: { } instance, Arguments: [{ Value: var other }] } => IsEqual(call, instance, other),
            "Any" or "All" when IsOfLinq(method) => Elements(call, call.Arguments[0].Value, call.Arguments.Length > 1 ? call.Arguments[1].Value : null, method.Name == "All"),
            "Exists" or "TrueForAll" when call is { Instance: { } list, Arguments: [{ Value: var predicate }] } => Elements(call, list, predicate, method.Name == "TrueForAll"),
            "Contains" when call.Instance is null && (IsOfLinq(method) || type.FullMetadataName() == "System.MemoryExtensions") && call.Arguments.Skip(2).All(a => IsDefault(a)) =>
                Contains(call, call.Arguments[0].Value, call.Arguments[1].Value, isNullEmpty: !IsOfLinq(method)),
            "Contains" when call is { Instance: { } list, Arguments: [{ Value: var item }] } => Contains(call, list, item, isNullEmpty: false),
            "ContainsKey" when call is { Instance: { } map, Arguments: [{ Value: var key }] } => ContainsKey(call, map, key),
            "HasFlag" => Fail(call, "a filter does not look at single bits. List the values: x is E.A or E.B"),
            _ when method is { IsStatic: true, MethodKind: MethodKind.Ordinary } && method.DeclaringSyntaxReferences.Length > 0 => Inlined(call),
            _ => null,
        };
    }

    private Truth? OfText(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name, call.Arguments.Length)
        {
            case ("StartsWith", 1) when call.TargetMethod.Parameters[0].Type.SpecialType is SpecialType.System_Char:
            case ("StartsWith", 2) when IsOrdinal(call.Arguments[1].Value):
                return StartsWith(call);
            case ("StartsWith", 1):
                return Fail(call, "without a StringComparison it goes by the culture. Add StringComparison.Ordinal", WithOrdinal(call));
            case ("StartsWith", _):
                return Fail(call, "a filter compares texts ordinally, with regard to case. Use StringComparison.Ordinal");
            case ("Equals", 1) when call.Instance is { } instance:
                return IsEqual(call, instance, call.Arguments[0].Value);
            case ("Equals", 2) when call.Instance is { } instance && IsOrdinal(call.Arguments[1].Value):
                return IsEqual(call, instance, call.Arguments[0].Value);
            case ("Equals", 2) when call.Instance is null:
            case ("Equals", 3) when call.Instance is null && IsOrdinal(call.Arguments[2].Value):
                return IsEqualStatic(call, call.Arguments[0].Value, call.Arguments[1].Value);
            case ("Equals", _):
                return Fail(call, "a filter compares texts ordinally, with regard to case. List those that are meant: x is \"a\" or \"A\"");
            case ("IsNullOrEmpty", 1):
                _reason = null;
                return ValueOf(call.Arguments[0].Value) is { Aspect: Aspect.Value } value ? OneOf(value, [""], hasNull: true, call) : Fail(call, "a filter looks at members of the call");
            case ("Contains" or "EndsWith", _):
                return Fail(call, "a filter compares the whole text or how it begins. Use '==' or StartsWith(…, StringComparison.Ordinal)");
            case ("IsNullOrWhiteSpace", _):
                return Fail(call, "a filter does not know white space. Use string.IsNullOrEmpty");
            default:
                return null;
        }
    }

    private Truth StartsWith(IInvocationOperation call)
    {
        _reason = null;
        if (_constants.Of(call.Arguments[0].Value) is not { Value: { } constant } || ValueOf(call.Instance!) is not { Aspect: Aspect.Value } value)
        {
            return Fail(call, "a filter compares how a member of the call begins with a constant");
        }

        var kind = ScalarKinds.Of(value, _options, out var reason);
        return kind is not ScalarKind.Text ? Fail(call, reason)
            : PredicateOperand.Of(value, kind, constant.ToString(), out reason) is not [var operand] ? Fail(call, reason)
            : value.IfNull is { Value: string given } ? Truth.Of(FilterLogic.Or(TestNode.Of(value.Path, "$prefix", operand), given.StartsWith(constant.ToString(), StringComparison.Ordinal) ? value.IsNull : FilterLogic.False), value.Ends)
            : Dereferenced(value, TestNode.Of(value.Path, "$prefix", operand));
    }

    /// <summary>An instance method is called on the value: it throws on null.</summary>
    private static Truth Dereferenced(PredicateValue value, FilterNode condition)
    {
        var isThere = value is { CanBeNull: true, IsKnownNotNull: false } && !(value.IsInElement && value.Type.NullableAnnotation is not NullableAnnotation.Annotated) ? IsThere(value) : FilterLogic.True;
        return Truth.Of(condition, FilterLogic.And(value.Ends, isThere));
    }

    private Truth IsEqual(IInvocationOperation call, IOperation instance, IOperation other)
    {
        _reason = null;
        if (_constants.Of(instance) is { Value: not null } own)
        {
            return Compare(other, "$eq", own, call);
        }

        if (_constants.Of(other) is not { } constant || ValueOf(instance) is not { Aspect: Aspect.Value, IfNull: null } value || call.TargetMethod.Parameters[0].Type.SpecialType is SpecialType.System_Object)
        {
            return Fail(call, "a filter compares a member of the call with a constant. Use '=='");
        }

        var equal = constant.Value is null ? new Truth(FilterLogic.False, value.Ends) : Equal(value, constant.Value, call);
        return Dereferenced(value, equal.Holds);
    }

    private Truth IsEqualStatic(IInvocationOperation call, IOperation left, IOperation right) =>
        _constants.Of(right) is { } constant ? Compare(left, "$eq", constant, call)
        : _constants.Of(left) is { } other ? Compare(right, "$eq", other, call)
        : Fail(call, "a filter compares a member of the call with a constant");

    /// <summary>Either a list of constants contains a member of the call, or a list in the call contains a constant.</summary>
    private Truth Contains(IInvocationOperation call, IOperation list, IOperation item, bool isNullEmpty)
    {
        _reason = null;
        if (_constants.ListOf(list) is { } constants)
        {
            if (ValueOf(item) is not { } value)
            {
                return Fail(call, "a list of constants can contain a member of the call");
            }

            return value.Aspect is Aspect.Status ? Truth.Of(FilterLogic.Or(constants.Where(c => c.Value is not null).Select(c => StatusIs(c.Value!)).ToArray()), FilterLogic.True)
                : value.Aspect is not Aspect.Value ? Fail(call, "a list can contain a member of the call")
                : OneOf(value, constants.Where(c => c.Value is not null).Select(c => c.Value!).ToArray(), constants.Any(c => c.Value is null), call);
        }

        if (_constants.Of(item) is not { } constant)
        {
            return Fail(call, "a filter looks for a member in a list of constants (an array, a list or a set that is set where it is declared), or for a constant in a list of the call");
        }

        if (CollectionValue(list) is not { } collection || CollectionOf(collection) is not { IsDictionary: false } kind)
        {
            return Fail(call, "a filter looks for constants in arrays, lists and sets");
        }

        var element = new PredicateValue(FilterPath.Root("@"), kind.Element, [], Absence.Never) { Numbers = collection.Numbers };
        var test = constant.Value is null ? new Truth(element.IsNull, FilterLogic.True) : Equal(element, constant.Value, call);
        var condition = new ElementNode(collection.Path, test.Holds);
        return isNullEmpty ? Truth.Of(condition, collection.Ends) : Dereferenced(collection, condition);
    }

    private Truth ContainsKey(IInvocationOperation call, IOperation map, IOperation key)
    {
        _reason = null;
        return _constants.Of(key) is { Value: string { Length: > 0 } name } && CollectionValue(map) is { } value && CollectionOf(value) is { IsDictionary: true, Key.SpecialType: SpecialType.System_String }
            ? Dereferenced(value, TestNode.Exists(value.Path.Add(name)))
            : Fail(call, "a filter looks for keys that are constant texts");
    }

    /// <summary>Some element, or every one, satisfies a condition.</summary>
    private Truth Elements(IInvocationOperation call, IOperation list, IOperation? predicate, bool isAll)
    {
        _reason = null;
        if (CollectionValue(list) is not { } value || CollectionOf(value) is not { IsDictionary: false } collection)
        {
            return Fail(call, "a filter looks into arrays, lists and sets of the call");
        }

        if (predicate is null)
        {
            return Dereferenced(value, new ElementNode(value.Path, FilterLogic.True));
        }

        if (Lambda(predicate) is not var (parameter, body))
        {
            return Fail(call, "the condition on the elements is a lambda with one expression");
        }

        var element = new PredicateValue(FilterPath.Root("@"), collection.Element, [], Absence.Never) { Numbers = value.Numbers };
        var (outer, wasInElement) = (_elements.ToArray(), _isInElement);
        _elements.Clear();
        _elements.Add(parameter);
        _variables[parameter] = element;
        _isInElement = true;
        var truth = Translate(body);
        _isInElement = wasInElement;
        _elements.Clear();
        _elements.UnionWith(outer);
        if (!FilterLogic.IsTrue(truth.Ends))
        {
            return Fail(predicate, "it throws for some elements, and a filter cannot tell whether one that fits comes before. Use '?.', or a pattern");
        }

        return isAll
            ? Dereferenced(value, FilterLogic.And(IsThere(value), FilterLogic.Not(new ElementNode(value.Path, FilterLogic.Not(truth.Holds)))))
            : Dereferenced(value, new ElementNode(value.Path, truth.Holds));
    }

    /// <summary>Another predicate, as if its expression stood here.</summary>
    private Truth Inlined(IInvocationOperation call)
    {
        if (PredicateBody.Of(call.TargetMethod, compilation, cancellationToken) is not { } body)
        {
            return Fail(call, $"{call.TargetMethod.Name} has to be one expression to be made a part of a filter");
        }

        if (_calls >= MaxCalls)
        {
            return Fail(call, "predicates call each other too often");
        }

        foreach (var argument in call.Arguments)
        {
            _reason = null;
            if (argument.Parameter is not { RefKind: RefKind.None } parameter || ValueOf(argument.Value) is not { } value)
            {
                return Fail(argument.Value, "a predicate that is a part of a filter is called with the call, or with members of it");
            }

            _variables[parameter] = value;
            if (_isInElement)
            {
                _elements.Add(parameter);
            }
        }

        _calls++;
        var truth = Translate(body);
        _calls--;
        return truth;
    }

    private static (IParameterSymbol Parameter, IOperation Body)? Lambda(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [var parameter], Body.Operations: [IReturnOperation { ReturnedValue: { } body }] } } ? (parameter, body) : null;
    }

    private bool IsOrdinal(IOperation operation) => _constants.Of(operation) is { Value: Ordinal };

    /// <summary>Nothing is said for it, or null, which is the default comparison.</summary>
    private bool IsDefault(IArgumentOperation argument) => argument.IsImplicit || _constants.Of(argument.Value) is { Value: null };

    private string? WithOrdinal(IInvocationOperation call)
    {
        if (call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: [var text] } syntax)
        {
            return null;
        }

        var isImported = compilation.GetSemanticModel(syntax.SyntaxTree).LookupNamespacesAndTypes(syntax.SpanStart, name: nameof(StringComparison)).Length > 0;
        return $"{syntax.Expression}({text}, {(isImported ? "" : "System.")}StringComparison.Ordinal)";
    }
}
