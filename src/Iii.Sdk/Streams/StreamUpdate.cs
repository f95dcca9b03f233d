using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>One change of an item, as an <see cref="IIIStream{T}"/> gets it.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Path">The names of the properties on the way to what is changed; empty for the item itself.</param>
/// <param name="Value">What is set, merged or appended; for a number, by how much it changes. Null for a removal.</param>
public sealed record StreamUpdate(StreamUpdateKind Kind, IReadOnlyList<string> Path, JsonElement? Value)
{
    internal static StreamUpdate Read(JsonElement operation)
    {
        var kind = operation.Text("type") switch
        {
            "set" => StreamUpdateKind.Set,
            "merge" => StreamUpdateKind.Merge,
            "increment" => StreamUpdateKind.Increment,
            "decrement" => StreamUpdateKind.Decrement,
            "append" => StreamUpdateKind.Append,
            "remove" => StreamUpdateKind.Remove,
            var other => throw new IIIException(IIIErrorCodes.InvalidArguments, $"There is no update operation '{other}'."),
        };

        // One text is one name, dots and all.
        var path = operation.OptionalText("path") is { } name ? name.Length == 0 ? [] : [name] : operation.Rows("path", p => p.GetString() ?? "");
        return new StreamUpdate(kind, path, operation.Json(kind is StreamUpdateKind.Increment or StreamUpdateKind.Decrement ? "by" : "value"));
    }
}

/// <summary>What an <see cref="StreamUpdate"/> does.</summary>
public enum StreamUpdateKind
{
    /// <summary>Sets a property, or the whole item.</summary>
    Set,

    /// <summary>Adds the properties of an object.</summary>
    Merge,

    /// <summary>Adds to a number.</summary>
    Increment,

    /// <summary>Takes from a number.</summary>
    Decrement,

    /// <summary>Adds an element to an array, or text to a text.</summary>
    Append,

    /// <summary>Removes a property.</summary>
    Remove,
}
