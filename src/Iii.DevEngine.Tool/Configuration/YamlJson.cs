using System.Buffers;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>YAML nodes as JSON.</summary>
internal static class YamlJson
{
    // An alias may stand within what it stands for.
    private const int MaxDepth = 64;

    public static JsonElement ToJson(ConfigSource source, YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, source, node, 0);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, ConfigSource source, YamlNode node, int depth)
    {
        if (depth > MaxDepth)
        {
            throw source.Fail(node, $"This is nested more than {MaxDepth} levels deep.");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, _, value) in new ConfigSection(source, mapping, "metadata").Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, source, value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, source, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case var _ when ConfigScalar.IsNull(node):
                writer.WriteNullValue();
                break;
            case var _ when ConfigScalar.Flag(node) is { } flag:
                writer.WriteBooleanValue(flag);
                break;
            case var _ when ConfigScalar.Integer(node) is { } integer:
                writer.WriteNumberValue(integer);
                break;
            case var _ when ConfigScalar.Number(node) is { } number && double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(((YamlScalarNode)node).Value);
                break;
        }
    }
}
