using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes the method that finds out which property a name is: by its length and bytes first, which is how senders write it.</summary>
internal static class JsonFindEmitter
{
    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        source.Line("/// <summary>The index of the property on whose name the reader stands; -1 for none of them.</summary>");
        using (source.Open("private static int Find(ref global::Iii.Generated.JsonInput reader)"))
        {
            using (source.Open("if (!reader.ValueIsEscaped)"))
            {
                source.Line("var name = reader.ValueSpan;");
                using (source.Open("switch (name.Length)"))
                {
                    var byLength = model.Members.Items.Select((member, index) => (member, index))
                        .GroupBy(m => System.Text.Encoding.UTF8.GetByteCount(m.member.JsonName)).OrderBy(g => g.Key);
                    foreach (var group in byLength)
                    {
                        source.Line($"case {group.Key}:");
                        foreach (var (member, index) in group)
                        {
                            source.Line($"    if (global::System.MemoryExtensions.SequenceEqual(name, {NamingConventions.Literal(member.JsonName)}u8))");
                            source.Line("    {");
                            source.Line($"        return {index};");
                            source.Line("    }");
                            source.Line();
                        }

                        source.Line("    break;");
                    }
                }
            }

            source.Line();
            source.Line("return global::Iii.Generated.JsonNames.Find(ref reader, s_names);");
        }
    }
}
