using Iii.Generators.Schemas;

namespace Iii.Generators.Observers.Predicates;

/// <summary>A condition that a filter can say.</summary>
internal abstract class FilterNode
{
    /// <summary>Gets a text that is the same for the same condition.</summary>
    public abstract string Key { get; }

    public sealed override string ToString() => Key;
}

/// <summary>All conditions hold; without any, it always holds.</summary>
internal sealed class AllNode(IReadOnlyList<FilterNode> nodes) : FilterNode
{
    public static readonly AllNode True = new([]);

    public IReadOnlyList<FilterNode> Nodes => nodes;

    public override string Key { get; } = $"and({string.Join(",", nodes)})";
}

/// <summary>At least one condition holds; without any, it never holds.</summary>
internal sealed class AnyOfNode(IReadOnlyList<FilterNode> nodes) : FilterNode
{
    public static readonly AnyOfNode False = new([]);

    public IReadOnlyList<FilterNode> Nodes => nodes;

    public override string Key { get; } = $"or({string.Join(",", nodes)})";
}

/// <summary>The condition does not hold.</summary>
internal sealed class NotNode(FilterNode node) : FilterNode
{
    public FilterNode Node => node;

    public override string Key { get; } = $"not({node})";
}

/// <summary>One operator on one path.</summary>
internal sealed class TestNode(FilterPath path, string name, IReadOnlyList<string> operands) : FilterNode
{
    public FilterPath Path => path;

    /// <summary>Gets the operator.</summary>
    public string Name => name;

    /// <summary>Gets the operand as JSON; of $in and $nin, the items.</summary>
    public IReadOnlyList<string> Operands => operands;

    /// <summary>Gets the operand as JSON.</summary>
    public string Operand => name is "$in" or "$nin" ? $"[{string.Join(",", operands)}]" : operands[0];

    /// <summary>Gets a value indicating whether it does not hold where the value is absent.</summary>
    public bool NeedsValue => name is not ("$ne" or "$nin") && !(name == "$exists" && operands[0] == "false");

    /// <summary>Gets a value indicating whether it holds for null.</summary>
    public bool HoldsForNull => name switch
    {
        "$eq" or "$in" => operands.Contains("null"),
        "$ne" or "$nin" => !operands.Contains("null"),
        "$exists" => operands[0] == "true",
        _ => false,
    };

    public override string Key { get; } = $"{path.Text} {name} {string.Join(",", operands)}";

    public static TestNode Of(FilterPath path, string name, string operand) => new(path, name, [operand]);

    public static TestNode Exists(FilterPath path, bool isThere = true) => Of(path, "$exists", isThere ? "true" : "false");

    public static TestNode EqualText(FilterPath path, string text) => Of(path, "$eq", JsonLiteral.String(text));
}

/// <summary>An element of an array satisfies a condition over <c>@</c>.</summary>
internal sealed class ElementNode(FilterPath path, FilterNode condition) : FilterNode
{
    public FilterPath Path => path;

    public FilterNode Condition => condition;

    public override string Key { get; } = $"{path.Text} $any {condition}";
}

/// <summary>The value is there and not null; or, when <paramref name="isNull"/>, it is null or absent.</summary>
/// <param name="path">The value.</param>
/// <param name="mayBeAbsent">It may be absent; else null is the only alternative.</param>
/// <param name="isNull">The condition is the opposite.</param>
/// <param name="witness">A member that is written whenever the value is there.</param>
internal sealed class NullNode(FilterPath path, bool mayBeAbsent, bool isNull, FilterPath? witness = null) : FilterNode
{
    public FilterPath Path => path;

    public bool MayBeAbsent => mayBeAbsent;

    public bool IsNull => isNull;

    public FilterPath? Witness => witness;

    public override string Key { get; } = path.Text + (isNull ? " is null" : " is there") + (mayBeAbsent ? " or absent" : "");
}
