using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes the method that reads one type.</summary>
internal static class JsonReadEmitter
{
    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        source.Line("/// <inheritdoc/>");
        var head = $"{model.Nullable} Read(ref global::Iii.Generated.JsonInput reader";
        if (model.Construction is null)
        {
            source.Line($"public static {head}) =>");
            source.Line($"    throw new global::System.Text.Json.JsonException({NamingConventions.Literal($"{model.Display} is abstract and can not be made from JSON.")});");
            return;
        }

        if (model.IsTold)
        {
            source.Line($"public static {head}) => Read(ref reader, default);").Line();
            source.Line("/// <summary>Reads a value that has the property by which its type was found.</summary>");
        }

        using (source.Open(model.IsTold ? $"internal static {head}, global::System.ReadOnlySpan<byte> discriminator)" : $"public static {head})"))
        {
            if (!model.IsValueType)
            {
                using (source.Open("if (reader.TokenType is global::System.Text.Json.JsonTokenType.Null)"))
                {
                    source.Line("return null;");
                }

                source.Line();
            }

            using (source.Open("if (reader.TokenType is not global::System.Text.Json.JsonTokenType.StartObject)"))
            {
                source.Line($"throw global::Iii.Generated.JsonErrors.Expected(ref reader, {NamingConventions.Literal($"an object ({model.Display})")});");
            }

            source.Line();
            EmitLocals(source, model);
            EmitExpected(source, model);
            using (source.Open("while (reader.Read() && reader.TokenType is global::System.Text.Json.JsonTokenType.PropertyName)"))
            {
                EmitMembers(source, model);
            }

            source.Line();
            foreach (var member in model.Members.Where(m => m.IsRequired))
            {
                using (source.Open($"if (!{Flag(member)})"))
                {
                    source.Line($"throw global::Iii.Generated.JsonErrors.Missing(ref reader, {NamingConventions.Literal(member.JsonName)}, start);");
                }

                source.Line();
            }

            JsonConstructionEmitter.Emit(source, model);
        }
    }

    private static void EmitLocals(SourceWriter source, JsonTypeModel model)
    {
        if (model.Members.Any(m => m.IsRequired))
        {
            source.Line("var start = reader.TokenStartIndex;");
        }

        foreach (var member in model.Members.Where(m => m.Setting is not MemberSetting.None))
        {
            source.Line($"{member.Type.Type} {Local(member)} = {Value(member.Default)};");
            if (NeedsFlag(member))
            {
                source.Line($"var {Flag(member)} = false;");
            }
        }

        if (model.Others.Extension is { } extension)
        {
            source.Line($"{ExtensionType(model)}? {Local(extension)} = null;");
        }
    }

    /// <summary>Senders write properties in the order in which they are declared: each is looked for once in its place, before any is looked up.</summary>
    private static void EmitExpected(SourceWriter source, JsonTypeModel model)
    {
        // A name with escapes is written in more than one way.
        foreach (var member in model.Members.Where(m => !m.JsonName.Any(c => c is < ' ' or '"' or '\\')))
        {
            using (source.Open($"if (reader.TryReadProperty({NamingConventions.Literal($"\"{member.JsonName}\":")}u8))"))
            {
                EmitValue(source, member);
            }

            source.Line();
        }
    }

    private static void EmitMembers(SourceWriter source, JsonTypeModel model)
    {
        if (model.Members.Count > 0)
        {
            source.Line("var member = Find(ref reader);");
        }

        var isTaken = EmitOther(source, model);
        if (model.Members.Count == 0)
        {
            if (!isTaken)
            {
                source.Line("reader.Skip();");
            }

            return;
        }

        if (isTaken)
        {
            source.Line();
        }

        source.Line("reader.Read();");
        using (source.Open("switch (member)"))
        {
            for (var i = 0; i < model.Members.Count; i++)
            {
                var member = model.Members[i];
                if (member.Setting is MemberSetting.None)
                {
                    continue;
                }

                source.Line($"case {i}:");
                using (source.Indent())
                {
                    EmitValue(source, member);
                    source.Line("break;");
                }
            }

            source.Line("default:");
            source.Line("    reader.Skip();");
            source.Line("    break;");
        }
    }

    /// <summary>Reads the value on which the reader stands.</summary>
    private static void EmitValue(SourceWriter source, JsonMember member)
    {
        if (member.Setting is MemberSetting.None)
        {
            source.Line("reader.Skip();");
            return;
        }

        if (member.Population is { } population)
        {
            // Of two properties with one name, both count.
            source.Line($"var next{member.Name} = {member.Type.Codec}.Read(ref reader){NullCheck(member)};");
            using (source.Open($"if (!{population}.TryAdd({Local(member)}, next{member.Name}))"))
            {
                source.Line($"{Local(member)} = next{member.Name};");
            }

            source.Line();
        }
        else
        {
            source.Line($"{Local(member)} = {member.Type.Codec}.Read(ref reader){NullCheck(member)};");
        }

        if (NeedsFlag(member))
        {
            source.Line($"{Flag(member)} = true;");
        }
    }

    /// <summary>A property that is none of the members is refused or kept, when it is not just skipped.</summary>
    private static bool EmitOther(SourceWriter source, JsonTypeModel model)
    {
        if (model.IsTold)
        {
            using (source.Open($"if ({(model.Members.Count > 0 ? "member < 0 && " : "")}!discriminator.IsEmpty && reader.ValueTextEquals(discriminator))"))
            {
                source.Line("reader.Skip();");
                source.Line("continue;");
            }

            source.Line();
        }

        var condition = model.Members.Count > 0 ? "if (member < 0)" : null;
        if (model.Others.AreRefused)
        {
            using (source.Open(condition))
            {
                source.Line($"global::Iii.Generated.JsonErrors.Unmapped(ref reader, {NamingConventions.Literal(model.Display)});");
                source.Line("continue;");
            }

            return true;
        }

        if (model.Others.Extension is { } extension)
        {
            using (source.Open(condition))
            {
                source.Line("var name = reader.GetString()!;");
                source.Line("reader.Read();");
                source.Line(model.Others.Kind is JsonExtensionKind.Node
                    ? $"({Local(extension)} ??= new()).Add(new(name, {ExtensionCodec(model)}.Read(ref reader)));"
                    : $"({Local(extension)} ??= new())[name] = {ExtensionCodec(model)}.Read(ref reader);");
                source.Line("continue;");
            }

            return true;
        }

        return false;
    }

    /// <summary>Who reads and writes what no member takes.</summary>
    public static string ExtensionCodec(JsonTypeModel model) => "global::Iii.Generated." + model.Others.Kind switch
    {
        JsonExtensionKind.Node => "JsonNodeJson<global::System.Text.Json.Nodes.JsonNode>",
        JsonExtensionKind.Objects => "ObjectJson",
        _ => "JsonElementJson",
    };

    private static string ExtensionType(JsonTypeModel model) => model.Others.Kind switch
    {
        JsonExtensionKind.Node => "global::System.Collections.Generic.List<global::System.Collections.Generic.KeyValuePair<string, global::System.Text.Json.Nodes.JsonNode?>>",
        JsonExtensionKind.Objects => "global::System.Collections.Generic.Dictionary<string, object?>",
        _ => "global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>",
    };

    /// <summary>A default as C# source, without a warning for null.</summary>
    public static string Value(string source) => source == "default" ? "default!" : source;

    private static string NullCheck(JsonMember member) =>
        member.RefusesNull ? $" ?? throw global::Iii.Generated.JsonErrors.Null(ref reader, {NamingConventions.Literal(member.JsonName)})" : "!";

    private static bool NeedsFlag(JsonMember member) => member.IsRequired || member.Setting is MemberSetting.Assignment;

    /// <summary>The variable that holds what was read.</summary>
    public static string Local(JsonMember member) => "member" + member.Name;

    /// <summary>The variable that says that it was read.</summary>
    public static string Flag(JsonMember member) => "has" + member.Name;
}
