using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>What it means that a value is absent although what holds it is there.</summary>
internal enum Absence
{
    /// <summary>It is always written.</summary>
    Never,

    /// <summary>It is null.</summary>
    Null,

    /// <summary>It is its type's default.</summary>
    Default,
}

/// <summary>What of a value an expression looks at.</summary>
internal enum Aspect
{
    Value,

    /// <summary>The call itself, which has no path.</summary>
    Call,

    /// <summary>How the call ended.</summary>
    Status,

    /// <summary>The length of a text, or the number of elements.</summary>
    Count,
}

/// <summary>What an expression does when a value on the way is null.</summary>
internal enum OnNull
{
    Throws,
    IsNull,

    /// <summary>It throws when an element or an entry is absent; null is a value.</summary>
    ThrowsWhenAbsent,
}

/// <summary>A value on the way to another.</summary>
internal sealed record Receiver(FilterPath Path, OnNull OnNull, FilterPath? Witness);

/// <summary>A value in the document of a call that an expression reads.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Type">Its type; for the result of <c>?.</c>, the type of the member.</param>
/// <param name="Receivers">The values on the way that may be null.</param>
/// <param name="Absence">What it means when it is absent.</param>
internal sealed record PredicateValue(FilterPath Path, ITypeSymbol Type, IReadOnlyList<Receiver> Receivers, Absence Absence)
{
    public Aspect Aspect { get; init; }

    /// <summary>Gets a value indicating whether the expression has found out before that it is not null.</summary>
    public bool IsKnownNotNull { get; init; }

    /// <summary>Gets a value indicating whether a <c>?.</c> ends here: what follows throws on null again.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Gets what <c>??</c> puts in the place of null.</summary>
    public PredicateConstant? IfNull { get; init; }

    /// <summary>Gets the symbol that says how it is written; null for what is no member.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>Gets what [JsonNumberHandling] says of it; null for the assembly's options.</summary>
    public int? Numbers { get; init; }

    /// <summary>Gets a value indicating whether a decimal was made a double by a cast.</summary>
    public bool IsCast { get; init; }

    /// <summary>Gets the type that it is converted to before it is compared; null for its own.</summary>
    public ITypeSymbol? ComparedAs { get; init; }

    public bool IsInElement => Path.Text.StartsWith("@", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether its type has null among its values.</summary>
    public bool CanBeNull => !Type.IsValueType || Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;

    /// <summary>Gets a value indicating whether <c>?.</c> makes it null where something else is.</summary>
    public bool IsPropagated => Receivers.Any(r => r.OnNull is OnNull.IsNull);

    /// <summary>Gets the type without the question mark of a value type.</summary>
    public ITypeSymbol Inner => Type.WithoutNullable();

    /// <summary>Gets when reading it does not throw.</summary>
    public FilterNode Ends
    {
        get
        {
            var ends = FilterLogic.True;
            foreach (var receiver in Receivers.Reverse())
            {
                ends = receiver.OnNull switch
                {
                    OnNull.Throws => FilterLogic.And(IsThere(receiver), ends),
                    OnNull.ThrowsWhenAbsent => FilterLogic.And(TestNode.Exists(receiver.Path), ends),
                    _ => FilterLogic.IsTrue(ends) ? ends : FilterLogic.Or(FilterLogic.Not(IsThere(receiver)), ends),
                };
            }

            return ends;
        }
    }

    /// <summary>Gets when it is null, given that reading it does not throw.</summary>
    public FilterNode IsNull
    {
        get
        {
            var own = CanBeNull && !IsKnownNotNull
                ? Absence is Absence.Never && !IsPropagated ? TestNode.Of(Path, "$eq", "null") : new NullNode(Path, mayBeAbsent: true, isNull: true)
                : FilterLogic.False;
            if (!IsPropagated || own is NullNode)
            {
                return own;
            }

            // A value that has no null itself is absent where what holds it is; or because it is left out.
            return Absence is Absence.Default ? FilterLogic.Not(IsThere(Receivers[Receivers.Count - 1])) : TestNode.Exists(Path, isThere: false);
        }
    }

    /// <summary>Gets when it is left out because it is its type's default, given that reading it does not throw.</summary>
    public FilterNode IsDefault => Absence is not Absence.Default ? FilterLogic.False
        : IsPropagated ? FilterLogic.And(TestNode.Exists(Path, isThere: false), IsThere(Receivers[Receivers.Count - 1]))
        : TestNode.Exists(Path, isThere: false);

    private static NullNode IsThere(Receiver receiver) => new(receiver.Path, mayBeAbsent: receiver.Path.Text != "input", isNull: false, receiver.Witness);
}
