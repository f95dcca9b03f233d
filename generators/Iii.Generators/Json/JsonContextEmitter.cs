using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes a codec that hands over to what the user's context knows of the type.</summary>
internal static class JsonContextEmitter
{
    private const string Json = "global::System.Text.Json.";

    public static void Emit(SourceWriter source, JsonContextModel model)
    {
        var nullable = model.Type + (model.IsReference ? "?" : "");
        var info = $"{Json}Serialization.Metadata.JsonTypeInfo<{model.Type}>";
        using (source.Open($"internal readonly struct {model.Name} : global::Iii.Generated.IJsonCodec<{model.Type}>"))
        {
            source.Line($"private static readonly {info} s_type = ({info}){model.Context}.Default.GetTypeInfo(typeof({model.Type}))!;").Line();
            source.Line("/// <inheritdoc/>");
            source.Line($"public static {nullable} Read(ref global::Iii.Generated.JsonInput reader) => reader.ReadByFramework(static (ref {Json}Utf8JsonReader value) => {Json}JsonSerializer.Deserialize(ref value, s_type));").Line();
            source.Line("/// <inheritdoc/>");
            using (source.Open($"public static void Write(global::Iii.Generated.JsonOutput output, {nullable} value)"))
            {
                source.Line($"using var writer = new {Json}Utf8JsonWriter(output, new {Json}JsonWriterOptions {{ SkipValidation = true }});");
                source.Line($"{Json}JsonSerializer.Serialize(writer, value!, s_type);");
            }
        }
    }
}
