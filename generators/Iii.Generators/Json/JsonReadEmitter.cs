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
    }

    private static void EmitMembers(SourceWriter source, JsonTypeModel model)
    {
        if (model.Members.Count == 0)
        {
            source.Line("reader.Skip();");
            return;
        }

        source.Line("var member = Find(ref reader);");
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

    private static void EmitConstruction(SourceWriter source, JsonTypeModel model)
    {
        var made = Made(model);
        var later = model.Members.Where(m => m.Setting is MemberSetting.Assignment).ToArray();
        if (later.Length == 0)
        {
            source.Line($"return {made};");
            return;
        }

        source.Line($"var value = {made};");
        foreach (var member in later)
        {
            using (source.Open($"if ({Flag(member)})"))
            {
                source.Line(Assignment(member, Local(member)));
            }

            source.Line();
        }

        source.Line("return value;");
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
