using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes the method that reads one type.</summary>
internal static class JsonReadEmitter
{
    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        source.Line("/// <inheritdoc/>");
        using (source.Open($"public static {model.Nullable} Read(ref global::System.Text.Json.Utf8JsonReader reader)"))
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

            EmitConstruction(source, model);
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
            source.Line($"global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? {Local(extension)} = null;");
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
                source.Line($"    {Local(member)} = {member.Type.Codec}.Read(ref reader)!;");
                if (NeedsFlag(member))
                {
                    source.Line($"    {Flag(member)} = true;");
                }

                source.Line("    break;");
            }

            source.Line("default:");
            source.Line("    reader.Skip();");
            source.Line("    break;");
        }
    }

    /// <summary>A property that is none of the members is refused or kept, when it is not just skipped.</summary>
    private static bool EmitOther(SourceWriter source, JsonTypeModel model)
    {
        var condition = model.Members.Count > 0 ? "if (member < 0)" : null;
        if (model.Others.AreRefused)
        {
            using (source.Open(condition))
            {
                source.Line($"throw new global::System.Text.Json.JsonException($\"{{reader.GetString()}} is no property of {model.Display.Replace("{", "{{")}.\");");
            }

            return true;
        }

        if (model.Others.Extension is { } extension)
        {
            using (source.Open(condition))
            {
                source.Line("var name = reader.GetString()!;");
                source.Line("reader.Read();");
                source.Line($"({Local(extension)} ??= new())[name] = global::Iii.Generated.JsonElementJson.Read(ref reader);");
                source.Line("continue;");
            }

            return true;
        }

        return false;
    }

    private static void EmitConstruction(SourceWriter source, JsonTypeModel model)
    {
        var made = Made(model);
        var later = model.Members.Where(m => m.Setting is MemberSetting.Assignment).ToArray();
        if (later.Length == 0 && model.Others.Extension is null && (model.Callbacks & (JsonCallbacks.OnDeserializing | JsonCallbacks.OnDeserialized)) == 0)
        {
            source.Line($"return {made};");
            return;
        }

        source.Line($"var value = {made};");
        EmitCallback(source, model, JsonCallbacks.OnDeserializing);
        foreach (var member in later)
        {
            using (source.Open($"if ({Flag(member)})"))
            {
                source.Line(Assignment(member, Local(member)));
            }

            source.Line();
        }

        if (model.Others.Extension is { } extension)
        {
            EmitExtension(source, extension);
        }

        EmitCallback(source, model, JsonCallbacks.OnDeserialized);
        source.Line("return value;");
    }

    /// <summary>A dictionary that the constructor has made is filled.</summary>
    private static void EmitExtension(SourceWriter source, JsonMember extension)
    {
        using (source.Open($"if ({Local(extension)} is not null)"))
        {
            source.Line($"var all = {JsonWriteEmitter.Value(extension)};");
            using (source.Open("if (all is null)"))
            {
                source.Line(Assignment(extension, Local(extension)));
            }

            using (source.Open("else"))
            {
                using (source.Open($"foreach (var (name, other) in {Local(extension)})"))
                {
                    source.Line("all[name] = other;");
                }
            }
        }

        source.Line();
    }

    private static void EmitCallback(SourceWriter source, JsonTypeModel model, JsonCallbacks callback)
    {
        if ((model.Callbacks & callback) != 0)
        {
            source.Line($"((global::System.Text.Json.Serialization.IJson{callback})value).{callback}();");
        }
    }

    private static string Made(JsonTypeModel model)
    {
        if (model.Construction.IsDefault)
        {
            return $"default({model.Type})";
        }

        var arguments = string.Join(", ", model.Construction.Parameters.Select(p => p.Member < 0 ? $"({p.Type})({Value(p.Default)})" : Local(model.Members[p.Member])));
        if (model.Construction.Accessor is { } accessor)
        {
            return $"{accessor.Call}({arguments})";
        }

        var required = model.Members.Where(m => m.Setting is MemberSetting.Required).Select(m => $"{NamingConventions.Escaped(m.Name)} = {Local(m)}").ToArray();
        return $"new {model.Type}({arguments})" + (required.Length == 0 ? "" : $" {{ {string.Join(", ", required)} }}");
    }

    private static string Assignment(JsonMember member, string value) => member.Setter switch
    {
        null => $"value.{NamingConventions.Escaped(member.Name)} = {value};",
        { Kind: AccessorKind.Field } field => $"{field.Call}({(field.IsByRef ? "ref " : "")}value) = {value};",
        var setter => $"{setter.Call}({(setter.IsByRef ? "ref " : "")}value, {value});",
    };

    private static string Value(string source) => source == "default" ? "default!" : source;

    private static bool NeedsFlag(JsonMember member) => member.IsRequired || member.Setting is MemberSetting.Assignment;

    private static string Local(JsonMember member) => "member" + member.Name;

    private static string Flag(JsonMember member) => "has" + member.Name;
}
