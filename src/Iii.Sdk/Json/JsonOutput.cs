using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>
/// A growing UTF-8 buffer that generated code writes JSON into. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <remarks>
/// The output is the same, to the byte, as that of System.Text.Json with <see cref="JsonSerializerDefaults.Web"/>. Structure is not checked:
/// generated code is right by construction.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class JsonOutput : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 512;

    private byte[] _buffer = [];
    private int _position;
    private int _depth;
    private int _maxDepth = JsonDepth.Default;

    internal JsonOutput()
    {
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _position);

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _position);

    /// <summary>The number of bytes written so far.</summary>
    public int Length => _position;

    /// <summary>How many bytes it holds without growing.</summary>
    internal int Capacity => _buffer.Length;

    /// <summary>Writes bytes as they are: constants of generated code, or JSON that is already text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _buffer.Length - _position)
        {
            Grow(utf8.Length);
        }

        utf8.CopyTo(_buffer.AsSpan(_position));
        _position += utf8.Length;
    }

    /// <summary>Writes one byte as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(byte utf8)
    {
        if (_position == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_position++] = utf8;
    }

    /// <summary>Writes the literal <c>null</c>.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Opens an object.</summary>
    /// <exception cref="JsonException">The nesting is deeper than it may be: most likely a cycle.</exception>
    public void BeginObject() => Begin("{"u8);

    /// <summary>Opens an object and writes the name of its first property.</summary>
    /// <param name="braceQuotedNameAndColon">The brace, the escaped name in quotes and the colon: <c>{"name":</c>.</param>
    /// <exception cref="JsonException">The nesting is deeper than it may be: most likely a cycle.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginObject(ReadOnlySpan<byte> braceQuotedNameAndColon) => Begin(braceQuotedNameAndColon);

    /// <summary>Closes an object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Opens an array.</summary>
    /// <exception cref="JsonException">The nesting is deeper than it may be: most likely a cycle.</exception>
    public void BeginArray() => Begin("["u8);

    /// <summary>Closes an array.</summary>
    public void EndArray() => End((byte)']');

    /// <summary>Writes a property's name, with a comma before it where one is due.</summary>
    /// <param name="quotedNameAndColon">The escaped name in quotes and the colon: <c>"name":</c>.</param>
    public void WriteName(ReadOnlySpan<byte> quotedNameAndColon)
    {
        if (_buffer[_position - 1] != (byte)'{')
        {
            WriteRaw((byte)',');
        }

        WriteRaw(quotedNameAndColon);
    }

    /// <summary>Writes a property's name that is escaped already, and the quotes and the colon that it lacks.</summary>
    internal void WriteEscapedName(ReadOnlySpan<byte> escaped)
    {
        WriteName("\""u8);
        WriteRaw(escaped);
        WriteRaw("\":"u8);
    }

    /// <summary>Writes a property's name that is only known at run time, with a comma before it where one is due.</summary>
    public void WriteName(ReadOnlySpan<char> name)
    {
        if (_buffer[_position - 1] != (byte)'{')
        {
            WriteRaw((byte)',');
        }

        WriteString(name);
        WriteRaw((byte)':');
    }

    /// <summary>Writes the comma before an array's element where one is due.</summary>
    public void BeginElement()
    {
        if (_buffer[_position - 1] != (byte)'[')
        {
            WriteRaw((byte)',');
        }
    }

    /// <summary>Takes everything back that was written after <paramref name="length"/> bytes.</summary>
    internal void Rewind(int length)
    {
        _position = length;
        _depth = 0;
    }

    /// <summary>Writes the characters after <paramref name="start"/> bytes as UTF-8 where escapes stand for them, as messages have them.</summary>
    internal void Shorten(int start) => _position = start + Protocol.UnescapedText.Shorten(_buffer.AsSpan(start, _position - start));

    /// <summary>What is written from here on may be nested so deep, though all in all not deeper than the engine takes.</summary>
    internal void AllowDepth(int levels) => _maxDepth = Math.Min(_depth + levels, JsonDepth.Engine);

    /// <inheritdoc/>
    public void Advance(int count) => _position += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_position);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_position);
    }

    /// <summary>Gives the buffer back; the output can be written to again.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _position = 0;
        _depth = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(ReadOnlySpan<byte> bracket)
    {
        if (++_depth > _maxDepth)
        {
            throw TooDeep();
        }

        WriteRaw(bracket);
    }

    private JsonException TooDeep() =>
        new($"The value is nested deeper than {_maxDepth} levels; most likely it refers to itself. Break the cycle, flatten the type, or say MaxDepth in [assembly: IIIJsonOptions].");

    private void End(byte bracket)
    {
        _depth--;
        WriteRaw(bracket);
    }

    private void Reserve(int size)
    {
        if (Math.Max(size, 1) > _buffer.Length - _position)
        {
            Grow(Math.Max(size, 1));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        var size = Math.Max(Math.Max(InitialSize, checked(_position + needed)), (int)Math.Min((uint)_buffer.Length * 2, (uint)Array.MaxLength));
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _position).CopyTo(larger);
        var old = _buffer;
        _buffer = larger;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
