namespace Iii.Filters.Json;

/// <summary>Specifies the kind of a JSON value.</summary>
internal enum JsonTokenKind : byte
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}
