using Microsoft.CodeAnalysis.CodeFixes;

namespace Iii.Generators.Tests.Fixes;

/// <summary>Fix All fixes all of one kind, each once.</summary>
public sealed class FixAllTests
{
    [Fact]
    public async Task Of_functions_with_one_id_the_first_keeps_it()
    {
        var project = await FixedProject.Of(
            "using Iii; public static class A { [IIIFunction(\"a::get\")] public static int Get() => 1; [IIIFunction(\"a::get\")] public static int Find() => 1; [IIIFunction(\"a::find\")] public static int Other() => 1; }",
            "using Iii; public static class B { [IIIFunction(Id = \"a::get\")] public static int ListAsync() => 1; const string Id = \"a::get\"; [IIIFunction(Id)] public static int List() => 1; }").ApplyToAllAsync("III001");
        Assert.Equal(
            "using Iii; public static class A { [IIIFunction(\"a::get\")] public static int Get() => 1; [IIIFunction(\"a::get2\")] public static int Find() => 1; [IIIFunction(\"a::find\")] public static int Other() => 1; }", project.Text("File0.cs"));
        Assert.Equal(
            "using Iii; public static class B { [IIIFunction(Id = \"a::list\")] public static int ListAsync() => 1; const string Id = \"a::get\"; [IIIFunction(\"a::get3\")] public static int List() => 1; }", project.Text("File1.cs"));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == "III001");
    }

    [Fact]
    public async Task At_each_of_two_functions_with_one_id_another_is_offered()
    {
        var project = FixedProject.Of("using Iii; public static class A { [IIIFunction(\"a::b\")] public static int Get() => 1; [IIIFunction(\"a::b\")] public static int Find() => 1; }");
        Assert.Equal(["Write \"a::get\"", "Write \"a::find\""], (await project.OffersAsync("III001")).Select(o => o.Action.Title));
        Assert.DoesNotContain(await (await project.ApplyAsync("III001")).DiagnosticsAsync(), d => d.Id == "III001");
    }

    [Fact]
    public async Task Mapped_functions_get_ids_of_their_own()
    {
        var project = await FixedProject.Of("using Iii; static class A { [IIIFunction(\"a::b2\")] public static int Get() => 1; static void Map(IIIWorker w) { w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::b\", () => 2); w.MapFunction(\"a::b\", () => 3); w.MapFunction(\"a::b2\", () => 4); } }").ApplyToAllAsync("III022");
        Assert.EndsWith("w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::b3\", () => 2); w.MapFunction(\"a::b4\", () => 3); w.MapFunction(\"a::b22\", () => 4); } }", project.Text("File0.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == "III022");
    }

    [Fact]
    public async Task A_method_with_several_triggers_becomes_a_function_once()
    {
        var project = await FixedProject.Of("using Iii; public static class Events { [CronTrigger(\"@daily\"), StateTrigger] [LogTrigger] public static void F() { } [LogTrigger] public static void G() { } }").ApplyToAllAsync("III038");
        Assert.Equal("using Iii; public static class Events { [IIIFunction(\"events::f\"), CronTrigger(\"@daily\"), StateTrigger] [LogTrigger] public static void F() { } [IIIFunction(\"events::g\"), LogTrigger] public static void G() { } }", project.Text("File0.cs"));
    }

    [Fact]
    public async Task Two_functions_of_a_private_class_make_it_internal_once()
    {
        var project = await FixedProject.Of("using Iii; static class A { private static class B { [IIIFunction(\"a::b\")] private static int F() => 1; [IIIFunction(\"a::c\")] private static int G() => 1; } }").ApplyToAllAsync("III005");
        Assert.Equal("using Iii; static class A { internal static class B { [IIIFunction(\"a::b\")] internal static int F() => 1; [IIIFunction(\"a::c\")] internal static int G() => 1; } }", project.Text("File0.cs"));
    }

    [Theory]
    [InlineData(FixAllScope.Document, true, false)]
    [InlineData(FixAllScope.Project, true, true)]
    [InlineData(FixAllScope.Solution, true, true)]
    public async Task The_scope_is_kept_to(FixAllScope scope, bool first, bool second)
    {
        const string Source = "using Iii; public static class A { [IIIFunction(\"x\")] public static int F() => 1; }";
        var project = await FixedProject.Of(Source.Replace("\"x\"", "\"y\"", StringComparison.Ordinal).Replace("class A", "class B", StringComparison.Ordinal), Source).ApplyToAllAsync("III050", scope);
        Assert.Equal(second, project.Text("File0.cs").Contains("b::y", StringComparison.Ordinal));
        Assert.Equal(first, project.Text("File1.cs").Contains("a::x", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("III030", "[IIIFunction(\"a::b\"), CronTrigger(\"0 3 * * *\"), CronTrigger(\"0 4 * * *\")] public static void F() { }", "[IIIFunction(\"a::b\"), CronTrigger(\"0 0 3 * * *\"), CronTrigger(\"0 0 4 * * *\")] public static void F() { }")]
    [InlineData("III034", "[IIIFunction(\"a::b\"), LogTrigger, LogTrigger, LogTrigger] public static void F() { }", "[IIIFunction(\"a::b\"), LogTrigger] public static void F() { }")]
    [InlineData("III020", "static byte[] F<T, U>(T t, U u) { IIIJson.Serialize(t); return IIIJson.Serialize(u); }", "static byte[] F<[IIIJson] T, [IIIJson] U>(T t, U u) { IIIJson.Serialize(t); return IIIJson.Serialize(u); }")]
    [InlineData("III052", "[IIIFunction(\"a::b\")] public static int F(string context, string logger) => 1;", "[IIIFunction(\"a::b\")] public static int F([FromPayload(\"context\")] string context, [FromPayload(\"logger\")] string logger) => 1;")]
    [InlineData("III051", "[IIIFunction(\"a::b\")] public static int F(int a) => 1; /** Gets it. */ [IIIFunction(\"a::c\")] public static int G(int a) => 1;", "[IIIFunction(\"a::b\", Description = \"F\")] public static int F(int a) => 1; /** Gets it. */ [IIIFunction(\"a::c\", Description = \"Gets it.\")] public static int G(int a) => 1;")]
    [InlineData("III054", "[IIIFunction(\"a::b\")] public static async Task F() => await Task.Yield(); [IIIFunction(\"a::c\")] public static async Task G() => await Task.Yield();", "[IIIFunction(\"a::b\")] public static async Task F(CancellationToken cancellationToken = default) => await Task.Yield(); [IIIFunction(\"a::c\")] public static async Task G(CancellationToken cancellationToken = default) => await Task.Yield();")]
    public async Task All_of_a_kind_are_fixed(string id, string before, string after)
    {
        var project = FixedProject.Of($"using System.Threading; using System.Threading.Tasks; using Iii; public static class C {{ {before} }}");
        project = id == "III052" ? await FirstOfAllAsync(project) : await project.ApplyToAllAsync(id);
        Assert.Equal($"using System.Threading; using System.Threading.Tasks; using Iii; public static class C {{ {after} }}", project.Text("File0.cs"));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == id);
    }

    /// <summary>Two fixes are offered; the one that changes the type is the last.</summary>
    private static async Task<FixedProject> FirstOfAllAsync(FixedProject project)
    {
        while ((await project.OffersAsync("III052")).Count > 0)
        {
            project = await project.ApplyAsync("III052");
        }

        return project;
    }
}
