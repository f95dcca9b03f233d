using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>What a type looks like in JSON.</summary>
internal enum JsonShape
{
    String,
    Number,
    Boolean,
    Enum,
    Array,

    /// <summary>A class, record or struct with properties, or a dictionary.</summary>
    Object,

    /// <summary><c>JsonElement</c> or raw bytes: any JSON.</summary>
    Any,

    /// <summary>The end of a channel: an object, but never a whole payload.</summary>
    Channel,
}

/// <summary>A type at a place where it is used: how to name it, and who reads and writes it.</summary>
/// <param name="Type">The C# type with its nullable annotation, global-qualified: <c>global::System.Collections.Generic.List&lt;int&gt;?</c>.</param>
/// <param name="Codec">The codec type as C# source: <c>global::Iii.Generated.ListJson&lt;int, global::Iii.Generated.Int32Json&gt;</c>.</param>
/// <param name="Shape">Its JSON form.</param>
internal sealed record JsonTypeRef(string Type, string Codec, JsonShape Shape);

/// <summary>Why a type cannot be read and written, and the path to the member that is the reason (<c>Order.Lines[].Handle</c>).</summary>
internal sealed record UnsupportedType(string Path, string Reason)
{
    /// <summary>The type itself, at the end of the path.</summary>
    public ITypeSymbol? Type { get; init; }
}
