using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes the method that writes one type.</summary>
internal static class JsonWriteEmitter
{
    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        source.Line("/// <inheritdoc/>");
        using (source.Open($"public static void Write(global::Iii.Generated.JsonOutput output, {model.Nullable} value)"))
        {
            if (!model.IsValueType)
            {
                using (source.Open("if (value is null)"))
                {
                    source.Line("output.WriteNull();");
                    source.Line("return;");
                }

                source.Line();
            }

            source.Line("output.BeginObject();");
            if (model.IsDerived)
            {
                source.Line("WriteMembers(output, value);");
            }
            else
            {
                EmitMembers(source, model);
            }

            source.Line("output.EndObject();");
        }

        if (!model.IsDerived)
        {
            return;
        }

        source.Line();
        source.Line("/// <summary>Writes what is between the braces.</summary>");
        using (source.Open($"internal static void WriteMembers(global::Iii.Generated.JsonOutput output, {model.Type} value)"))
        {
            EmitMembers(source, model);
        }
    }

    private static void EmitMembers(SourceWriter source, JsonTypeModel model)
    {
        EmitCallback(source, model, JsonCallbacks.OnSerializing);
        foreach (var member in model.Members.Where(m => m.IsWritten))
        {
            EmitMember(source, member);
        }

        if (model.Others.Extension is { } extension)
        {
            EmitExtension(source, model, extension);
        }

        EmitCallback(source, model, JsonCallbacks.OnSerialized);
    }

    private static void EmitMember(SourceWriter source, JsonMember member)
    {
        var value = Value(member);
        var checkedValue = member.IsNeverNull ? $"{value} ?? throw global::Iii.Generated.JsonErrors.Null({NamingConventions.Literal(member.Name)})" : value;
        var write = $"output.WriteName({Schemas.JsonLiteral.Utf8Name(member.JsonName)}u8);\n{member.Type.Codec}.Write(output, {checkedValue});";
        var condition = member.Ignoring switch
        {
            MemberIgnoring.WhenNull => $"if ({value} is not null)",
            MemberIgnoring.WhenDefault => $"if (!global::System.Collections.Generic.EqualityComparer<{member.Type.Type}>.Default.Equals({value}, default!))",
            _ => null,
        };
        if (condition is null)
        {
            source.Line(write);
            return;
        }

        using (source.Open(condition))
        {
            source.Line(write);
        }
    }

    private static void EmitExtension(SourceWriter source, JsonTypeModel model, JsonMember extension)
    {
        using (source.Open($"if ({Value(extension)} is {{ }} others)"))
        {
            using (source.Open("foreach (var (name, other) in others)"))
            {
                source.Line("output.WriteName(global::System.MemoryExtensions.AsSpan(name));");
                source.Line($"{JsonReadEmitter.ExtensionCodec(model)}.Write(output, other);");
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

    public static string Value(JsonMember member) => member.Getter is { } getter
        ? $"{getter.Call}({(getter.IsByRef ? "ref " : "")}value)"
        : $"value.{NamingConventions.Escaped(member.Name)}";
}
