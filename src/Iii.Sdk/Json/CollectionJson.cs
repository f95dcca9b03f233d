using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>An array.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayJson<T, TCodec> : IJsonCodec<T[]>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T[]? Read(ref JsonInput reader) => Elements.ReadArray<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T[]? value)
    {
        if (value is null)
        {
            output.WriteNull();
        }
        else
        {
            Elements.Write<T, TCodec>(output, value.AsSpan());
        }
    }
}

/// <summary>A list.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListJson<T, TCodec> : IJsonCodec<List<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static List<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, List<T>? value)
    {
        if (value is null)
        {
            output.WriteNull();
        }
        else
        {
            Elements.Write<T, TCodec>(output, CollectionsMarshal.AsSpan(value));
        }
    }
}

/// <summary>An array, as <see cref="IEnumerable{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumerableJson<T, TCodec> : IJsonCodec<IEnumerable<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IEnumerable<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IEnumerable<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as <see cref="ICollection{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CollectionJson<T, TCodec> : IJsonCodec<ICollection<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ICollection<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ICollection<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as <see cref="IList{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListInterfaceJson<T, TCodec> : IJsonCodec<IList<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IList<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IList<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as <see cref="IReadOnlyCollection{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyCollectionJson<T, TCodec> : IJsonCodec<IReadOnlyCollection<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IReadOnlyCollection<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IReadOnlyCollection<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as <see cref="IReadOnlyList{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyListJson<T, TCodec> : IJsonCodec<IReadOnlyList<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IReadOnlyList<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IReadOnlyList<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as <see cref="HashSet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HashSetJson<T, TCodec> : IJsonCodec<HashSet<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static HashSet<T>? Read(ref JsonInput reader) => Elements.Read<T, TCodec>(ref reader) is { } list ? [.. list] : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, HashSet<T>? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as an immutable one.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableArrayJson<T, TCodec> : IJsonCodec<ImmutableArray<T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ImmutableArray<T> Read(ref JsonInput reader) =>
        ImmutableCollectionsMarshal.AsImmutableArray(Elements.ReadArray<T, TCodec>(ref reader) ?? throw JsonErrors.Expected(ref reader, "an array"));

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ImmutableArray<T> value) => Elements.Write<T, TCodec>(output, value.IsDefault
        ? throw new JsonException("An ImmutableArray was never given a value. Give it one, or use ImmutableArray<T>.Empty.")
        : value.AsSpan());
}
