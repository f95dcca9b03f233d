using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Iii.Generators.Tests;

/// <summary>Every line of the tables in docs/json.md is compiled, read and written; what is written fits the schema.</summary>
public sealed partial class JsonDocsTests
{
    private const string Usings = """
        using System; using System.Collections; using System.Collections.Concurrent; using System.Collections.Frozen; using System.Collections.Generic; using System.Collections.Immutable; using System.Collections.ObjectModel;
        using System.Numerics; using System.Text.Json; using System.Text.Json.Nodes; using System.Text.Json.Serialization; using Iii;

        """;

    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    private static readonly Row[] s_rows = [.. File.ReadLines(Page()).Select(l => RowPattern().Match(l)).Where(m => m.Success)
        .Select(m => new Row(m.Groups["code"].Value, m.Groups["json"].Value, m.Groups["written"] is { Success: true } written ? written.Value : m.Groups["json"].Value, m.Groups["here"].Success))];

    [Fact]
    public void Types_and_attributes()
    {
        var rows = s_rows.Where(r => !r.HasOptions).ToArray();
        Assert.True(rows.Length > 120);
        Check(rows, isLikeTheSerializer: true);
    }

    [Fact]
    public void Options()
    {
        var rows = s_rows.Where(r => r.HasOptions).ToArray();
        Assert.Equal(typeof(IIIJsonOptionsAttribute).GetProperties().Count(p => p.DeclaringType == typeof(IIIJsonOptionsAttribute)), rows.Length);
        Assert.All(rows, r => Check([r], isLikeTheSerializer: false));
    }

    [Fact]
    public void A_context_in_an_assembly()
    {
        var code = CodePattern().Match(File.ReadAllText(Page())).Groups["code"].Value;
        var generation = Generation.Of(Usings + code + "\npublic class ForeignType { public System.IO.Stream? Stream { get; set; } } static class Use { static byte[] F(ForeignType f) => IIIJson.Serialize(f); }");
        Assert.Empty(generation.Ids);
        Assert.Contains(generation.Files, f => f.Value.Contains("MyContext.Default", StringComparison.Ordinal));
    }

    private static void Check(Row[] rows, bool isLikeTheSerializer)
    {
        var source = new StringBuilder(Usings);
        source.AppendJoin('\n', rows.Select(r => r.Attribute)).AppendLine();
        for (var i = 0; i < rows.Length; i++)
        {
            source.AppendLine($"namespace Row{i} {{ {rows[i].Declaration} public static class Run {{ public static Type Type => typeof({rows[i].Type}); public static byte[] Again(byte[] json) => IIIJson.Serialize(IIIJson.Deserialize<{rows[i].Type}>(json)); [IIIFunction(\"row::n{i}\")] public static {rows[i].Type} F() => default!; public static byte[] Schema() => new global::Iii.Generated.Shop.Row{i}_RunFunctions.FFunction().ResponseSchema.ToArray(); }} }}");
        }

        var generation = Generation.Of(source.ToString());
        Assert.Empty(generation.Diagnostics.Select(d => d.GetMessage(null)));
        Assert.Empty(generation.CompilerMessages);
        using var binary = new MemoryStream();
        Assert.True(generation.Output.Emit(binary).Success);
        binary.Position = 0;
        var context = new AssemblyLoadContext(nameof(JsonDocsTests), isCollectible: true);
        var assembly = context.LoadFromStream(binary);
        var wrong = new List<string>();
        for (var i = 0; i < rows.Length; i++)
        {
            var run = assembly.GetType($"Row{i}.Run")!;
            var json = Encoding.UTF8.GetBytes(rows[i].Json);
            var written = run.GetMethod("Again")!.CreateDelegate<Func<byte[], byte[]>>()(json);
            var type = (Type)run.GetProperty("Type")!.GetValue(null)!;
            using var schema = JsonDocument.Parse(run.GetMethod("Schema")!.CreateDelegate<Func<byte[]>>()());
            using var value = JsonDocument.Parse(written);
            wrong.AddRange(new JsonSchemaJudge(schema.RootElement).Problems(value.RootElement).Select(p => $"{rows[i].Code}: {rows[i].Written} is not as its schema says: {p}"));
            var theirs = isLikeTheSerializer && !rows[i].IsOnlyHere ? JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, s_web), type, s_web) : rows[i].Written;
            if (Encoding.UTF8.GetString(written) != rows[i].Written || theirs != rows[i].Written)
            {
                wrong.Add($"{rows[i].Code}: ours {Encoding.UTF8.GetString(written)}, theirs {theirs}");
            }
        }

        context.Unload();
        Assert.Empty(wrong);
    }

    private static string Page([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../docs/json.md"));

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \| `(?<json>[^`]+)`( → `(?<written>[^`]+)`)? \|(?<here> here \|)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex RowPattern();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex CodePattern();

    private sealed record Row(string Code, string Json, string Written, bool IsOnlyHere)
    {
        public bool HasOptions => Code.StartsWith("[assembly:", StringComparison.Ordinal);

        /// <summary>What stands for the assembly.</summary>
        public string Attribute => HasOptions ? Code[..(Code.IndexOf(")] ", StringComparison.Ordinal) + 2)] : "";

        /// <summary>Declarations of types as they are, those of members in a class.</summary>
        public string Declaration => Rest switch
        {
            _ when Regex.IsMatch(Rest, @"\b(class|record|struct|interface|enum) ") => Rest,
            _ when Rest.Contains("public ", StringComparison.Ordinal) || Rest.Contains("private ", StringComparison.Ordinal) => $"public class X {{ {Rest} }}",
            _ => "",
        };

        public string Type => Declaration.Length > 0 ? "X" : Code;

        private string Rest => Code[Attribute.Length..];
    }
}
