namespace Iii.Generators.Tests.Fixes;

/// <summary>A type that nothing here can read is served by a context of System.Text.Json, which is written or added to.</summary>
public sealed class JsonContextFixTests
{
    private const string Parameter = "using Iii;\nusing System.Drawing;\n\npublic record Shape(Point Place);\npublic static class C { [IIIFunction(\"a::b\")] public static Shape F(Shape shape) => shape; }\n";

    [Fact]
    public async Task A_context_is_written_into_a_file_of_its_own()
    {
        var project = await FixedProject.Of(Parameter).ApplyAsync("III003");
        Assert.Equal(Parameter, project.Text("File0.cs"));
        Assert.Equal("""
            using System.Text.Json.Serialization;
            using Iii;

            [assembly: IIIJsonContext(typeof(AppJsonContext))]

            /// <summary>Reads and writes types that have no readers and writers of their own.</summary>
            [JsonSerializable(typeof(System.Drawing.Point))]
            internal sealed partial class AppJsonContext : JsonSerializerContext;

            """.ReplaceLineEndings("\n"), project.Text("AppJsonContext.cs"));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id is "III003" or "III004" or "III013");
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    [Theory]
    [InlineData("III004", "[IIIFunction(\"a::b\")] public static Point[] F() => [];")]
    [InlineData("III012", "static byte[] F() => IIIJson.Serialize<Point>(default);")]
    [InlineData("III003", "static void F(IIIWorker w) => w.MapFunction(\"a::b\", (Point? p) => 1);")]
    public async Task It_serves_results_calls_and_mapped_functions(string id, string member)
    {
        var project = await FixedProject.Of($"using Iii; using System.Drawing; public static class C {{ {member} }}").ApplyAsync(id);
        Assert.Contains("[JsonSerializable(typeof(System.Drawing.Point))]", project.Text("AppJsonContext.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id is "III003" or "III004" or "III012");
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    [Fact]
    public async Task A_type_that_the_assembly_names_is_served()
    {
        var project = await FixedProject.Of("[assembly: Iii.IIIJsonType(typeof(System.Drawing.Size))]\n").ApplyAsync("III012");
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id is "III012");
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    [Fact]
    public async Task The_context_that_there_is_takes_the_type()
    {
        const string Context = "using System.Text.Json.Serialization;\n[assembly: Iii.IIIJsonContext(typeof(Shop.Mine))]\nnamespace Shop\n{\n    /// <summary>Mine.</summary>\n    [JsonSerializable(typeof(System.Drawing.Size))]\n    internal sealed partial class Mine : JsonSerializerContext;\n}\n";
        var project = await FixedProject.Of(Parameter, Context).ApplyAsync("III003");
        Assert.Equal(["File0.cs", "File1.cs"], project.Files);
        Assert.Equal(Context.Replace("Size))]\n", "Size))]\n    [JsonSerializable(typeof(System.Drawing.Point))]\n", StringComparison.Ordinal), project.Text("File1.cs"));
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    [Fact]
    public async Task A_class_of_the_users_keeps_its_name()
    {
        var project = await FixedProject.Of(Parameter + "public class AppJsonContext;").ApplyAsync("III003");
        Assert.Contains("class AppJsonContext2 : JsonSerializerContext", project.Text("AppJsonContext2.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_types_come_into_one_context()
    {
        var project = await FixedProject.Of(Parameter, "using Iii; using System.Drawing; public static class D { [IIIFunction(\"a::c\")] public static Rectangle F(SizeF size, Point point) => default; }\r\n").ApplyToAllAsync("III003");
        Assert.Equal(["File0.cs", "File1.cs", "AppJsonContext.cs"], project.Files);
        Assert.Contains("[JsonSerializable(typeof(System.Drawing.Point))]\n[JsonSerializable(typeof(System.Drawing.Rectangle))]\n[JsonSerializable(typeof(System.Drawing.SizeF))]\n", project.Text("AppJsonContext.cs").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id is "III003" or "III004");
        Assert.Empty(await project.CompilerMessagesAsync());
    }
}
