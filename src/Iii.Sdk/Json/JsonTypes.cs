using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>The readers and writers of this process, by type. Filled by generated code when an assembly is loaded; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonTypes
{
    static JsonTypes()
    {
        Register<JsonElement, JsonElementJson>();
        Register<ReadOnlyMemory<byte>, RawJson>();
        Register<string, StringJson>();
        Register<bool, BooleanJson>();
        Register<int, Int32Json>();
        Register<long, Int64Json>();
        Register<double, DoubleJson>();
        Register<decimal, DecimalJson>();
        Register<Guid, GuidJson>();
    }

    /// <summary>Makes a type's codec known. The first one stays: several assemblies may bring the same.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TCodec">Who reads and writes it.</typeparam>
    public static void Register<T, TCodec>()
        where TCodec : IJsonCodec<T> => Interlocked.CompareExchange(ref Slot<T>.Type, new CodecType<T, TCodec>(), null);

    /// <summary>The reader and writer of a type.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static JsonType<T> Find<T>() => Slot<T>.Type ?? throw new InvalidOperationException(
        $"There is no JSON reader and writer for {typeof(T)}. The generator makes one for each type that source names, or lets the compiler infer, for a type " +
        $"parameter that is marked with [IIIJson], as those of CallAsync and IIIJson.Serialize are. Where {typeof(T).Name} comes from a type parameter of your own " +
        "method or class, mark that with [IIIJson], and so on up to where the type is named; a type that is only known at run time can be sent as a JsonElement.");

    private static class Slot<T>
    {
        public static JsonType<T>? Type;
    }

    private sealed class CodecType<T, TCodec> : JsonType<T>
        where TCodec : IJsonCodec<T>
    {
        public override T? Read(ReadOnlySpan<byte> utf8Json)
        {
            try
            {
                var reader = new JsonInput(utf8Json);
                reader.Read();
                var value = TCodec.Read(ref reader);

                // Moves past the value: whatever follows it is an error of the reader's.
                reader.Read();
                return value;
            }
            catch (Exception e) when (JsonErrors.IsOfToken(e))
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(JsonOutput output, T? value) => TCodec.Write(output, value);
    }
}

/// <summary>Reads and writes one type as a whole JSON text.</summary>
internal abstract class JsonType<T>
{
    public abstract T? Read(ReadOnlySpan<byte> utf8Json);

    public abstract void Write(JsonOutput output, T? value);
}
