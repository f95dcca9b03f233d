using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes a codec that hands over to a converter: with the same arguments, and the same checks of what it did, as System.Text.Json.</summary>
internal static class JsonConverterEmitter
{
    private const string Json = "global::System.Text.Json.";

    public static void Emit(SourceWriter source, JsonConverterModel model)
    {
        var nullable = model.Type + (model.IsReference ? "?" : "");
        using (source.Open($"internal readonly struct {model.Name} : global::Iii.Generated.IJsonCodec<{model.Type}>"))
        {
            source.Line($"private static readonly {Json}JsonSerializerOptions s_options = new({Json}JsonSerializerDefaults.Web);").Line();
            source.Line($"private static readonly {Json}Serialization.JsonConverter<{model.Type}> s_converter = {model.Making switch
            {
                ConverterMaking.KnownFactory => $"({Json}Serialization.JsonConverter<{model.Type}>)new {model.Converter}().CreateConverter(typeof({model.Type}), s_options)!",
                ConverterMaking.Factory => $"global::Iii.Generated.ConverterFactory.Make<{model.Type}>(new {model.Converter}(), s_options)",
                _ => $"new {model.Converter}()",
            }};").Line();
            source.Line("/// <inheritdoc/>");
            using (source.Open($"public static {nullable} Read(ref global::Iii.Generated.JsonInput reader)"))
            {
                EmitRead(source, model);
            }

            source.Line();
            source.Line("/// <inheritdoc/>");
            using (source.Open($"public static void Write(global::Iii.Generated.JsonOutput output, {nullable} value)"))
            {
                EmitWrite(source, model);
            }

            source.Line();
            source.Line("/// <summary>Lets the converter read, and sees to it that it reads one value.</summary>");
            using (source.Open($"private static {nullable} Convert(ref {Json}Utf8JsonReader reader)"))
            {
                EmitConvert(source, model, nullable);
            }
        }
    }

    private static void EmitRead(SourceWriter source, JsonConverterModel model)
    {
        if (model.CanBeNull)
        {
            using (source.Open($"if (reader.TokenType is {Json}JsonTokenType.Null && !s_converter.HandleNull)"))
            {
                source.Line("return null;");
            }

            source.Line();
        }

        source.Line("return reader.ReadByFramework(Convert);");
    }

    private static void EmitConvert(SourceWriter source, JsonConverterModel model, string nullable)
    {
        source.Line($"var isNested = reader.TokenType is {Json}JsonTokenType.StartObject or {Json}JsonTokenType.StartArray;");
        source.Line("var depth = reader.CurrentDepth;");
        source.Line("var consumed = reader.BytesConsumed;");
        source.Line($"{nullable} value;");
        using (source.Open("try"))
        {
            source.Line($"value = s_converter.Read(ref reader, typeof({model.Type}), s_options);");
        }

        using (source.Open("catch (global::System.Exception e) when (global::Iii.Generated.JsonErrors.IsOfToken(e))"))
        {
            source.Line("// What the reader says of a token that does not fit.");
            source.Line($"throw new {Json}JsonException(e.Message, e);");
        }

        source.Line();
        using (source.Open($"if (isNested ? reader.CurrentDepth != depth || reader.TokenType is not ({Json}JsonTokenType.EndObject or {Json}JsonTokenType.EndArray) : reader.BytesConsumed != consumed)"))
        {
            source.Line($"throw new {Json}JsonException({NamingConventions.Literal($"The converter of {model.Display} read too much or not enough.")});");
        }

        source.Line();
        source.Line("return value;");
    }

    private static void EmitWrite(SourceWriter source, JsonConverterModel model)
    {
        if (model.CanBeNull)
        {
            using (source.Open("if (value is null && !s_converter.HandleNull)"))
            {
                source.Line("output.WriteNull();");
                source.Line("return;");
            }

            source.Line();
        }

        source.Line($"using var writer = new {Json}Utf8JsonWriter(output, new {Json}JsonWriterOptions {{ SkipValidation = true }});");
        source.Line("s_converter.Write(writer, value!, s_options);");
        using (source.Open("if (writer.CurrentDepth != 0)"))
        {
            source.Line($"throw new {Json}JsonException({NamingConventions.Literal($"The converter of {model.Display} wrote too much or not enough.")});");
        }
    }
}
