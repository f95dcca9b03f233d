using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Iii.Validation;

namespace Iii.Generators.Tests;

/// <summary>Every line of the tables in docs/validation.md is compiled, and says what it says there; the framework's Validator agrees.</summary>
public sealed partial class ValidationDocsTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Text.Json.Serialization; using Iii;

        """;

    private static readonly string s_page = File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/validation.md")));

    [Fact]
    public void Each_line_takes_what_is_valid_and_says_what_is_not()
    {
        var rows = RowPattern().Matches(s_page).Select(m => new Row(m.Groups["code"].Value, m.Groups["valid"].Value, m.Groups["refused"].Value, m.Groups["message"].Value)).ToArray();
        Assert.InRange(rows.Length, 40, int.MaxValue);
        var source = new StringBuilder(Usings);
        for (var i = 0; i < rows.Length; i++)
        {
            source.AppendLine($$"""
                namespace Row{{i}}
                {
                    {{rows[i].Declaration}}
                    public static class Run
                    {
                        [IIIFunction("row::n{{i}}"), Validate] public static void F(X value) { }
                        public static object Read(byte[] json) => IIIJson.Deserialize<X>(json)!;
                        public static void Check(object value)
                        {
                            var found = new Iii.Generated.Violations();
                            Iii.Generated.Shop.Row{{i}}_XValidation.Check((X)value, ref found);
                            found.ThrowIfAny();
                        }
                        public static byte[] Schema() => new Iii.Generated.Shop.Row{{i}}_RunFunctions.FFunction().RequestSchema.ToArray();
                    }
                }
                """);
        }

        var generation = Generation.Of(source.ToString());
        Assert.Empty(generation.Diagnostics.Select(d => d.GetMessage(null)));
        Assert.Empty(generation.CompilerMessages);
        using var binary = new MemoryStream();
        Assert.True(generation.Output.Emit(binary).Success);
        binary.Position = 0;
        var context = new AssemblyLoadContext(nameof(ValidationDocsTests), isCollectible: true);
        var assembly = context.LoadFromStream(binary);
        for (var i = 0; i < rows.Length; i++)
        {
            var run = assembly.GetType($"Row{i}.Run")!;
            var read = run.GetMethod("Read")!.CreateDelegate<Func<byte[], object>>();
            var check = run.GetMethod("Check")!.CreateDelegate<Action<object>>();
            var valid = read(Encoding.UTF8.GetBytes(rows[i].Valid));
            var refused = read(Encoding.UTF8.GetBytes(rows[i].Refused));
            check(valid);
            var problem = Assert.Throws<InvalidArgumentsException>(() => check(refused));
            Assert.Equal($"The arguments are not valid: {rows[i].Message.TrimEnd('.')}.", problem.Details.TrimEnd('.') + ".");
            if (!rows[i].IsBeyondTheValidator)
            {
                Assert.True(Validator.TryValidateObject(valid, new ValidationContext(valid), null, validateAllProperties: true), rows[i].Code);
                Assert.False(Validator.TryValidateObject(refused, new ValidationContext(refused), null, validateAllProperties: true), rows[i].Code);
            }

            using var schema = JsonDocument.Parse(run.GetMethod("Schema")!.CreateDelegate<Func<byte[]>>()());
            using var json = JsonDocument.Parse(rows[i].Valid);
            Assert.Empty(new JsonSchemaJudge(schema.RootElement).Problems(json.RootElement).Select(p => $"{rows[i].Code}: {p}"));
        }

        context.Unload();
    }

    [Fact]
    public void The_example_compiles()
    {
        var generation = Generation.Of(Usings + CodePattern().Match(s_page).Groups["code"].Value);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \| `(?<valid>[^`]+)` \| `(?<refused>[^`]+)` \| `(?<message>[^`]+)` \|\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex CodePattern();

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed record Row(string Code, string Valid, string Refused, string Message)
    {
        /// <summary>Types as they are; members in a class.</summary>
        public string Declaration => Regex.IsMatch(Code, @"^public (class|record) X\b") ? Code : $"public class X {{ {Code} }}";

        /// <summary>It is about what is inside of a member, or on a record's parameter.</summary>
        public bool IsBeyondTheValidator => Message.Contains('.', StringComparison.Ordinal) && Message.IndexOf('.', StringComparison.Ordinal) < Message.IndexOf(':', StringComparison.Ordinal) || Code.Contains("record X", StringComparison.Ordinal);
    }
}
