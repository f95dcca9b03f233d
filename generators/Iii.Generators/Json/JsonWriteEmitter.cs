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

            if (model.IsDerived)
            {
                source.Line("output.BeginObject();");
                source.Line("WriteMembers(output, value);");
            }
            else
            {
                EmitMembers(source, model, Before.Nothing);
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
            EmitMembers(source, model, Before.BraceOrMember);
        }
    }

    /// <summary>What was written of the object before a member.</summary>
    private enum Before
    {
        Nothing,
        Brace,
        BraceOrMember,
        Member,
    }

    private static void EmitMembers(SourceWriter source, JsonTypeModel model, Before before)
    {
        EmitCallback(source, model, JsonCallbacks.OnSerializing);
        var members = model.Members.Where(m => m.IsWritten).ToArray();
        if (before is Before.Nothing && members is not [{ Ignoring: MemberIgnoring.Never }, ..])
        {
            source.Line("output.BeginObject();");
            before = Before.Brace;
        }

        foreach (var member in members)
        {
            before = EmitMember(source, member, before);
        }

        if (model.Others.Extension is { } extension)
        {
            EmitExtension(source, model, extension);
        }

        EmitCallback(source, model, JsonCallbacks.OnSerialized);
    }

    private static Before EmitMember(SourceWriter source, JsonMember member, Before before)
    {
        var value = Value(member);
        var checkedValue = member.IsNeverNull ? $"{value} ?? throw global::Iii.Generated.JsonErrors.Null({NamingConventions.Literal(member.Name)})" : value;
        var write = $"{Name(member, before)}\n{member.Type.Codec}.Write(output, {checkedValue});";
        var condition = member.Ignoring switch
        {
            MemberIgnoring.WhenNull => $"if ({value} is not null)",
            MemberIgnoring.WhenDefault => $"if (!global::System.Collections.Generic.EqualityComparer<{member.Type.Type}>.Default.Equals({value}, default!))",
            _ => null,
        };
        if (condition is null)
        {
            source.Line(write);
            return Before.Member;
        }

        using (source.Open(condition))
        {
            source.Line(write);
        }

        return before is Before.Member ? before : Before.BraceOrMember;
    }

    /// <summary>The name is one constant with what stands between it and what was written before, as far as that is known.</summary>
    private static string Name(JsonMember member, Before before)
    {
        var name = Schemas.JsonLiteral.String(member.JsonName) + ":";
        return before switch
        {
            Before.Nothing => $"output.BeginObject({NamingConventions.Literal("{" + name)}u8);",
            Before.Brace => $"output.WriteRaw({NamingConventions.Literal(name)}u8);",
            Before.Member => $"output.WriteRaw({NamingConventions.Literal("," + name)}u8);",
            _ => $"output.WriteName({NamingConventions.Literal(name)}u8);",
        };
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
