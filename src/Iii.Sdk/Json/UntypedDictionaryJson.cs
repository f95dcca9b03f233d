using System.Collections;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>An object with anything in it, as a dictionary without types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UntypedDictionaryJson : IJsonCodec<IDictionary>
{
    /// <inheritdoc/>
    public static IDictionary? Read(ref JsonInput reader) => Entries.Read<string, StringKey, object, ObjectJson>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IDictionary? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        foreach (DictionaryEntry entry in value)
        {
            WriteKey(output, entry.Key);
            ObjectJson.Write(output, entry.Value);
        }

        output.EndObject();
    }

    private static void WriteKey(JsonOutput output, object key)
    {
        switch (key)
        {
            case string text:
                StringKey.Write(output, text);
                return;
            case bool flag:
                BooleanKey.Write(output, flag);
                return;
        }

        using var value = new JsonOutput();
        ObjectJson.Write(value, key);
        switch (value.WrittenSpan)
        {
            case [(byte)'{' or (byte)'[' or (byte)'n', ..]:
                throw new NotSupportedException($"A {key.GetType()} can not be the name of a property.");
            case [(byte)'"', .. var inside, (byte)'"']:
                output.WriteEscapedName(inside);
                return;
            default:
                output.WriteEscapedName(value.WrittenSpan);
                return;
        }
    }
}

/// <summary>An object with anything in it, as <see cref="Hashtable"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HashtableJson : IJsonCodec<Hashtable>
{
    /// <inheritdoc/>
    public static Hashtable? Read(ref JsonInput reader) => UntypedDictionaryJson.Read(ref reader) is { } entries ? new(entries) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Hashtable? value) => UntypedDictionaryJson.Write(output, value);
}

/// <summary>An object with anything in it, as <see cref="SortedList"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UntypedSortedListJson : IJsonCodec<SortedList>
{
    /// <inheritdoc/>
    public static SortedList? Read(ref JsonInput reader) => UntypedDictionaryJson.Read(ref reader) is { } entries ? new(entries) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, SortedList? value) => UntypedDictionaryJson.Write(output, value);
}
