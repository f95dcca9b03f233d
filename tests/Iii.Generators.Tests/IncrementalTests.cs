using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Tests;

/// <summary>An edit emits again what it changes and nothing else.</summary>
public sealed class IncrementalTests
{
    internal const string Orders = """
        using Iii;
        public record Order(string Id, Line[] Lines);
        public static class Orders { [IIIFunction("orders::get"), HttpTrigger("GET", "/orders/:id")] public static Order Get(string id) { var lines = 0; return new(id, new Line[lines]); } }
        """;

    internal const string Lines = "public class Line { public string Item { get; set; } = \"\"; public int Count { get; set; } }";

    internal const string Users = """
        using Iii;
        public class User { public string Name { get; set; } = ""; }
        public class Unlisted { public int A { get; set; } }
        public static class Users { [IIIFunction("users::find"), CronTrigger("@daily")] public static User? Find() => null; static byte[] Own() => IIIJson.Serialize(new Unlisted()); }
        """;

    internal const string Start = """
        using Iii;
        public record Scaled(double By);
        public static class Start
        {
            public static void Map(IIIWorker worker) => worker.MapFunction("math::scale", (double value, Scaled by) => value * by.By);
            public static void Other() { }
        }
        """;

    internal static readonly string[] Sources = [Orders, Lines, Users, Start];

    [Theory]
    [InlineData(0, "var lines = 0", "var lines = 1 + 1")]
    [InlineData(2, "=> null", "=> new()")]
    [InlineData(2, "new Unlisted()", "new Unlisted { A = 1 }")]
    [InlineData(3, "Other() { }", "Other() { Map(null!); }")]
    [InlineData(1, "public string", "/* a comment */ public string")]
    public void An_edit_in_a_body_or_a_comment_emits_nothing_again(int file, string text, string edited)
    {
        var before = Generation.Of(Sources);
        var after = before.With(file, Sources[file].Replace(text, edited, StringComparison.Ordinal));

        // Interceptors name the file that they reach into by its content.
        Assert.Equal(file == 3 ? ["Functions.Mapped.Interceptors.g.cs"] : [], EmittedAgain(before, after));
    }

    [Fact]
    public void An_edit_beside_a_mapped_call_leaves_its_definition_alone()
    {
        var before = Generation.Of(Sources);
        Assert.Equal(["Functions.Mapped.Interceptors.g.cs"], EmittedAgain(before, before.With(3, Start.Replace("value * by.By", "value / by.By", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(1, "int Count { get; set; }", "int Count { get; init; }", "Json.LineJson.g.cs")]
    [InlineData(1, "public int Count", "public long Count { get; set; } public int Number", "Functions.Orders.g.cs,Json.LineJson.g.cs")]
    [InlineData(2, "public int A", "public int B { get; set; } public int A", "Json.UnlistedJson.g.cs")]
    [InlineData(2, "string Name", "string? Name", "Functions.Users.g.cs,Json.UserJson.g.cs")]
    [InlineData(3, "Scaled(double By)", "Scaled(float By)", "Functions.Mapped.Interceptors.g.cs,Functions.Mapped.g.cs,Json.ScaledJson.g.cs")]
    public void An_edit_of_one_type_emits_its_file_again_and_the_schemas_that_it_is_in(int file, string text, string edited, string emitted)
    {
        var before = Generation.Of(Sources);
        var after = before.With(file, Sources[file].Replace(text, edited, StringComparison.Ordinal));
        Assert.Equal(emitted.Split(','), EmittedAgain(before, after));
    }

    [Theory]
    [InlineData(0, "\"/orders/:id\"", "\"/order/:id\"", "Functions.Orders.g.cs")]
    [InlineData(2, "Find()", "Find(int a)", "Functions.Users.g.cs")]
    public void An_edit_of_a_signature_emits_its_class_again(int file, string text, string edited, string emitted)
    {
        var before = Generation.Of(Sources);
        Assert.Equal([emitted], EmittedAgain(before, before.With(file, Sources[file].Replace(text, edited, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_flows_through_the_steps_holds_nothing_of_a_compilation()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var steps = Generation.Of(Sources).Driver.GetRunResult().Results.SelectMany(r => r.TrackedSteps)
            .Where(s => typeof(Infrastructure.TrackingNames).GetField(s.Key) is not null && s.Key != Infrastructure.TrackingNames.FunctionDiagnostics).ToArray();
        Assert.Contains(steps, s => s.Key == Infrastructure.TrackingNames.MappedCalls);
        Assert.All(steps, s => Assert.All(s.Value.SelectMany(v => v.Outputs), o => Look(o.Value, s.Key, seen)));
        Assert.True(seen.Count > 50, "Something was looked at.");
    }

    /// <summary>The files whose text was made anew, whether or not it is the same.</summary>
    private static string[] EmittedAgain(Generation before, Generation after)
    {
        var texts = Texts(before);
        return Texts(after).Where(t => !texts.TryGetValue(t.Key, out var old) || !ReferenceEquals(old, t.Value)).Select(t => t.Key).Order(StringComparer.Ordinal).ToArray();
    }

    private static Dictionary<string, SourceText> Texts(Generation generation) =>
        generation.Driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).ToDictionary(s => s.HintName, s => s.SourceText);

    private static void Look(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Type or DiagnosticDescriptor || value.GetType().IsPrimitive || value.GetType().IsEnum || !value.GetType().IsValueType && !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData or IOperation, $"{path} holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Look(item, $"{path}[]", seen);
            }

            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Look(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
