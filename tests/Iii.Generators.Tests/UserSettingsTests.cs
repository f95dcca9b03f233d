using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Tests;

/// <summary>Emitted code compiles without a warning under whatever settings and beside whatever names a user has.</summary>
public sealed class UserSettingsTests
{
    private const string Everything = """
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;

        [assembly: Iii.IIIJsonType(typeof(Shop.Everything))]

        namespace Shop
        {
            public enum Color : byte { Red, Green = 7 }

            [JsonConverter(typeof(JsonStringEnumConverter<Size>))]
            public enum Size { Small, Large }

            [JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Square), 2), JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToNearestAncestor)]
            public abstract class Shape { public string Name { get; set; } = ""; }
            public class Circle : Shape { public double Radius { get; init; } }
            public sealed class Square : Shape { [JsonExtensionData] public JsonObject Others { get; set; } = new JsonObject(); }

            public struct Point { public int X { get; set; } public int Y { get; init; } [JsonInclude] internal int Z; }
            public readonly record struct Money(decimal Amount, string Currency = "EUR");

            [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
            public class Everything : IJsonOnDeserialized
            {
                public required string Item { get; init; }
                public Color Color { get; set; }
                public Size? Size { get; set; }
                public Shape Shape { get; set; } = new Circle();
                public List<Shape> Shapes { get; } = new List<Shape>();
                [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public List<int> Numbers { get; } = new List<int>();
                [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public Dictionary<string, Money> Prices { get; set; } = new Dictionary<string, Money>();
                public Dictionary<Color, Point[]> Points { get; set; } = new Dictionary<Color, Point[]>();
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object Anything { get; set; } = 1;
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long Count { get; set; }
                [JsonNumberHandling(JsonNumberHandling.WriteAsString)] public ulong Quoted { get; set; }
                [JsonInclude] private int Hidden { get; set; }
                [JsonConstructor] private Everything() { }
                void IJsonOnDeserialized.OnDeserialized() { }
            }

            public sealed class Annotated : System.ComponentModel.DataAnnotations.IValidatableObject
            {
                [System.ComponentModel.DataAnnotations.Required, System.ComponentModel.DataAnnotations.StringLength(5, MinimumLength = 1), System.ComponentModel.DataAnnotations.RegularExpression("[a-z]+")] public string Name { get; set; } = "a";
                [System.ComponentModel.DataAnnotations.Range(1, 5)] public int? Count { get; set; }
                [System.ComponentModel.DataAnnotations.Range(typeof(System.DateTime), "2020-01-01", "2030-01-01"), System.Obsolete("Old.")] public System.DateTime? At { get; set; }
                [System.ComponentModel.DataAnnotations.AllowedValues("a", null), System.ComponentModel.DataAnnotations.Compare(nameof(Name)), Own("x", Kinds = new[] { typeof(int) }, Level = 3)] public string Kind { get; set; }
                [System.ComponentModel.DataAnnotations.CustomValidation(typeof(Annotated), nameof(Check))] public Color Color { get; set; }
                [System.ComponentModel.DataAnnotations.MinLength(1)] public List<Annotated> Children { get; set; }
                public IReadOnlyDictionary<string, Annotated> Named { get; set; }
                public IEnumerable<Annotated> Sequence { get; set; }
                public Annotated[][] Jagged { get; set; }
                public static System.ComponentModel.DataAnnotations.ValidationResult Check(Color color, System.ComponentModel.DataAnnotations.ValidationContext context) => null;
                public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(System.ComponentModel.DataAnnotations.ValidationContext context) { yield break; }
            }

            public sealed class OwnAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute
            {
                public OwnAttribute(string text) => Text = text;
                public string Text { get; }
                public System.Type[] Kinds { get; set; }
                public long Level { get; set; }
                protected override System.ComponentModel.DataAnnotations.ValidationResult IsValid(object value, System.ComponentModel.DataAnnotations.ValidationContext context) => null;
            }

            public sealed class Service
            {
                [Iii.IIIFunction("shop::check"), Iii.HttpTrigger("POST", "/checks"), Iii.Validate]
                public static int Check(Annotated annotated, [System.ComponentModel.DataAnnotations.Range(0.5, 2)] double @double = 1, [Own("y")] string text = null) => 1;

                [Iii.IIIFunction("shop::save", Description = "Saves"), Iii.HttpTrigger("PUT", "/things/:item")]
                public async Task<Everything> SaveAsync(Everything everything, Iii.IIIContext context, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    return everything;
                }

                [Iii.IIIFunction("shop::sum")]
                public (double Sum, Color Color) Sum([Iii.FromMetadata("tenant")] string tenant, [Iii.FromServices] System.IServiceProvider services, Color color = Color.Green, params double[] values) => (values.Length, color);

                [Iii.IIIFunction("shop::list")]
                public async IAsyncEnumerable<Money> ListAsync(int count)
                {
                    await Task.Yield();
                    yield return new Money(count);
                }

                [Iii.IIIFunction("shop::raw")]
                public static System.ReadOnlyMemory<byte> Raw(System.ReadOnlyMemory<byte> json) => json;
            }
        }
        """;

    public static TheoryData<LanguageVersion, NullableContextOptions, bool, OptimizationLevel> Settings
    {
        get
        {
            var data = new TheoryData<LanguageVersion, NullableContextOptions, bool, OptimizationLevel>();
            foreach (var version in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview })
            {
                data.Add(version, NullableContextOptions.Enable, true, OptimizationLevel.Debug);
                data.Add(version, NullableContextOptions.Disable, false, OptimizationLevel.Release);
            }

            data.Add(LanguageVersion.CSharp12, NullableContextOptions.Warnings, true, OptimizationLevel.Debug);
            data.Add(LanguageVersion.CSharp12, NullableContextOptions.Annotations, false, OptimizationLevel.Debug);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_warning_an_error(LanguageVersion version, NullableContextOptions nullable, bool isChecked, OptimizationLevel optimization)
    {
        var generation = Generation.Of(
            new CSharpParseOptions(version, DocumentationMode.Diagnose),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, checkOverflow: isChecked, optimizationLevel: optimization, warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Error),
            [],
            Everything);
        Assert.Empty(generation.Ids);
        var messages = string.Join("\n", generation.CompilerMessages.Where(m => !m.StartsWith("File0.cs", StringComparison.Ordinal)));
        Assert.True(messages.Length == 0, messages);
        using var binary = new MemoryStream();
        Assert.True(generation.Output.WithOptions(generation.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(binary).Success);
    }

    [Fact]
    public void Line_endings_of_the_source_change_nothing()
    {
        var unix = Generation.Of(Everything).Files;
        Assert.Equal(unix, Generation.Of(Everything.Replace("\n", "\r\n", StringComparison.Ordinal)).Files);
        Assert.All(unix.Values, text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void Every_emitted_type_and_its_members_are_documented() => Assert.All(
        Generation.Of(Everything).Output.SyntaxTrees.Skip(1).SelectMany(t => t.GetRoot().DescendantNodes()).OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax>(),
        m => Assert.True(
            m.Modifiers.Any(SyntaxKind.PrivateKeyword) || m.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
                || m is Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax || m.Modifiers.Any(SyntaxKind.StaticKeyword) && m.Parent?.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax,
            m.ToString()));

    [Theory]
    [InlineData("names of the framework and of the library", """
        namespace Shop.System { public class Text { public int Json { get; set; } } }
        namespace Shop.Iii { public class Generated { public int A { get; set; } } }
        namespace Shop
        {
            public class Task { public int ValueTask { get; set; } }
            public class String { public int Object { get; set; } }
            public class IIIWorker { public Task? Task { get; set; } public String? String { get; set; } }
            public class MemoryExtensions { public System.Text? Text { get; set; } public Iii.Generated? Generated { get; set; } }
            public static class JsonErrors { [global::Iii.IIIFunction("a::b")] public static IIIWorker? F(MemoryExtensions MemoryExtensions) => null; }
        }
        """)]
    [InlineData("keywords", """
        namespace @namespace.@class
        {
            public class @int { public int @string { get; set; } public @int? @null { get; init; } public required bool @true { get; set; } }
            public enum @enum { @default, @case }
            public static class @static { [Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/:params")] public static @enum @void(@int @if, @enum @params, int @await, int @field, int @value = 1, bool @switch = false) => @params; }
        }
        """)]
    [InlineData("unicode", """
        namespace Größe.日本
        {
            public record Straße(int Ünï, string? ñ, Straße? İ);
            public static class Функции { [Iii.IIIFunction("größe::日本"), Iii.HttpTrigger("GET", "/größe/:ünï")] public static Straße? Считать(int Ünï, Straße? ß = null) => ß; }
        }
        """)]
    [InlineData("names of emitted variables", """
        public class Checked { [System.ComponentModel.DataAnnotations.Range(1, 2)] public int value { get; set; } [System.ComponentModel.DataAnnotations.RegularExpression("a")] public string? found { get; set; } [System.ComponentModel.DataAnnotations.RegularExpression("b"), System.Text.Json.Serialization.JsonPropertyName("f")] public string? Found { get; set; } [System.ComponentModel.DataAnnotations.Required] public string? start { get; set; } public System.Collections.Generic.List<Checked>? derived { get; set; } public Checked? JsonName { get; set; } [System.Text.Json.Serialization.JsonPropertyName("c")] public Checked[]? @class { get; set; } }
        public record Dto(int value, int output, int reader, int member, int start, int name, int other, int all, int type, int depth, int found);
        public class Bag { public int reader { get; set; } public int Reader2 { get; set; } public int value { get; set; } public int memberValue { get; set; } public int hasvalue { get; set; } public int start { get; set; } [System.Text.Json.Serialization.JsonRequired] public int s_names { get; set; } public int Find { get; set; } public int Read { get; set; } public int Write { get; set; } }
        public static class Functions
        {
            [Iii.IIIFunction("a::1"), Iii.HttpTrigger("POST", "/")] public static Dto? F(Dto? call, Bag bag, int payload, int reader, int request, int isHttp, int running, int parameter, int result, int instance, int name, int problem, int s_names, int Read = 1, int Answer = 2) => call;
            [Iii.IIIFunction("a::2")] public static int G(int a, [Iii.FromPayload("b")] int A, int aArgument, int hasA, [Iii.FromMetadata] int? metadata, [Iii.FromMetadata("x")] int? call) => a;
            [Iii.IIIFunction("a::3")] public static (int value, int output, int reader) H() => default;
            [Iii.IIIFunction("a::4"), Iii.Validate, Iii.HttpTrigger("POST", "/4")] public static int Check(Checked found, [System.ComponentModel.DataAnnotations.RegularExpression("a")] string request = "", [System.ComponentModel.DataAnnotations.RegularExpression("a")] string triggers = "", [System.ComponentModel.DataAnnotations.RegularExpression("a")] string foundArgument = "") => 1;
            public static int Read => 1;
            public static int Id => 1;
        }
        """)]
    [InlineData("names of members of object", """
        public class Odd { public int ToString { get; set; } public new int GetHashCode { get; set; } public int Equals { get; set; } public new int GetType { get; set; } public new int MemberwiseClone { get; set; } }
        public static class Functions { [Iii.IIIFunction("a::1")] public static int F(int ToString, int Equals, int GetType, Odd? odd = null) => 1; [Iii.IIIFunction("a::2")] public static int Id(int Triggers) => 1; [Iii.IIIFunction("a::3")] public static int InvokeAsync() => 1; }
        """)]
    public void No_name_of_the_users_is_in_the_way(string what, string source)
    {
        var generation = Generation.Of(source);
        Assert.True(!generation.Ids.Any(), what + string.Join("\n", generation.Diagnostics));
        var messages = string.Join("\n", generation.CompilerMessages.Where(m => !m.StartsWith("File0.cs", StringComparison.Ordinal)));
        Assert.True(messages.Length == 0, messages);
    }
}
