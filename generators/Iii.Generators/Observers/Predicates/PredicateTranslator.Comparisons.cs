using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Translates comparisons with constants.</summary>
internal sealed partial class PredicateTranslator
{
    private Truth Compare(IBinaryOperation binary)
    {
        if (NameOf(binary.OperatorKind) is not { } name)
        {
            return Fail(binary, "a filter calculates nothing. Compare a member with a constant");
        }

        var (value, constant, isTurned) = _constants.Of(binary.RightOperand) is { } right ? (binary.LeftOperand, right, false)
            : _constants.Of(binary.LeftOperand) is { } left ? (binary.RightOperand, left, true)
            : (binary.LeftOperand, null, false);
        if (constant is null)
        {
            _reason = null;
            _ = ValueOf(binary.LeftOperand) is not null && ValueOf(binary.RightOperand) is not null;
            return Fail(binary, "a filter compares a member of the call with a constant: a literal, a const, or a static readonly field that is set to one");
        }

        var isDenied = name == "$ne";
        name = isDenied ? "$eq" : isTurned ? Turned(name) : name;
        return Compare(value, name, constant, binary) is var truth && isDenied ? !truth : truth;
    }

    private Truth Compare(IOperation operand, string name, PredicateConstant constant, IOperation operation)
    {
        // A condition that is compared with true or false.
        if (name == "$eq" && constant.Value is bool isTrue && (IsCondition(operand) ? Translate(operand) : OfNullable(operand, whenNull: !isTrue)) is { } condition)
        {
            return isTrue ? condition : !condition;
        }

        _reason = null;
        if (ValueOf(operand) is not { } value)
        {
            return Fail(operation, "a filter compares a member of the call with a constant");
        }

        return name == "$eq" ? constant.Value is null ? IsNullTruth(value, operation) : Equal(value, constant.Value, operation)
            : constant.Value is null ? new Truth(FilterLogic.False, value.Ends)
            : Order(value, name, constant.Value, operation);
    }

    private Truth IsNullTruth(PredicateValue value, IOperation operation) =>
        value.Aspect is Aspect.Value ? Truth.Of(IsNullOf(value), value.Ends)
        : value.Aspect is Aspect.Count && value.IsPropagated ? Truth.Of(FilterLogic.Not(IsThere(value)), FilterLogic.True)
        : Fail(operation, "it is never null");

    /// <summary>A value is equal to a constant that is not null.</summary>
    private Truth Equal(PredicateValue value, object constant, IOperation operation) => value.Aspect switch
    {
        Aspect.Status => Truth.Of(StatusIs(constant), FilterLogic.True),
        Aspect.Count => Count(value, "$eq", constant, operation),
        Aspect.Call => Fail(operation, "a filter compares the members of a call"),
        _ => OneOf(value, [constant], hasNull: false, operation),
    };

    /// <summary>A value is equal to one of several constants, or to null where that is among them.</summary>
    private Truth OneOf(PredicateValue value, IReadOnlyList<object> constants, bool hasNull, IOperation operation)
    {
        var kind = ScalarKinds.Of(value, _options, out var reason);
        if (kind is ScalarKind.Unknown)
        {
            return Fail(operation, reason);
        }

        var operands = new List<string>();
        foreach (var constant in constants)
        {
            if (PredicateOperand.Of(value, kind, constant, out reason) is not { } forms)
            {
                return FailOperand(value, kind, operation, reason);
            }

            operands.AddRange(forms);
        }

        var isEqual = operands.Count == 0 ? FilterLogic.False : new TestNode(value.Path, operands.Count == 1 ? "$eq" : "$in", operands.Distinct().ToArray());
        return Truth.Of(
            FilterLogic.Or(
                isEqual,
                Substitutes(value, kind, json => operands.Contains(json) || operands.Any(o => PredicateOperand.Compare("$eq", json, o))),
                hasNull ? IsNullOf(value) : FilterLogic.False),
            value.Ends);
    }

    private Truth Order(PredicateValue value, string name, object constant, IOperation operation)
    {
        if (value.Aspect is Aspect.Count)
        {
            return Count(value, name, constant, operation);
        }

        if (value.Aspect is not Aspect.Value)
        {
            return Fail(operation, "it has no order. Compare it with '=='");
        }

        var kind = ScalarKinds.Of(value, _options, out var reason);
        if (kind is ScalarKind.Unknown)
        {
            return Fail(operation, reason);
        }

        if (kind is ScalarKind.EnumName)
        {
            return Fail(operation, "the enum is written as its name, and names have no order. List the values: x is E.A or E.B");
        }

        if (kind is ScalarKind.Guid or ScalarKind.Text or ScalarKind.Boolean)
        {
            return Fail(operation, "it has another order as JSON than in C#. Compare it with '=='");
        }

        if (kind is ScalarKind.Double or ScalarKind.Single && ScalarKinds.HasNames(value, _options))
        {
            return Fail(operation, "[JsonNumberHandling] writes infinity as a text, which has no order among numbers");
        }

        return PredicateOperand.Of(value, kind, constant, out reason) is [var operand]
            ? Truth.Of(FilterLogic.Or(TestNode.Of(value.Path, name, operand), Substitutes(value, kind, json => PredicateOperand.Compare(name, json, operand))), value.Ends)
            : FailOperand(value, kind, operation, reason);
    }

    /// <summary>Where the value is absent and stands for its type's default, or null and something else stands in its place, that is what is compared.</summary>
    private static FilterNode Substitutes(PredicateValue value, ScalarKind kind, Func<string, bool> holds)
    {
        var whenDefault = value.Absence is Absence.Default && PredicateOperand.Default(kind) is { } unset && PredicateOperand.Of(value with { IsCast = true }, kind, unset, out _) is [var json, ..] && holds(json)
            ? value.IsDefault
            : FilterLogic.False;
        var whenNull = value.IfNull is { Value: { } given } && PredicateOperand.Of(value, kind, given, out _) is [var text, ..] && holds(text) ? value.IsNull : FilterLogic.False;
        return FilterLogic.Or(whenDefault, whenNull);
    }

    private Truth FailOperand(PredicateValue value, ScalarKind kind, IOperation operation, string reason)
    {
        if (kind is not ScalarKind.Decimal || value.IsCast || operation is not IBinaryOperation binary)
        {
            return Fail(operation, reason);
        }

        // Not the constant, but what is compared with it.
        var syntax = (_constants.Of(binary.RightOperand) is null ? binary.RightOperand : binary.LeftOperand).Syntax;
        var mend = $"({(value.Inner.Equals(value.Type, SymbolEqualityComparer.Default) && !value.IsPropagated ? "double" : "double?")}){syntax}";
        _problems.Add(new UntranslatedExpression(syntax, reason, mend));
        return Truth.Unknown;
    }

    private static FilterNode StatusIs(object constant) => Convert.ToInt64(constant, CultureInfo.InvariantCulture) switch
    {
        0 => TestNode.Exists(FilterPath.Root("error"), isThere: false),
        1 => TestNode.Exists(FilterPath.Root("error")),
        _ => FilterLogic.False,
    };

    /// <summary>A length: of a text, whether it is empty; of a collection, whether it has an element at an index.</summary>
    private Truth Count(PredicateValue value, string name, object constant, IOperation operation)
    {
        if (constant is not (sbyte or byte or short or ushort or int or uint or long or ulong) || value.IfNull is not null)
        {
            return Fail(operation, "a length is compared with a whole number");
        }

        var number = Convert.ToDecimal(constant, CultureInfo.InvariantCulture);
        if (value.Type.SpecialType is SpecialType.System_String)
        {
            var isEmpty = TestNode.EqualText(value.Path, "");
            return (name, number) is ("$eq" or "$lte", 0) or ("$lt", 1) ? Truth.Of(isEmpty, value.Ends)
                : (name, number) is ("$gt", 0) or ("$gte", 1) ? Truth.Of(FilterLogic.And(FilterLogic.Not(isEmpty), IsThere(value)), value.Ends)
                : Fail(operation, "a filter tells whether a text is empty, and not how long it is. Compare the length with 0");
        }

        if (CollectionOf(value) is not { } collection)
        {
            return Fail(operation, "a filter counts the elements of arrays and lists");
        }

        var empty = collection.IsDictionary ? "{}" : "[]";
        var isFilled = FilterLogic.And(IsThere(value), TestNode.Of(value.Path, "$ne", empty));
        if (collection.IsDictionary)
        {
            return (name, number) is ("$eq" or "$lte", 0) or ("$lt", 1) ? Truth.Of(TestNode.Of(value.Path, "$eq", empty), value.Ends)
                : (name, number) is ("$gt", 0) or ("$gte", 1) ? Truth.Of(isFilled, value.Ends)
                : Fail(operation, "a filter tells whether a dictionary is empty, and not how many entries it has. Compare the count with 0");
        }

        if (number is < 0 or > 1_000_000)
        {
            return Fail(operation, "a length is compared with a number from 0 to 1000000");
        }

        var count = (int)number;
        var condition = name switch
        {
            "$gt" => AtLeast(value, count + 1),
            "$gte" => AtLeast(value, count),
            "$lt" => Fewer(value, count),
            "$lte" => Fewer(value, count + 1),
            _ when count == 0 => TestNode.Of(value.Path, "$eq", empty),
            _ => FilterLogic.And(AtLeast(value, count), Fewer(value, count + 1)),
        };
        return Truth.Of(condition, value.Ends);
    }

    private static FilterNode AtLeast(PredicateValue list, int count) => count switch
    {
        0 => IsThere(list),
        1 => new ElementNode(list.Path, FilterLogic.True),
        _ => TestNode.Exists(list.Path.Add((count - 1).ToString(CultureInfo.InvariantCulture))),
    };

    private static FilterNode Fewer(PredicateValue list, int count) => count switch
    {
        0 => FilterLogic.False,
        1 => TestNode.Of(list.Path, "$eq", "[]"),
        _ => FilterLogic.And(IsThere(list), FilterLogic.Not(AtLeast(list, count))),
    };

    /// <summary>The value is there and not null. A member of an element is there, for the element is.</summary>
    private static FilterNode IsThere(PredicateValue value) => value is { IsInElement: true, Absence: Absence.Never, Receivers.Count: 0 }
        ? TestNode.Of(value.Path, "$ne", "null")
        : new NullNode(value.Path, mayBeAbsent: value.Path.Text != "input", isNull: false);

    private static bool IsCondition(IOperation operation) => operation switch
    {
        IParenthesizedOperation inner => IsCondition(inner.Operand),
        IConversionOperation { IsImplicit: true } conversion => IsCondition(conversion.Operand),
        IUnaryOperation or IBinaryOperation or IIsPatternOperation or IIsTypeOperation or IConditionalOperation => true,
        IInvocationOperation call => call.Type?.SpecialType is SpecialType.System_Boolean,
        _ => false,
    };

    private static string? NameOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => "$eq",
        BinaryOperatorKind.NotEquals => "$ne",
        BinaryOperatorKind.LessThan => "$lt",
        BinaryOperatorKind.LessThanOrEqual => "$lte",
        BinaryOperatorKind.GreaterThan => "$gt",
        BinaryOperatorKind.GreaterThanOrEqual => "$gte",
        _ => null,
    };

    private static string Turned(string name) => name switch
    {
        "$lt" => "$gt",
        "$lte" => "$gte",
        "$gt" => "$lt",
        "$gte" => "$lte",
        _ => name,
    };
}
