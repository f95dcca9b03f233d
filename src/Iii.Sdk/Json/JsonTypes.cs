using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>The readers and writers of this process, by type. Filled by generated code when an assembly is loaded; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonTypes
{
    private static readonly ConcurrentDictionary<Type, JsonType> s_byType = new();

    static JsonTypes()
    {
        // What generated code says of these has precedence: its assembly may have options of its own.
        Slot<JsonElement>.BuiltIn = new CodecType<JsonElement, JsonElementJson>(default);
        Slot<ReadOnlyMemory<byte>>.BuiltIn = new CodecType<ReadOnlyMemory<byte>, RawJson>(default);
        Slot<string>.BuiltIn = new CodecType<string, StringJson>(default);
        Slot<bool>.BuiltIn = new CodecType<bool, BooleanJson>(default);
        Slot<int>.BuiltIn = new CodecType<int, Int32Json>(default);
        Slot<long>.BuiltIn = new CodecType<long, Int64Json>(default);
        Slot<double>.BuiltIn = new CodecType<double, DoubleJson>(default);
        Slot<decimal>.BuiltIn = new CodecType<decimal, DecimalJson>(default);
        Slot<Guid>.BuiltIn = new CodecType<Guid, GuidJson>(default);
        AddChannel<IIIChannelRef, ChannelRefJson>();
        AddChannel<IIIChannelReader, ChannelReaderJson>();
        AddChannel<IIIChannelWriter, ChannelWriterJson>();
    }

    /// <summary>Makes a type's codec known. The first one stays: several assemblies may bring the same.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TCodec">Who reads and writes it.</typeparam>
    public static void Register<T, TCodec>()
        where TCodec : IJsonCodec<T> => Register<T, TCodec>(default);

    /// <inheritdoc cref="Register{T, TCodec}()"/>
    /// <param name="options">What is allowed beyond strict JSON where a text is read that came over no wire.</param>
    public static void Register<T, TCodec>(JsonReaderOptions options)
        where TCodec : IJsonCodec<T>
    {
        var type = new CodecType<T, TCodec>(options);
        if (Interlocked.CompareExchange(ref Slot<T>.Type, type, null) is null)
        {
            s_byType.TryAdd(typeof(T), type);
        }
    }

    /// <summary>Says that a type is written as another one that it derives from, where an object is declared.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TBase">The one above it, which names its derived types.</typeparam>
    /// <typeparam name="TCodec">Who writes that one.</typeparam>
    public static void RegisterObject<T, TBase, TCodec>()
        where T : TBase
        where TCodec : IJsonCodec<TBase> => s_byType[typeof(T)] = new CodecType<TBase, TCodec>(default);

    /// <summary>The writer of the type that a value turns out to be; null when there is none.</summary>
    internal static JsonType? Find(Type type) => s_byType.GetValueOrDefault(type);

    /// <summary>The reader and writer of a type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static JsonType<T> Find<T>() => Slot<T>.Type ?? Slot<T>.BuiltIn ?? throw new InvalidOperationException(
        $"There is no JSON reader and writer for {typeof(T)}. The generator makes one for each type that source names, or lets the compiler infer, for a type " +
        $"parameter that is marked with [IIIJson], as those of CallAsync and IIIJson.Serialize are. Where {typeof(T).Name} comes from a type parameter of your own " +
        "method or class, mark that with [IIIJson], and so on up to where the type is named; a type that is only known at run time can be sent as a JsonElement.");

    // Also where an object is declared: a dictionary of them is how the others send the ends of channels.
    private static void AddChannel<T, TCodec>()
        where TCodec : IJsonCodec<T> => s_byType[typeof(T)] = Slot<T>.BuiltIn = new CodecType<T, TCodec>(default);

    private static class Slot<T>
    {
        public static JsonType<T>? Type;
        public static JsonType<T>? BuiltIn;
    }

    private sealed class CodecType<T, TCodec>(JsonReaderOptions options) : JsonType<T>
        where TCodec : IJsonCodec<T>
    {
        public override T? Read(ReadOnlySpan<byte> utf8Json, IIIClient? client, bool isPayload)
        {
            var strict = utf8Json;
            try
            {
                strict = LenientText.ToStrict(utf8Json, options);
                var reader = new JsonInput(strict, client, JsonDepth.Of(options.MaxDepth), isPayload);
                reader.Read();
                var value = TCodec.Read(ref reader);

                // Moves past the value: whatever follows it is an error of the reader's.
                reader.Read();
                return value;
            }
            catch (JsonReadException e)
            {
                throw e.In(strict);
            }
            catch (Exception e) when (JsonErrors.IsOfToken(e))
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(JsonOutput output, T? value)
        {
            output.AllowDepth(JsonDepth.Of(options.MaxDepth));
            TCodec.Write(output, value);
        }

        public override void WriteObject(JsonOutput output, object value) => TCodec.Write(output, (T)value);
    }
}

/// <summary>Writes one type as a whole JSON text.</summary>
internal abstract class JsonType
{
    public abstract void WriteObject(JsonOutput output, object value);
}

/// <summary>Reads and writes one type as a whole JSON text.</summary>
internal abstract class JsonType<T> : JsonType
{
    /// <param name="client">Who opens the ends of channels in it; null where it came over no wire.</param>
    /// <param name="isPayload">It is what a function is called with: what the engine adds to it is none of its own.</param>
    public abstract T? Read(ReadOnlySpan<byte> utf8Json, IIIClient? client = null, bool isPayload = false);

    public abstract void Write(JsonOutput output, T? value);
}
