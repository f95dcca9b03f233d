using Iii.Filters.Json;

namespace Iii.Filters.Syntax;

/// <summary>Represents a JSON value in a filter.</summary>
internal sealed class FilterLiteral
{
    public static readonly FilterLiteral Null = new(JsonTokenKind.Null);
    public static readonly FilterLiteral True = new(JsonTokenKind.True);
    public static readonly FilterLiteral False = new(JsonTokenKind.False);

    private FilterLiteral(JsonTokenKind kind) => Kind = kind;

    public FilterLiteral(double number)
        : this(JsonTokenKind.Number) => Number = number;

    public FilterLiteral(byte[] text)
        : this(JsonTokenKind.String) => Text = text;

    public FilterLiteral(FilterLiteral[] items)
        : this(JsonTokenKind.Array) => Items = items;

    public FilterLiteral(byte[][] names, FilterLiteral[] values)
        : this(JsonTokenKind.Object)
    {
        Names = names;
        Items = values;
    }

    public JsonTokenKind Kind { get; }

    /// <summary>Gets the nearest double.</summary>
    public double Number { get; }

    /// <summary>Gets a string in UTF-8, unescaped.</summary>
    public byte[] Text { get; } = [];

    /// <summary>Gets the names of an object's members in byte order.</summary>
    public byte[][] Names { get; } = [];

    /// <summary>Gets the items of an array, or the values of an object's members.</summary>
    public FilterLiteral[] Items { get; } = [];

    /// <summary>Gets whether it is null, a Boolean, a number or a string.</summary>
    public bool IsScalar => Kind is not (JsonTokenKind.Array or JsonTokenKind.Object);
}
