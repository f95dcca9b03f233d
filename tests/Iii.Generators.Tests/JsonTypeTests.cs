namespace Iii.Generators.Tests;

/// <summary>Whatever a type looks like: the emitted code compiles without a warning, or the type is refused with the path and the reason.</summary>
public sealed class JsonTypeTests
{
    [Theory]
    [InlineData("a required member that the constructor sets", "public class X { public required string A { get; set; } [JsonConstructor] public X(string a) { A = a; } }")]
    [InlineData("a required member that is not in the JSON", "class Outer { internal class X { internal required string A { get; set; } public int B { get; init; } } static void F(Outer.X x) => Iii.IIIJson.Serialize(x); }", "Outer.X")]
    [InlineData("a constructor that sets required members", "public class X { public required string A { get; init; } [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public X() { A = \"\"; } }")]
    [InlineData("members that only [JsonInclude] shows", "public class X { [JsonInclude] public int A; [JsonInclude] private string? B { get; set; } [JsonInclude] internal int C; [JsonInclude] private readonly int d; public int E { get; [JsonInclude] private set; } [JsonInclude] public int F { private get; init; } }")]
    [InlineData("the same in a struct", "public struct X { [JsonInclude] public int A; [JsonInclude] private string? B { get; set; } [JsonInclude] internal int C; public int F { get; init; } }")]
    [InlineData("a private constructor", "public class X { public int A { get; } [JsonConstructor] private X(int a) => A = a; }")]
    [InlineData("init in a generic type", "public class G<T> where T : notnull, System.IComparable<T> { public T? A { get; init; } [JsonInclude] private T? B { get; set; } } public class X : G<string>;")]
    [InlineData("init in a type within a generic one", "public class G<T> where T : struct { public class H<U> where U : class?, new() { public T A { get; init; } public U? B { get; init; } } } public class Y; ", "G<int>.H<Y>")]
    [InlineData("a member that is obsolete", "public class X { [System.Obsolete(\"no\")] public int A { get; set; } }")]
    [InlineData("an obsolete error that is ignored", "public class X { [System.Obsolete(\"no\", true), JsonIgnore] public int A { get; set; } }")]
    [InlineData("an ignored member that the constructor takes", "public record X(int A, [property: JsonIgnore] int B = 3, [property: JsonIgnore] string? C = null);")]
    [InlineData("a struct with constructors", "public struct X { public int A { get; set; } public X() { A = 3; } public X(int b) { A = b; } }")]
    [InlineData("keywords as names", "public class X { public int @class { get; set; } [JsonInclude] private int @int { get; init; } public X(int @class) { this.@class = @class; } }")]
    [InlineData("an overridden property", "public abstract class B { public virtual int A { get; set; } public abstract int C { get; } } public class X : B { public override int A { get; set; } public override int C => 1; }")]
    [InlineData("a hidden property", "public class B { public int A { get; set; } } public class X : B { public new string? A { get; set; } }")]
    [InlineData("a type in itself", "public class X { public X? A { get; set; } public System.Collections.Generic.List<X>? B { get; init; } }")]
    [InlineData("attributes with several values", "[A(1, 2)] public class X { [A(\"a\", \"b\"), System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(B))] public int P { get; set; } public string? B { get; set; } } public class AAttribute(params object[] values) : System.Attribute { public object[] Values => values; }")]
    [InlineData("every attribute", "[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public class Y; [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] public class X : IJsonOnDeserialized { [JsonExtensionData] public System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>? E { get; init; } [JsonPropertyOrder(3)] public Y? A { get; set; } public void OnDeserialized() { } }")]
    [InlineData("nothing but extension data", "public class X { [JsonExtensionData, JsonInclude] private System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>? E { get; set; } }")]
    public void It_compiles(string what, string source, string type = "X")
    {
        var generation = Generation.Of($"using System.Text.Json.Serialization; {source} static class Use {{ static void F() => Iii.IIIJson.Deserialize<{type}>(default); }}");
        Assert.Empty(generation.Ids);
        var messages = generation.CompilerMessages.Where(m => !m.StartsWith("File0.cs", StringComparison.Ordinal)).ToArray();
        Assert.True(messages.Length == 0, what + "\n" + string.Join("\n", messages));
        Assert.Contains(generation.Files.Keys, f => f.EndsWith("Json.g.cs", StringComparison.Ordinal) || f.Contains("Json_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("class MyAttribute : JsonConverterAttribute; public class X { [My] public int A { get; set; } }", "X.A", "[My]")]
    [InlineData("class MyAttribute : JsonConverterAttribute; [My] public class Y; public class X { public Y? A { get; set; } }", "X.A", "[My]")]
    [InlineData("public class X { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int A { get; set; } }", "X.A", "WhenWritingDefault")]
    [InlineData("public class X { [System.Obsolete(\"no\", true)] public int A { get; set; } }", "X.A", "[Obsolete]")]
    [InlineData("[System.Obsolete(\"no\", true)] public class Y; public class X { [System.Obsolete] public Y? A { get; set; } }", "X.A", "[Obsolete]")]
    [InlineData("file class Y; file class X { public Y? A { get; set; } }", "X", "local to its file")]
    [InlineData("class Z { private class Y; } public class X { class Y; public System.Collections.Generic.List<Y[]>? A { get; set; } }", "X.A[][]", "private")]
    [InlineData("public class G<T> { public G<System.Collections.Generic.List<T>>? A { get; set; } } public class X { public G<int>? A { get; set; } }", "X.A.A.A", "no end")]
    [InlineData("public class X { public required int A { get; set; } [JsonIgnore] public required int B { get; set; } }", "X.B", "never read")]
    [InlineData("public class X { [JsonRequired] public int A => 1; }", "X.A", "never read")]
    [InlineData("public class X { [JsonConstructor] public X() {} [JsonConstructor] private X(int a) {} }", "X", "more than once")]
    [InlineData("public class X { public X(in int a) {} public int A { get; } }", "X", "by reference")]
    [InlineData("public class X { public int Foo { get; set; } public int foo { get; set; } }", "X.foo", "JSON name 'foo'")]
    [InlineData("public class X { public int A { get; set; } [JsonPropertyName(\"A\")] public int B { get; set; } }", "X.B", "JSON name 'A'")]
    [InlineData("public class B { public virtual int A { get; set; } } public class X : B { [JsonPropertyName(\"b\")] public override int A { get; set; } }", "X.A", "another JSON name")]
    [InlineData("public class X { [field: JsonInclude] public int A { get; set; } }", "X.<A>k__BackingField", "[JsonInclude]")]
    [InlineData("public class X(int a, string b) { public int A => a; public int B => b.Length; }", "X", "'b'")]
    [InlineData("public class X { [JsonNumberHandling(JsonNumberHandling.WriteAsString)] public string? A { get; set; } }", "X.A", "JsonNumberHandling")]
    [InlineData("public class X { [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public int A { get; set; } }", "X.A", "lists, sets and dictionaries")]
    [InlineData("public class Y; [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public class X { public Y A { get; } = new(); }", "X.A", "lists, sets and dictionaries")]
    [InlineData("public class X(int b) { public int B => b; [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public System.Collections.Generic.List<int> A { get; } = []; }", "X.A", "takes parameters")]
    [InlineData("public class X { [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public required System.Collections.Generic.List<int> A { get; set; } }", "X.A", "is required")]
    [InlineData("public class X { [JsonExtensionData] public System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>? A { get; } }", "X.A", "with get and set")]
    [InlineData("[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public class X { [JsonExtensionData] public System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>? A { get; set; } }", "X.A", "refuses")]
    [InlineData("public struct X : IJsonOnSerializing { public void OnSerializing() { } }", "X", "a copy")]
    [InlineData("class C : JsonStringEnumConverter; public enum E; public class X { [JsonConverter(typeof(C))] public E A { get; set; } }", "X.A", "of enums")]
    [InlineData("[JsonConverter(typeof(JsonStringEnumConverter<E>))] public enum F; public enum E; public class X { public F A { get; set; } }", "X.A", "of enums")]
    [InlineData("[JsonConverter(typeof(JsonConverter<X>))] public class X;", "X", "can not be made")]
    [InlineData("public class X { [JsonConverter(typeof(JsonConverter<long>))] public int A { get; set; } }", "X.A", "is for long and not for int")]
    [InlineData("[JsonPolymorphic] public class X;", "X", "no [JsonDerivedType]")]
    [InlineData("[JsonDerivedType(typeof(Y), 1), JsonDerivedType(typeof(Z), 1)] public class X; public class Y : X; public class Z : X;", "X", "same discriminator")]
    [InlineData("[JsonDerivedType(typeof(Y), 1)] public class X; public class Y : X { public System.IO.Stream? S { get; set; } }", "X(Y).S", "Stream")]
    [InlineData("public class X { public (int A, int B) T { get; set; } }", "X.T", "tuple")]
    [InlineData("public class X { public int[,]? T { get; set; } }", "X.T", "more than one dimension")]
    [InlineData("public class X { public unsafe int* T { get; set; } }", "X.T", "int*")]
    [InlineData("public class X { public unsafe delegate*<int> T { get; set; } }", "X.T", "delegate*<int>")]
    [InlineData("public class X { public System.Action? T { get; set; } }", "X.T", "delegate")]
    [InlineData("public class X { public System.Span<int> T => default; }", "X.T", "ref struct")]
    [InlineData("public class X { public dynamic? T { get; set; } }", "X.T", "dynamic")]
    [InlineData("public class Own(int a) : System.Collections.Generic.List<int>(a); public class X { public Own? T { get; set; } }", "X.T", "collection")]
    [InlineData("public class Own : System.Collections.Generic.List<int> { public required int A { get; set; } } public class X { public Own? T { get; set; } }", "X.T", "collection")]
    [InlineData("public abstract class Own : System.Collections.Generic.List<int>; public class X { public Own? T { get; set; } }", "X.T", "abstract")]
    [InlineData("public class X { public System.Collections.Generic.Dictionary<X, string>? T { get; set; } }", "X.T", "names of properties")]
    [InlineData("public abstract class Own : System.Collections.Generic.IAsyncEnumerable<int> { public abstract System.Collections.Generic.IAsyncEnumerator<int> GetAsyncEnumerator(System.Threading.CancellationToken t); } public class Sub : Own { public override System.Collections.Generic.IAsyncEnumerator<int> GetAsyncEnumerator(System.Threading.CancellationToken t) => null!; } public class X { public Sub? T { get; set; } }", "X.T", "collection")]
    [InlineData("public class X { public System.Type? T { get; set; } public System.IntPtr I { get; set; } }", "X.T", "System.Type")]
    public void It_is_refused(string source, string path, string reason)
    {
        var generation = Generation.Of($"using System.Text.Json.Serialization; {source} file static class Use {{ static void F() => Iii.IIIJson.Deserialize<X>(default); }}");
        Assert.Equal(["III012"], generation.Ids);
        var message = generation.Diagnostics[0].GetMessage(null);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain(generation.Output.GetDiagnostics(), d => d.Severity is Microsoft.CodeAnalysis.DiagnosticSeverity.Error && !d.Location.GetLineSpan().Path.StartsWith("File0", StringComparison.Ordinal));
    }

    [Fact]
    public void An_anonymous_type_is_refused()
    {
        var generation = Generation.Of("static class Use { static byte[] F() => Iii.IIIJson.Serialize(new { A = 1 }); }");
        Assert.Equal(["III012"], generation.Ids);
        Assert.Contains("use a record", generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Types_that_refer_to_a_refused_one_are_refused_with_it()
    {
        var generation = Generation.Of("""
            public class A { public B? B { get; set; } public C? C { get; set; } public System.IO.Stream? S { get; set; } }
            public class B { public A? A { get; set; } }
            public class C { public int I { get; set; } }
            public static class Functions
            {
                [Iii.IIIFunction("x::y")] public static C? F(A a, B b, C c) => c;
            }
            """);
        Assert.Equal(["III003", "III003"], generation.Ids);
        Assert.Contains(generation.Diagnostics, d => d.GetMessage(null).Contains("b.A.S", StringComparison.Ordinal));
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Types_whose_names_look_alike_have_codecs_of_their_own()
    {
        var generation = Generation.Of("""
            namespace A.B { public class C { public int X { get; set; } } public class c { public int X { get; set; } } }
            namespace A_B { public class C { public string? X { get; set; } } }
            public class Box<T> { public T? Value { get; set; } }
            public class Of { public int X { get; set; } }
            public class BoxOfOf { public int Y { get; set; } }
            static class Use
            {
                static void F(Box<Of> a, BoxOfOf b, A.B.C c, A_B.C d, A.B.c e, Box<string?> f, Box<string> g)
                {
                    Iii.IIIJson.Serialize(a); Iii.IIIJson.Serialize(b); Iii.IIIJson.Serialize(c); Iii.IIIJson.Serialize(d); Iii.IIIJson.Serialize(e);
                    Iii.IIIJson.Serialize(f); Iii.IIIJson.Serialize(g);
                }
            }
            """);
        Assert.Empty(generation.Ids);
        Assert.DoesNotContain(generation.CompilerMessages, m => !m.StartsWith("File0.cs", StringComparison.Ordinal));
        Assert.Equal(7, generation.Files.Keys.Count(k => k.StartsWith("Json.", StringComparison.Ordinal) && k != "Json.Registration.g.cs"));
    }

    [Fact]
    public void What_is_experimental_is_used_as_the_user_decided()
    {
        var generation = Generation.Of("""
            #pragma warning disable EXP1, EXP2
            [System.Diagnostics.CodeAnalysis.Experimental("EXP1")] public class Y;
            public class X { public System.Collections.Generic.List<Y>? A { get; set; } [System.Diagnostics.CodeAnalysis.Experimental("EXP2")] public int B { get; set; } }
            static class Use { static byte[] F(X x) => Iii.IIIJson.Serialize(x); }
            """);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Accessors_of_what_only_reflection_would_reach() => Snapshot.Verify(
        Generation.Of("""
            using System.Text.Json.Serialization;
            public class Base<T> where T : class { public T? A { get; init; } }
            public class X : Base<string> { [JsonConstructor] private X(int b) => B = b; [JsonInclude] private int B { get; } [JsonInclude] private int _c; }
            static class Use { static byte[] F(X x) => Iii.IIIJson.Serialize(x); }
            """).Files["Json.XJson.g.cs"],
        "Accessors");

    [Fact]
    public void A_codec_with_extension_data_and_callbacks() => Snapshot.Verify(
        Generation.Of("""
            using System.Collections.Generic;
            using System.Text.Json;
            using System.Text.Json.Serialization;
            public class X : IJsonOnDeserialized { public int A { get; set; } [JsonExtensionData] public Dictionary<string, JsonElement>? E { get; init; } public void OnDeserialized() { } }
            static class Use { static byte[] F(X x) => Iii.IIIJson.Serialize(x); }
            """).Files["Json.XJson.g.cs"],
        "ExtensionData");

    [Fact]
    public void A_codec_that_hands_over_to_a_converter() => Snapshot.Verify(
        Generation.Of("""
            using System.Text.Json;
            using System.Text.Json.Serialization;
            [JsonConverter(typeof(C))] public class X;
            public class C : JsonConverter<X>
            {
                public override X? Read(ref Utf8JsonReader reader, System.Type type, JsonSerializerOptions options) => null;
                public override void Write(Utf8JsonWriter writer, X value, JsonSerializerOptions options) { }
            }
            static class Use { static byte[] F(X x) => Iii.IIIJson.Serialize(x); }
            """).Files["Json.XJson.g.cs"],
        "Converter");

    [Fact]
    public void A_polymorphic_codec() => Snapshot.Verify(
        Generation.Of("""
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Y), "y"), JsonDerivedType(typeof(Z), 2)] public abstract class X { public int A { get; set; } }
            public class Y : X;
            public class Z : X;
            static class Use { static byte[] F(X x) => Iii.IIIJson.Serialize(x); }
            """).Files["Json.XJson.g.cs"],
        "Polymorphic");
}
