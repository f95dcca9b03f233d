using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Any JSON, read as a <see cref="JsonElement"/>; a value is written as the type that it turns out to be.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ObjectJson : IJsonCodec<object>
{
    /// <inheritdoc/>
    public static object? Read(ref JsonInput reader) => reader.TokenType is JsonTokenType.Null ? null : JsonElementJson.Read(ref reader);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is no writer for the value's type.</exception>
    public static void Write(JsonOutput output, object? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        var type = value.GetType();
        if (type == typeof(object))
        {
            output.BeginObject();
            output.EndObject();
        }
        else if (JsonTypes.Find(type) is { } known)
        {
            known.WriteObject(output, value);
        }
        else if (!TryWriteScalar(output, value))
        {
            throw new NotSupportedException(
                $"There is no JSON writer for {type}, which was found where an object was declared. Name the type with [assembly: IIIJsonType(typeof({type.Name}))].");
        }
    }

    private static bool TryWriteScalar(JsonOutput output, object value)
    {
        switch (value)
        {
            case string v: StringJson.Write(output, v); break;
            case bool v: BooleanJson.Write(output, v); break;
            case int v: Int32Json.Write(output, v); break;
            case long v: Int64Json.Write(output, v); break;
            case double v: DoubleJson.Write(output, v); break;
            case float v: SingleJson.Write(output, v); break;
            case decimal v: DecimalJson.Write(output, v); break;
            case byte v: ByteJson.Write(output, v); break;
            case sbyte v: SByteJson.Write(output, v); break;
            case short v: Int16Json.Write(output, v); break;
            case ushort v: UInt16Json.Write(output, v); break;
            case uint v: UInt32Json.Write(output, v); break;
            case ulong v: UInt64Json.Write(output, v); break;
            case Half v: HalfJson.Write(output, v); break;
            case Int128 v: Int128Json.Write(output, v); break;
            case UInt128 v: UInt128Json.Write(output, v); break;
            case char v: CharJson.Write(output, v); break;
            case Guid v: GuidJson.Write(output, v); break;
            case DateTime v: DateTimeJson.Write(output, v); break;
            case DateTimeOffset v: DateTimeOffsetJson.Write(output, v); break;
            case DateOnly v: DateOnlyJson.Write(output, v); break;
            case TimeOnly v: TimeOnlyJson.Write(output, v); break;
            case TimeSpan v: TimeSpanJson.Write(output, v); break;
            case Uri v: UriJson.Write(output, v); break;
            case Version v: VersionJson.Write(output, v); break;
            case byte[] v: ByteArrayJson.Write(output, v); break;
            case JsonElement v: JsonElementJson.Write(output, v); break;
            case JsonDocument v: JsonDocumentJson.Write(output, v); break;
            case System.Text.Json.Nodes.JsonNode v: JsonNodeJson<System.Text.Json.Nodes.JsonNode>.Write(output, v); break;
            default: return false;
        }

        return true;
    }
}
