using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes a codec that finds out which of several types a value is, or is to become.</summary>
internal static class JsonPolymorphicEmitter
{
    private const string Json = "global::System.Text.Json.";

    public static void Emit(SourceWriter source, JsonPolymorphicModel model)
    {
        using (source.Open($"internal readonly struct {model.Name} : global::Iii.Generated.IJsonCodec<{model.Type}>"))
        {
            source.Line("/// <inheritdoc/>");
            using (source.Open($"public static {model.Type}? Read(ref global::Iii.Generated.JsonInput reader)"))
            {
                EmitRead(source, model);
            }

            source.Line();
            source.Line("/// <inheritdoc/>");
            using (source.Open($"public static void Write(global::Iii.Generated.JsonOutput output, {model.Type}? value)"))
            {
                EmitWrite(source, model);
            }

            if (model.Discriminator is not null)
            {
                source.Line();
                EmitFind(source, model, model.Discriminator);
            }
        }
    }

    private static void EmitRead(SourceWriter source, JsonPolymorphicModel model)
    {
        using (source.Open($"if (reader.TokenType is {Json}JsonTokenType.Null)"))
        {
            source.Line("return null;");
        }

        source.Line();
        using (source.Open($"if (reader.TokenType is not {Json}JsonTokenType.StartObject)"))
        {
            source.Line($"throw global::Iii.Generated.JsonErrors.Expected(ref reader, {NamingConventions.Literal($"an object ({model.Display})")});");
        }

        source.Line();
        if (model.Discriminator is not null)
        {
            using (source.Open("switch (Find(reader))"))
            {
                for (var i = 0; i < model.Derived.Count; i++)
                {
                    if (model.Derived[i] is { Text: null, Number: null })
                    {
                        continue;
                    }

                    source.Line($"case {i}:");
                    source.Line($"    return {Read(model, model.Derived[i].Codec, model.Derived[i].IsTold)};");
                }
            }

            source.Line();
        }

        source.Line(model.Base is not null && !model.IsAbstract
            ? $"return {Read(model, model.Base, model.IsBaseTold)};"
            : $"throw new {Json}JsonException({NamingConventions.Literal($"{model.Display} is abstract, and the JSON does not begin with which type it is{(model.Discriminator is null ? "" : $" ('{model.Discriminator}')")}.")});");
    }

    private static string Read(JsonPolymorphicModel model, string codec, bool isTold) =>
        isTold ? $"{codec}.Read(ref reader, {NamingConventions.Literal(model.Discriminator ?? "")}u8)" : $"{codec}.Read(ref reader)";

    private static void EmitWrite(SourceWriter source, JsonPolymorphicModel model)
    {
        using (source.Open("if (value is null)"))
        {
            source.Line("output.WriteNull();");
            source.Line("return;");
        }

        source.Line();
        source.Line("var type = value.GetType();");
        foreach (var derived in model.Derived)
        {
            using (source.Open($"if (type == typeof({derived.Type}))"))
            {
                EmitAs(source, model, derived);
                source.Line("return;");
            }

            source.Line();
        }

        if (model.Fallback is JsonFallback.NearestAncestor)
        {
            foreach (var ancestor in model.Derived.Items.Where(d => d.Type != model.Type).OrderByDescending(d => d.Depth))
            {
                using (source.Open($"if (value is {ancestor.Type})"))
                {
                    EmitAs(source, model, ancestor);
                    source.Line("return;");
                }

                source.Line();
            }
        }

        if (model.Base is null)
        {
            EmitUnknown(source, model);
            return;
        }

        if (model.Fallback is JsonFallback.None)
        {
            using (source.Open($"if (type != typeof({model.Type}))"))
            {
                EmitUnknown(source, model);
            }

            source.Line();
        }

        // The base may be named among its own derived types; what falls back to it gets that name.
        EmitAs(source, model, model.Derived.FirstOrDefault(d => d.Type == model.Type) ?? new JsonDerivedType(model.Type, model.Base, null, null, false, 0));
    }

    private static void EmitAs(SourceWriter source, JsonPolymorphicModel model, JsonDerivedType derived)
    {
        var value = derived.Type == model.Type ? "value" : $"({derived.Type})value";
        var id = derived.Text is { } text ? Schemas.JsonLiteral.String(text) : derived.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (id is null)
        {
            source.Line($"{derived.Codec}.Write(output, {value});");
            return;
        }

        source.Line("output.BeginObject();");
        source.Line($"output.WriteName({NamingConventions.Literal(Schemas.JsonLiteral.String(model.Discriminator!) + ":" + id)}u8);");
        source.Line($"{derived.Codec}.WriteMembers(output, {value});");
        source.Line("output.EndObject();");
    }

    private static void EmitUnknown(SourceWriter source, JsonPolymorphicModel model) =>
        source.Line($"throw new global::System.NotSupportedException($\"{{type}} is none of the types that [JsonDerivedType] names on {model.Display.Replace("{", "{{")}.\");");

    /// <summary>Properties with a dollar are metadata: the discriminator must be the first of all, and nothing else may begin with one.</summary>
    private static void EmitFind(SourceWriter source, JsonPolymorphicModel model, string discriminator)
    {
        source.Line("/// <summary>The index of the type that the object is said to be; -1 when nothing is said. Looks ahead on a copy of the reader.</summary>");
        using (source.Open($"private static int Find(global::Iii.Generated.JsonInput reader)"))
        {
            source.Line("var found = -1;");
            if (!model.AllowsOutOfOrder)
            {
                source.Line("var isFirst = true;");
            }

            using (source.Open($"while (reader.Read() && reader.TokenType is {Json}JsonTokenType.PropertyName)"))
            {
                source.Line($"var isDiscriminator = reader.ValueTextEquals({NamingConventions.Literal(discriminator)}u8);");
                using (source.Open($"if (isDiscriminator ? {(model.AllowsOutOfOrder ? "found >= 0" : "!isFirst")} : reader.ValueIsEscaped ? reader.GetString()!.StartsWith('$') : global::System.MemoryExtensions.StartsWith(reader.ValueSpan, \"$\"u8))"))
                {
                    source.Line($"throw new {Json}JsonException($\"'{{reader.GetString()}}' is metadata, and not at its place: the type is said first, and once.\");");
                }

                source.Line();
                source.Line("reader.Read();");
                using (source.Open("if (isDiscriminator)"))
                {
                    source.Line("found = Which(ref reader);");
                }

                source.Line();
                if (!model.AllowsOutOfOrder)
                {
                    source.Line("isFirst = false;");
                }

                source.Line("reader.Skip();");
            }

            source.Line();
            source.Line("return found;");
        }

        source.Line();
        using (source.Open($"private static int Which(ref global::Iii.Generated.JsonInput reader)"))
        {
            for (var i = 0; i < model.Derived.Count; i++)
            {
                var derived = model.Derived[i];
                var condition = derived.Text is { } text ? $"reader.TokenType is {Json}JsonTokenType.String && reader.ValueTextEquals({NamingConventions.Literal(text)}u8)"
                    : derived.Number is { } number ? $"reader.TokenType is {Json}JsonTokenType.Number && reader.TryGetInt32(out var number{i}) && number{i} == {number}"
                    : null;
                if (condition is null)
                {
                    continue;
                }

                using (source.Open($"if ({condition})"))
                {
                    source.Line($"return {i};");
                }

                source.Line();
            }

            if (model.IgnoresUnknown)
            {
                using (source.Open($"if (reader.TokenType is {Json}JsonTokenType.String || reader.TokenType is {Json}JsonTokenType.Number && reader.TryGetInt32(out _))"))
                {
                    source.Line("return -1;");
                }

                source.Line();
            }

            source.Line($"throw global::Iii.Generated.JsonErrors.Expected(ref reader, {NamingConventions.Literal($"the name of a type derived from {model.Display}")});");
        }
    }
}
