using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Translates patterns. Of a value that is read without an exception, a pattern is true or false and throws nothing.</summary>
internal sealed partial class PredicateTranslator
{
    private Truth IsPattern(IIsPatternOperation operation)
    {
        _reason = null;
        if (ValueOf(operation.Value) is not { } value)
        {
            return IsCondition(operation.Value) && operation.Pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool isTrue } }
                ? isTrue ? Translate(operation.Value) : !Translate(operation.Value)
                : operation.Pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } } && OfNullable(operation.Value, whenNull: !expected) is { } condition
                    ? expected ? condition : !condition
                    : Fail(operation.Value, "a filter matches members of the call");
        }

        return Truth.Of(Match(value, operation.Pattern), value.Ends);
    }

    private FilterNode Match(PredicateValue value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return FilterLogic.True;
            case INegatedPatternOperation not:
                return FilterLogic.Not(Match(value, not.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and:
                return FilterLogic.And(Match(value, and.LeftPattern), Match(value, and.RightPattern));
            case IBinaryPatternOperation or:
                return FilterLogic.Or(Match(value, or.LeftPattern), Match(value, or.RightPattern));
            case IConstantPatternOperation constant:
                return _constants.Of(constant.Value) is { } found ? Bare(value, v => found.Value is null ? IsNullTruth(v, pattern) : Equal(v, found.Value, pattern)) : Unmatched(pattern, "a pattern in a filter is a constant");
            case IRelationalPatternOperation relational when _constants.Of(relational.Value) is { Value: { } bound }:
                return relational.OperatorKind switch
                {
                    BinaryOperatorKind.LessThan => Bare(value, v => Order(v, "$lt", bound, pattern)),
                    BinaryOperatorKind.LessThanOrEqual => Bare(value, v => Order(v, "$lte", bound, pattern)),
                    BinaryOperatorKind.GreaterThan => Bare(value, v => Order(v, "$gt", bound, pattern)),
                    _ => Bare(value, v => Order(v, "$gte", bound, pattern)),
                };
            case IDeclarationPatternOperation declaration:
                return Declared(value, declaration);
            case ITypePatternOperation type when SymbolEqualityComparer.Default.Equals(type.MatchedType, value.Inner):
                return NotNull(value);
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0 } recursive:
                return Recursive(value, recursive);
            case IListPatternOperation:
                return Unmatched(pattern, "a filter has no list patterns. Use Any(x => …), or an index");
            default:
                return Unmatched(pattern, "a filter does not see types. Compare a member that tells them apart");
        }
    }

    private FilterNode Declared(PredicateValue value, IDeclarationPatternOperation declaration)
    {
        if (declaration.DeclaredSymbol is { } symbol)
        {
            Declare(symbol, declaration.MatchesNull ? value : value with { IsKnownNotNull = true, Type = value.Inner });
        }

        return declaration.MatchesNull ? FilterLogic.True
            : SymbolEqualityComparer.Default.Equals(declaration.MatchedType, value.Inner) ? NotNull(value)
            : Unmatched(declaration, "a filter does not see types. Compare a member that tells them apart");
    }

    private FilterNode Recursive(PredicateValue value, IRecursivePatternOperation pattern)
    {
        if (value.Aspect is not Aspect.Call && !SymbolEqualityComparer.Default.Equals(pattern.MatchedType, value.Inner))
        {
            return Unmatched(pattern, "a filter does not see types. Compare a member that tells them apart");
        }

        var inner = value.Aspect is Aspect.Call ? value : value with { IsKnownNotNull = true, Type = value.Inner };
        if (pattern.DeclaredSymbol is { } symbol)
        {
            Declare(symbol, inner);
        }

        var conditions = new List<FilterNode> { value.Aspect is Aspect.Call ? FilterLogic.True : NotNull(value) };
        foreach (var property in pattern.PropertySubpatterns)
        {
            _reason = null;
            var member = property.Member switch
            {
                IPropertyReferenceOperation { Arguments.Length: 0 } reference => Member(inner, reference.Property, property),
                IFieldReferenceOperation reference => Member(inner, reference.Field, property),
                _ => null,
            };
            conditions.Add(member is null ? Unmatched(property, "a pattern in a filter names members that are in the JSON") : Match(member, property.Pattern));
        }

        return FilterLogic.And(conditions);
    }

    private static FilterNode NotNull(PredicateValue value) => value.Aspect is Aspect.Value && !value.CanBeNull && !value.IsPropagated ? FilterLogic.True : FilterLogic.Not(Bare(value, v => Truth.Of(IsNullOf(v), v.Ends)));

    private void Declare(ISymbol symbol, PredicateValue value)
    {
        _variables[symbol] = value;
        if (_isInElement)
        {
            _elements.Add(symbol);
        }
    }

    /// <summary>A condition on a value of which it is known that reading it does not throw.</summary>
    private static FilterNode Bare(PredicateValue value, Func<PredicateValue, Truth> condition) =>
        condition(value with { Receivers = value.Receivers.Where(r => r.OnNull is OnNull.IsNull).ToArray() }).Holds;

    private FilterNode Unmatched(IOperation operation, string reason) => Fail(operation, reason).Holds;
}
