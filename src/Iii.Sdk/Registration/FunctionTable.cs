using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Iii.Generated;

namespace Iii.Registration;

/// <summary>The functions of a worker, found by their UTF-8 id without making a string of it.</summary>
internal sealed class FunctionTable
{
    private readonly ConcurrentDictionary<byte[], FunctionDefinition> _functions = new(Utf8Comparer.Instance);
    private readonly ConcurrentDictionary<byte[], FunctionDefinition>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    public FunctionTable() => _byUtf8 = _functions.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _functions.Count;

    public ICollection<FunctionDefinition> All => _functions.Values;

    public bool TryAdd(FunctionDefinition function) => _functions.TryAdd(Encoding.UTF8.GetBytes(function.Id), function);

    public bool Contains(string id) => _functions.ContainsKey(Encoding.UTF8.GetBytes(id));

    public bool Remove(FunctionDefinition function) =>
        _functions.TryRemove(new KeyValuePair<byte[], FunctionDefinition>(Encoding.UTF8.GetBytes(function.Id), function));

    public bool Remove(string id) => _functions.TryRemove(Encoding.UTF8.GetBytes(id), out _);

    public bool TryFind(ReadOnlySpan<byte> id, [NotNullWhen(true)] out FunctionDefinition? function) => _byUtf8.TryGetValue(id, out function);

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] id) => GetHashCode(id.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
