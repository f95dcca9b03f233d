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
            foreach (var member in model.Members.Where(m => m.IsWritten))
            {
                EmitMember(source, member);
            }

            source.Line("output.EndObject();");
        }
    }

    private static void EmitMember(SourceWriter source, JsonMember member)
    {
        var value = Value(member);
        var write = $"output.WriteName({Schemas.JsonLiteral.Utf8Name(member.JsonName)}u8);\n{member.Type.Codec}.Write(output, {value});";
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

    private static string Value(JsonMember member) => member.Getter is { } getter
        ? $"{getter.Call}({(getter.IsByRef ? "ref " : "")}value)"
        : $"value.{NamingConventions.Escaped(member.Name)}";
}
