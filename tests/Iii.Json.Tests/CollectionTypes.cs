using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.Json.Tests;

public sealed record Sequences(
    Queue<int>? Queue,
    Stack<int>? Stack,
    ConcurrentQueue<int>? ConcurrentQueue,
    ConcurrentStack<int>? ConcurrentStack,
    LinkedList<int>? LinkedList,
    Collection<int>? Collection,
    ObservableCollection<int>? Observable,
    SortedSet<int>? SortedSet,
    ISet<int>? Set,
    ImmutableList<int>? ImmutableList,
    IImmutableList<int>? ImmutableListInterface,
    ImmutableHashSet<int>? ImmutableHashSet,
    IImmutableSet<int>? ImmutableSet,
    ImmutableSortedSet<int>? ImmutableSortedSet,
    ImmutableQueue<int>? ImmutableQueue,
    IImmutableQueue<int>? ImmutableQueueInterface,
    ImmutableStack<int>? ImmutableStack,
    IImmutableStack<int>? ImmutableStackInterface,
    OwnList? Own,
    StructCollection Struct,
    Queue<Stack<List<string?>>>? Nested);

public sealed record Dictionaries(
    SortedDictionary<string, int>? Sorted,
    SortedList<string, int>? SortedList,
    ConcurrentDictionary<string, int>? Concurrent,
    ImmutableDictionary<string, int>? Immutable,
    IImmutableDictionary<string, int>? ImmutableInterface,
    ImmutableSortedDictionary<string, int>? ImmutableSorted,
    OwnDictionary? Own);

public sealed record Keys(
    Dictionary<bool, int>? Boolean,
    Dictionary<sbyte, int>? S8,
    Dictionary<byte, int>? U8,
    Dictionary<int, int>? S32,
    IDictionary<long, int>? S64,
    IReadOnlyDictionary<ulong, int>? U64,
    Dictionary<Int128, int>? S128,
    Dictionary<UInt128, int>? U128,
    SortedDictionary<double, int>? F64,
    Dictionary<float, int>? F32,
    Dictionary<Half, int>? F16,
    Dictionary<decimal, int>? Money,
    Dictionary<char, int>? Letter,
    Dictionary<Guid, int>? Id,
    ImmutableDictionary<DateTime, int>? At,
    ImmutableSortedDictionary<DateTimeOffset, int>? Moment,
    Dictionary<DateOnly, int>? Day,
    Dictionary<TimeOnly, int>? Clock,
    Dictionary<TimeSpan, int>? Span,
    ConcurrentDictionary<Level, int>? Level,
    Dictionary<Colors, int>? Colors,
    Dictionary<Uri, int>? Link,
    Dictionary<Version, int>? Version);

[Flags]
public enum Colors
{
    None,
    Red,
    Green,
    Blue = 4,
}

public sealed record Framework(
    Uri? Link,
    Version? Version,
    Memory<byte> Memory,
    ReadOnlyMemory<byte> ReadOnly,
    JsonNode? Node,
    JsonObject? Members,
    JsonArray? Array,
    JsonValue? Value,
    JsonDocument? Document);

public sealed record Big(BigInteger Number, BigInteger? Maybe);

public sealed class OwnList : List<int>
{
    public int Ignored { get; set; } = 3;
}

public struct StructCollection : ICollection<string>
{
    private List<string>? _items;

    public readonly int Count => _items?.Count ?? 0;

    public readonly bool IsReadOnly => false;

    public void Add(string item) => (_items ??= []).Add(item);

    public readonly void Clear() => _items?.Clear();

    public readonly bool Contains(string item) => _items?.Contains(item) ?? false;

    public readonly void CopyTo(string[] array, int arrayIndex) => _items?.CopyTo(array, arrayIndex);

    public readonly bool Remove(string item) => _items?.Remove(item) ?? false;

    public readonly IEnumerator<string> GetEnumerator() => (_items ?? []).GetEnumerator();

    readonly System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed class OwnDictionary : Dictionary<string, int>;
