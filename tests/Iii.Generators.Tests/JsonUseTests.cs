namespace Iii.Generators.Tests;

/// <summary>Where source names a type for JSON, it has a codec.</summary>
public sealed class JsonUseTests
{
    [Theory]
    [InlineData("Task F(IIIWorker w) => w.CallAsync<X, string>(\"a\", new());")]
    [InlineData("Task F(IIIWorker? w) => w?.CallAsync<X, string>(\"a\", new())!;")]
    [InlineData("Task F(IIIWorker? w) => w?.SendAsync(\"a\", new X())!;")]
    [InlineData("Func<X?, byte[]> F() => IIIJson.Serialize<X>;")]
    [InlineData("Func<X?, byte[]> F() => IIIJson.Serialize;")]
    [InlineData("void Own<[IIIJson] T>(T value) => IIIJson.Serialize(value); void F() => Own(new X());")]
    [InlineData("void Own<[IIIJson] T>() => IIIJson.Serialize<T>(default); void F() => this?.Own<X>();")]
    [InlineData("void F() { Own(new X()); void Own<[Iii.IIIJsonAttribute] T>(T value) => IIIJson.Serialize(value); }")]
    [InlineData("class Own<[IIIJson] T> { public static byte[] G(T value) => IIIJson.Serialize(value); } void F() => Own<X>.G(new());")]
    [InlineData("class Own<[IIIJson] T> { public static byte[] G(T value) => IIIJson.Serialize(value); } class OfX : Own<X>;")]
    public void A_type_is_found(string member)
    {
        var generation = Generation.Of($"using System; using System.Threading.Tasks; using Iii; public class X; class Use {{ {member} }}");
        Assert.Empty(generation.Ids);
        Assert.DoesNotContain(generation.CompilerMessages, m => m.Contains("error", StringComparison.Ordinal));
        Assert.Contains("Register<global::X, ", generation.Files["Json.Registration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapper_in_a_referenced_assembly_counts()
    {
        var library = Generation.Of("public static class Wrapper { public static void Put<[Iii.IIIJson] T>(T value) => Iii.IIIJson.Serialize(value); }");
        var generation = Generation.Of([library.Output.ToMetadataReference()], "public class X; class Use { void F() => Wrapper.Put(new X()); }");
        Assert.Contains("Register<global::X, ", generation.Files["Json.Registration.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Own<X>(new(), Made.By.Another())")]
    [InlineData("Own(new X(), Made.By.Another())")]
    public void What_another_generator_has_yet_to_make_may_stand_beside_it(string call)
    {
        var generation = Generation.Of($$"""public class X; class Use { void Own<[Iii.IIIJson] T>(T value, string made) => Iii.IIIJson.Serialize(value); void F() => {{call}}; }""");
        Assert.Contains("Register<global::X, ", generation.Files["Json.Registration.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("III020", "class Use { byte[] F<T>(T value) => Iii.IIIJson.Serialize(value); }", "'T' of Use.F<T>(T)")]
    [InlineData("III020", "class Use<T> { byte[] F(T value) => Iii.IIIJson.Serialize(value); }", "'T' of Use<T>")]
    [InlineData("III012", "class Use { byte[] F<[Iii.IIIJson] T>(T[] value) => Iii.IIIJson.Serialize(value); }", "type parameter")]
    [InlineData("III012", "class Use { class G<T>; byte[] F<[Iii.IIIJson] T>() => Iii.IIIJson.Serialize<G<T>>(default); }", "not closed")]
    public void A_type_that_is_not_known_is_reported(string id, string source, string reason)
    {
        var generation = Generation.Of(source);
        Assert.Equal([id], generation.Ids);
        Assert.Contains(reason, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }
}
