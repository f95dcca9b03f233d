namespace Iii.Generators.Observers.Predicates;

/// <summary>When an expression is true, and when it ends without an exception: what is neither true nor an exception is false.</summary>
/// <param name="Holds">It is true; it is not where it throws.</param>
/// <param name="Ends">It does not throw.</param>
internal readonly record struct Truth(FilterNode Holds, FilterNode Ends)
{
    public static readonly Truth Always = new(FilterLogic.True, FilterLogic.True);

    public static readonly Truth Never = new(FilterLogic.False, FilterLogic.True);

    /// <summary>What could not be translated; it was reported.</summary>
    public static readonly Truth Unknown = Always;

    /// <summary>A condition over a value that may throw before it is there.</summary>
    public static Truth Of(FilterNode condition, FilterNode ends) => new(FilterLogic.And(condition, ends), ends);

    public static Truth operator !(Truth a) => new(FilterLogic.And(FilterLogic.Not(a.Holds), a.Ends), a.Ends);

    /// <summary>The second is only looked at where the first is true.</summary>
    public static Truth AndAlso(Truth a, Truth b) => new(FilterLogic.And(a.Holds, b.Holds), FilterLogic.And(a.Ends, FilterLogic.IfThen(a.Holds, b.Ends)));

    /// <summary>The second is only looked at where the first is false.</summary>
    public static Truth OrElse(Truth a, Truth b) => new(FilterLogic.Or(a.Holds, FilterLogic.And(a.Ends, b.Holds)), FilterLogic.And(a.Ends, FilterLogic.Or(a.Holds, b.Ends)));

    /// <summary>Both are looked at.</summary>
    public static Truth Both(Truth a, Truth b) => new(FilterLogic.And(a.Holds, b.Holds), FilterLogic.And(a.Ends, b.Ends));

    /// <summary>Both are looked at, and one is enough.</summary>
    public static Truth Either(Truth a, Truth b) => new(FilterLogic.And(FilterLogic.Or(a.Holds, b.Holds), a.Ends, b.Ends), FilterLogic.And(a.Ends, b.Ends));

    public static Truth Choice(Truth condition, Truth whenTrue, Truth whenFalse) => new(
        FilterLogic.Or(FilterLogic.And(condition.Holds, whenTrue.Holds), FilterLogic.And((!condition).Holds, whenFalse.Holds)),
        FilterLogic.And(condition.Ends, FilterLogic.IfThen(condition.Holds, whenTrue.Ends), FilterLogic.IfThen((!condition).Holds, whenFalse.Ends)));
}
