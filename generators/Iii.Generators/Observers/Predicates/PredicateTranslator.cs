using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Makes a condition over an observed call of a C# expression: it holds for the documents for which the expression is true, and for no others.</summary>
/// <remarks>An expression that throws is not true. So each expression is translated to two conditions: when it is true, and when it does not throw.</remarks>
internal sealed partial class PredicateTranslator(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>How deep predicates may call each other.</summary>
    private const int MaxCalls = 8;

    private readonly JsonOptions _options = JsonOptions.Of(compilation);
    private readonly PredicateConstants _constants = new(compilation, cancellationToken);
    private readonly List<UntranslatedExpression> _problems = [];
    private readonly Dictionary<ISymbol, PredicateValue> _variables = new(SymbolEqualityComparer.Default);
    private readonly Stack<PredicateValue> _conditionals = new();
    private readonly MemberPath _members = new(compilation);
    private int _calls;

    /// <summary>Gets what could not be translated.</summary>
    public IReadOnlyList<UntranslatedExpression> Problems => _problems;

    /// <summary>The condition for which a predicate is true; null when something in it could not be translated.</summary>
    /// <param name="call">The parameter that is the observed call.</param>
    /// <param name="body">The predicate's expression.</param>
    public FilterNode? Translate(IParameterSymbol call, IOperation body)
    {
        _variables[call] = new PredicateValue(FilterPath.Root("call"), call.Type, [], Absence.Never) { Aspect = Aspect.Call, IsKnownNotNull = true };
        var truth = Translate(body);
        return _problems.Count == 0 ? truth.Holds : null;
    }

    private Truth Translate(IOperation operation)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant ? Truth.Always : Truth.Never;
            case IParenthesizedOperation inner:
                return Translate(inner.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, IsLifted: false } not:
                return !Translate(not.Operand);
            case IBinaryOperation { IsLifted: false, OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                return Truth.AndAlso(Translate(and.LeftOperand), Translate(and.RightOperand));
            case IBinaryOperation { IsLifted: false, OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                return Truth.OrElse(Translate(or.LeftOperand), Translate(or.RightOperand));
            case IBinaryOperation { IsLifted: false, OperatorKind: BinaryOperatorKind.And, Type.SpecialType: SpecialType.System_Boolean } and:
                return Truth.Both(Translate(and.LeftOperand), Translate(and.RightOperand));
            case IBinaryOperation { IsLifted: false, OperatorKind: BinaryOperatorKind.Or, Type.SpecialType: SpecialType.System_Boolean } or:
                return Truth.Either(Translate(or.LeftOperand), Translate(or.RightOperand));
            case IBinaryOperation binary:
                return Compare(binary);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Truth.Choice(Translate(choice.Condition), Translate(choice.WhenTrue), Translate(otherwise));
            case IIsPatternOperation pattern:
                return IsPattern(pattern);
            case IIsTypeOperation { IsNegated: var isNegated } isType:
                return isNegated ? !IsType(isType) : IsType(isType);
            case IInvocationOperation call when OfCall(call) is { } truth:
                return truth;
            case ICoalesceOperation { WhenNull.ConstantValue: { HasValue: true, Value: bool whenNull } } coalesce when OfNullable(coalesce.Value, whenNull) is { } truth:
                return truth;
            case IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } property:
                return !IsNull(property.Instance!);
            case IPropertyReferenceOperation { Property.Name: "HasInput" or "HasOutput", Instance: { } instance } property when ValueOf(instance) is { Aspect: Aspect.Call }:
                return property.Property.Name == "HasInput" ? Truth.Always : Truth.Of(TestNode.Exists(FilterPath.Root("output")), FilterLogic.True);
        }

        if (operation is IConversionOperation { IsImplicit: true } conversion && conversion.Operand.Type?.SpecialType is SpecialType.System_Boolean)
        {
            return Translate(conversion.Operand);
        }

        _reason = null;
        return ValueOf(operation) is { } value
            ? Equal(value, true, operation)
            : Fail(operation, "a filter compares members of the call with constants: it has comparisons, '&&', '||', '!', patterns, StartsWith, Contains, Any and All");
    }

    /// <summary>A condition that is null where a <c>?.</c> in it is; null for what is no such expression.</summary>
    private Truth? OfNullable(IOperation operation, bool whenNull)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        if (operation is not IConditionalAccessOperation { WhenNotNull: IInvocationOperation or IConditionalAccessOperation } access || ValueOf(access.Operation) is not { } value)
        {
            return null;
        }

        _conditionals.Push(value with { IsKnownNotNull = true, Type = value.Inner });
        var inner = access.WhenNotNull is IConditionalAccessOperation ? OfNullable(access.WhenNotNull, whenNull) : Translate(access.WhenNotNull);
        _conditionals.Pop();
        if (inner is not { } truth)
        {
            return null;
        }

        var isNull = IsNullOf(value);
        return new Truth(
            FilterLogic.And(value.Ends, whenNull ? FilterLogic.Or(isNull, truth.Holds) : FilterLogic.And(FilterLogic.Not(isNull), truth.Holds)),
            FilterLogic.And(value.Ends, FilterLogic.Or(isNull, truth.Ends)));
    }

    /// <summary>The value is null, given that reading it does not throw.</summary>
    private static FilterNode IsNullOf(PredicateValue value) => value.IfNull is null ? value.IsNull : value.IfNull.Value is null ? value.IsNull : FilterLogic.False;

    private Truth IsNull(IOperation operation)
    {
        _reason = null;
        return ValueOf(operation) is { Aspect: Aspect.Value } value ? Truth.Of(IsNullOf(value), value.Ends) : Fail(operation, "a filter compares members of the call with null");
    }

    private Truth IsType(IIsTypeOperation operation)
    {
        _reason = null;
        if (ValueOf(operation.ValueOperand) is not { Aspect: Aspect.Value } value || !SymbolEqualityComparer.Default.Equals(value.Inner, operation.TypeOperand))
        {
            return Fail(operation, "a filter does not see types. Compare a member that tells them apart");
        }

        return !Truth.Of(IsNullOf(value), value.Ends);
    }

    /// <summary>Reports what cannot be translated, with the reason that was found deeper inside where there is one.</summary>
    private Truth Fail(IOperation operation, string reason, string? mend = null)
    {
        var (syntax, why) = _reason is { } found ? found : (operation.Syntax, reason);
        _problems.Add(new UntranslatedExpression(syntax, why, mend));
        _reason = null;
        return Truth.Unknown;
    }
}
