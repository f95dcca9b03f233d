using System.Text.Json;

namespace Iii.DevEngine.Modules;

/// <summary>The JSON Schema of an input, as the real engine derives it from its own types, without the prose.</summary>
internal static class InputSchema
{
    /// <param name="shape">The input.</param>
    /// <param name="isClosed">Whether other fields than those are refused.</param>
    public static JsonElement ToSchema(this InputShape shape, bool isClosed = false) => CanonicalJson.Copy(CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        writer.WriteString("title", shape.Name);
        writer.WriteString("type", "object");
        if (isClosed)
        {
            writer.WriteBoolean("additionalProperties", false);
        }

        if (shape.Fields.Length > 0)
        {
            writer.WriteStartObject("properties");
            foreach (var field in shape.Fields)
            {
                writer.WritePropertyName(field.Name);
                WriteField(writer, field);
            }

            writer.WriteEndObject();
        }

        if (shape.Fields.Any(f => f.IsRequired))
        {
            writer.WriteStartArray("required");
            foreach (var field in shape.Fields.Where(f => f.IsRequired).OrderBy(f => f.Name, Utf8Order.Instance))
            {
                writer.WriteStringValue(field.Name);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }));

    private static void WriteField(Utf8JsonWriter writer, InputField field)
    {
        if (field.Kind is InputKind.Any)
        {
            writer.WriteBooleanValue(true);
            return;
        }

        var (type, format) = field.Kind switch
        {
            InputKind.Text => ("string", null),
            InputKind.Flag or InputKind.StrictFlag => ("boolean", null),
            InputKind.Unsigned => ("integer", "uint"),
            InputKind.Integer => ("integer", "int64"),
            InputKind.Map => ("object", null),
            _ => ("array", (string?)null),
        };
        writer.WriteStartObject();
        writer.WriteOptional("format", format);
        if (field.Kind is InputKind.Texts)
        {
            writer.WriteStartObject("items");
            writer.WriteString("type", "string");
            writer.WriteEndObject();
        }

        if (field.Kind is InputKind.Unsigned)
        {
            writer.WritePropertyName("minimum");
            writer.WriteRawValue("0.0");
        }

        if (field.IsRequired || field.Kind is InputKind.StrictFlag)
        {
            writer.WriteString("type", type);
        }
        else
        {
            writer.WriteStartArray("type");
            writer.WriteStringValue(type);
            writer.WriteStringValue("null");
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
