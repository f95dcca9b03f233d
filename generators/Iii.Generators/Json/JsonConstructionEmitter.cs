using Iii.Generators.Infrastructure;
using static Iii.Generators.Json.JsonReadEmitter;

namespace Iii.Generators.Json;

/// <summary>Writes how a value is made of what was read.</summary>
internal static class JsonConstructionEmitter
{
    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        var made = Made(model, model.Construction!);
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
                EmitSetting(source, member);
            }

            source.Line();
        }

        if (model.Others.Extension is { } extension)
        {
            EmitExtension(source, model, extension);
        }

        EmitCallback(source, model, JsonCallbacks.OnDeserialized);
        source.Line("return value;");
    }

    private static void EmitSetting(SourceWriter source, JsonMember member)
    {
        if (member.Population is not { } population)
        {
            source.Line(Assignment(member, Local(member)));
            return;
        }

        var adding = $"{population}.TryAdd({JsonWriteEmitter.Value(member)}, {Local(member)})";
        if (member.IsOnlyPopulated)
        {
            source.Line($"{adding};");
            return;
        }

        using (source.Open($"if (!{adding})"))
        {
            source.Line(Assignment(member, Local(member)));
        }
    }

    /// <summary>A dictionary that the constructor has made is filled.</summary>
    private static void EmitExtension(SourceWriter source, JsonTypeModel model, JsonMember extension)
    {
        using (source.Open($"if ({Local(extension)} is not null)"))
        {
            source.Line($"var all = {JsonWriteEmitter.Value(extension)};");
            if (model.Others.Kind is JsonExtensionKind.Node)
            {
                using (source.Open("if (all is null)"))
                {
                    source.Line("all = global::Iii.Generated.ExtensionData.NewNode();");
                    source.Line(Assignment(extension, "all"));
                }

                source.Line();
                source.Line($"global::Iii.Generated.ExtensionData.Fill(all, {Local(extension)});");
            }
            else
            {
                EmitExtensionEntries(source, model, extension);
            }
        }

        source.Line();
    }

    private static void EmitExtensionEntries(SourceWriter source, JsonTypeModel model, JsonMember extension)
    {
        var mark = model.Others.Kind is JsonExtensionKind.Objects ? "!" : "";
        using (source.Open("if (all is null)"))
        {
            source.Line(Assignment(extension, Local(extension) + mark));
        }

        using (source.Open("else"))
        {
            using (source.Open($"foreach (var (name, other) in {Local(extension)})"))
            {
                source.Line($"all[name] = other{mark};");
            }
        }
    }

    private static void EmitCallback(SourceWriter source, JsonTypeModel model, JsonCallbacks callback)
    {
        if ((model.Callbacks & callback) != 0)
        {
            source.Line($"((global::System.Text.Json.Serialization.IJson{callback})value).{callback}();");
        }
    }

    private static string Made(JsonTypeModel model, JsonConstruction construction)
    {
        if (construction.IsDefault)
        {
            return $"default({model.Type})";
        }

        var arguments = string.Join(", ", construction.Parameters.Select(p => p.Member < 0 ? $"({p.Type})({Value(p.Default)})" : Local(model.Members[p.Member])));
        if (construction.Accessor is { } accessor)
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
}
