using System.Collections;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>An array of anything, as an interface without a type of elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UntypedListJson : IJsonCodec<IEnumerable>, IJsonCodec<ICollection>, IJsonCodec<IList>
{
    /// <summary>Reads a list.</summary>
    public static List<object>? Read(ref JsonInput reader) => Elements.Read<object, ObjectJson>(ref reader);

    static IEnumerable? IJsonCodec<IEnumerable>.Read(ref JsonInput reader) => Read(ref reader);

    static ICollection? IJsonCodec<ICollection>.Read(ref JsonInput reader) => Read(ref reader);

    static IList? IJsonCodec<IList>.Read(ref JsonInput reader) => Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IEnumerable? value) => Elements.Write<object, ObjectJson>(output, value?.Cast<object>());

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ICollection? value) => Write(output, (IEnumerable?)value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IList? value) => Write(output, (IEnumerable?)value);
}

/// <summary>An array of anything, as <see cref="ArrayList"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayListJson : IJsonCodec<ArrayList>
{
    /// <inheritdoc/>
    public static ArrayList? Read(ref JsonInput reader) => UntypedListJson.Read(ref reader) is { } items ? new(items) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ArrayList? value) => UntypedListJson.Write(output, (IEnumerable?)value);
}

/// <summary>An array of anything, as <see cref="Queue"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UntypedQueueJson : IJsonCodec<Queue>
{
    /// <inheritdoc/>
    public static Queue? Read(ref JsonInput reader) => UntypedListJson.Read(ref reader) is { } items ? new(items) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Queue? value) => UntypedListJson.Write(output, (IEnumerable?)value);
}

/// <summary>An array of anything, as <see cref="Stack"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UntypedStackJson : IJsonCodec<Stack>
{
    /// <inheritdoc/>
    public static Stack? Read(ref JsonInput reader) => UntypedListJson.Read(ref reader) is { } items ? new(items) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Stack? value) => UntypedListJson.Write(output, (IEnumerable?)value);
}
