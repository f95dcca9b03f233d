using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Iii.Generated;

namespace Iii.Bench.Json;

/// <summary>A value, its text, and both ways from the one to the other.</summary>
internal abstract class Document : IDisposable
{
    /// <summary>What it is called in the table.</summary>
    public abstract string Name { get; }

    /// <summary>Its text, as senders write it: no white space, and no more escapes than JSON demands.</summary>
    public abstract byte[] Text { get; }

    /// <summary>Its text is not the one that is written.</summary>
    public abstract bool IsOnlyRead { get; }

    /// <summary>Text to value, by System.Text.Json and by the generated codec.</summary>
    public abstract Contest Reading { get; }

    /// <summary>Value to text, by System.Text.Json and by the generated codec, into one output.</summary>
    public abstract Contest Writing { get; }

    /// <summary>Makes the objects of the value and nothing else.</summary>
    public abstract Func<int> Making { get; }

    /// <summary>Both ways lead to the same value and to the same text.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public abstract void Check();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Does the same in two ways. What each returns has to be used.</summary>
internal sealed record Contest(Func<int> Framework, Func<int> Generated);

/// <inheritdoc cref="Document"/>
internal sealed class Document<[IIIJson] T> : Document
    where T : class
{
    private readonly T _value;
    private readonly JsonTypeInfo<T> _type;
    private readonly JsonOutput _output = new();
    private readonly Utf8JsonWriter _writer;
    private readonly Func<T, T> _copy;

    // Where the results go, so that no compiler can find them unused.
    private T? _result;

    /// <param name="name">What it is called.</param>
    /// <param name="value">What is read and written.</param>
    /// <param name="type">System.Text.Json's own way.</param>
    /// <param name="copy">Makes the same value again.</param>
    /// <param name="arrange">Makes another text of the same meaning.</param>
    public Document(string name, T value, JsonTypeInfo<T> type, Func<T, T> copy, Func<byte[], byte[]>? arrange = null)
    {
        Name = name;
        _value = value;
        _type = type;
        _copy = copy;
        _writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = type.Options.Encoder, SkipValidation = true });
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        Text = text.WrittenSpan.ToArray();
        Text = arrange?.Invoke(Text) ?? Text;
        IsOnlyRead = arrange is not null;
    }

    public override string Name { get; }

    public override byte[] Text { get; }

    public override bool IsOnlyRead { get; }

    public override Contest Reading => new(
        () =>
        {
            _result = JsonSerializer.Deserialize<T>(Text.AsSpan(), _type);
            return _result is null ? 0 : 1;
        },
        () =>
        {
            _result = IIIJson.Deserialize<T>(Text);
            return _result is null ? 0 : 1;
        });

    public override Contest Writing => new(
        () =>
        {
            _output.Rewind(0);
            _writer.Reset();
            JsonSerializer.Serialize(_writer, _value, _type);
            return _output.Length;
        },
        () =>
        {
            _output.Rewind(0);
            JsonTypes.Find<T>().Write(_output, _value);
            return _output.Length;
        });

    public override Func<int> Making => () =>
    {
        _result = _copy(_value);
        return _result is null ? 0 : 1;
    };

    public override void Dispose()
    {
        _writer.Dispose();
        _output.Dispose();
    }

    public override void Check()
    {
        var expected = JsonSerializer.SerializeToUtf8Bytes(_value, _type);
        Same("System.Text.Json reads another value", JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(Text, _type)!, _type));
        Same("the generated codec reads another value", JsonSerializer.SerializeToUtf8Bytes(IIIJson.Deserialize<T>(Text)!, _type));
        Same("the copy is another value", JsonSerializer.SerializeToUtf8Bytes(_copy(_value), _type));
        Writing.Framework();
        Same("System.Text.Json writes something else", _output.WrittenSpan);
        Writing.Generated();
        Same("the generated codec writes something else", _output.WrittenSpan);

        void Same(string otherwise, ReadOnlySpan<byte> text)
        {
            if (!text.SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{Name}: {otherwise}.");
            }
        }
    }
}
