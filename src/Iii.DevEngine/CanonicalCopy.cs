using System.Buffers;
using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>
/// Copies JSON as the real engine passes it on: without white space, numbers and strings in one notation, keys in the order of their UTF-8 bytes,
/// of doubled ones the last. Values are written as they come; the properties of an object are put in order afterwards, where they are not.
/// </summary>
internal ref struct CanonicalCopy
{
    private readonly JsonOutput _output;
    private Utf8JsonReader _reader;
    private Property[] _properties = ArrayPool<Property>.Shared.Rent(16);
    private int _count;
    private bool _dropsCaller;

    private CanonicalCopy(ReadOnlySpan<byte> json, JsonOutput output)
    {
        // What was deep enough to be read may be deeper now that it is wrapped.
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2 * CanonicalJson.MaxDepth });
        _output = output;
    }

    /// <param name="json">One value, which was read before.</param>
    /// <param name="output">Where the copy goes.</param>
    /// <param name="callerId">Who calls with it: an object says so in <c>_caller_worker_id</c>.</param>
    public static void Write(ReadOnlySpan<byte> json, JsonOutput output, string? callerId = null)
    {
        var copy = new CanonicalCopy(json, output);
        copy._reader.Read();
        copy.WriteValue(callerId);
        ArrayPool<Property>.Shared.Return(copy._properties);
    }

    /// <summary>Writes a value as observers see it: without <c>_caller_worker_id</c>.</summary>
    public static void WriteWithoutCaller(ReadOnlySpan<byte> json, JsonOutput output)
    {
        var copy = new CanonicalCopy(json, output) { _dropsCaller = true };
        copy._reader.Read();
        copy.WriteValue(callerId: null);
        ArrayPool<Property>.Shared.Return(copy._properties);
    }

    private void WriteValue(string? callerId)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(callerId);
                break;
            case JsonTokenType.StartArray:
                WriteArray();
                break;
            case JsonTokenType.String:
                CanonicalText.Write(_output, ref _reader);
                break;
            case JsonTokenType.Number:
                CanonicalNumber.Write(_output, _reader.ValueSpan);
                break;
            default:
                _output.WriteRaw(_reader.ValueSpan);
                break;
        }
    }

    private void WriteArray()
    {
        _output.WriteRaw((byte)'[');
        for (var isFirst = true; _reader.Read() && _reader.TokenType is not JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst)
            {
                _output.WriteRaw((byte)',');
            }

            WriteValue(callerId: null);
        }

        _output.WriteRaw((byte)']');
    }

    private void WriteObject(string? callerId)
    {
        _output.WriteRaw((byte)'{');
        var (start, first) = (_output.Length, _count);
        var (isInOrder, ownsCaller) = (true, callerId is not null || _dropsCaller);
        _dropsCaller = false;
        if (callerId is not null)
        {
            // Other names begin with a lower-case letter mostly: then it is in its place.
            WriteCaller(callerId);
        }

        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            if (ownsCaller && _reader.ValueTextEquals("_caller_worker_id"u8))
            {
                _reader.Skip();
                continue;
            }

            if (_count > first)
            {
                _output.WriteRaw((byte)',');
            }

            var own = BeginProperty();
            CanonicalText.Write(_output, ref _reader);
            _properties[own].NameEnd = _output.Length;
            isInOrder = isInOrder && (own == first || PropertyOrder.Compare(_output.WrittenSpan, _properties[own - 1], _properties[own]) < 0);
            _output.WriteRaw((byte)':');
            _reader.Read();
            WriteValue(callerId: null);
            _properties[own].End = _output.Length;
        }

        if (!isInOrder)
        {
            PutInOrder(start, _properties.AsSpan(first, _count - first));
        }

        _count = first;
        _output.WriteRaw((byte)'}');
    }

    private void WriteCaller(string id)
    {
        var own = BeginProperty();
        _output.WriteRaw("\"_caller_worker_id\""u8);
        _properties[own].NameEnd = _output.Length;
        _output.WriteRaw((byte)':');
        CanonicalText.Write(_output, id);
        _properties[own].End = _output.Length;
    }

    private int BeginProperty()
    {
        if (_count == _properties.Length)
        {
            var larger = ArrayPool<Property>.Shared.Rent(2 * _count);
            _properties.CopyTo(larger, 0);
            ArrayPool<Property>.Shared.Return(_properties);
            _properties = larger;
        }

        _properties[_count].Start = _output.Length;
        return _count++;
    }

    /// <param name="start">Where the first property begins in the output.</param>
    /// <param name="properties">All of them.</param>
    private readonly void PutInOrder(int start, Span<Property> properties)
    {
        var written = _output.WrittenSpan[start..];
        var text = ArrayPool<byte>.Shared.Rent(written.Length);
        written.CopyTo(text);
        foreach (ref var property in properties)
        {
            property = property.MovedBy(-start);
        }

        properties.Sort(new PropertyOrder(text));
        _output.Rewind(start);
        for (var i = 0; i < properties.Length; i++)
        {
            if (i + 1 < properties.Length && properties[i].Name(text).SequenceEqual(properties[i + 1].Name(text)))
            {
                continue;
            }

            if (_output.Length > start)
            {
                _output.WriteRaw((byte)',');
            }

            _output.WriteRaw(text.AsSpan(properties[i].Start..properties[i].End));
        }

        ArrayPool<byte>.Shared.Return(text);
    }

    /// <summary>Where a property was written.</summary>
    private struct Property
    {
        public int Start;
        public int NameEnd;
        public int End;

        /// <summary>Its name as it was written, without the quotes.</summary>
        public readonly ReadOnlySpan<byte> Name(ReadOnlySpan<byte> text) => text[(Start + 1)..(NameEnd - 1)];

        public readonly Property MovedBy(int distance) => new() { Start = Start + distance, NameEnd = NameEnd + distance, End = End + distance };
    }

    /// <summary>By the bytes of their names; those of the same name in the order in which they came.</summary>
    private readonly struct PropertyOrder(byte[] text) : IComparer<Property>
    {
        public int Compare(Property x, Property y) => Compare(text, x, y) is not 0 and var order ? order : x.Start.CompareTo(y.Start);

        public static int Compare(ReadOnlySpan<byte> text, in Property x, in Property y)
        {
            var a = x.Name(text);
            var b = y.Name(text);
            return a.Contains((byte)'\\') || b.Contains((byte)'\\')
                ? CanonicalText.Compare(a, b)
                : a.SequenceCompareTo(b);
        }
    }
}
