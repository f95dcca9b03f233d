using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

/// <summary>What the analyzers say of functions that are right, but could be better or are likely not meant so.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("III050", """[IIIFunction("add", Description = "Does.")] public static int F() => 1;""", "\"add\"", "'service::name'")]
    [InlineData("III050", """[IIIFunction(Id = "add", Description = "Does.")] public static int F() => 1;""", "\"add\"", "'add'")]
    [InlineData("III051", """[IIIFunction("a::b")] public static int F() => 1;""", "F", "'F' has no description")]
    [InlineData("III051", "/// <remarks>Not this.</remarks>\n[IIIFunction(\"a::b\")] public static int F() => 1;", "F", "set Description")]
    [InlineData("III052", """[IIIFunction("a::b", Description = "Does.")] public static int F(string context) => 1;""", "context", "IIIContext")]
    [InlineData("III052", """[IIIFunction("a::b", Description = "Does.")] public static int F(string Logger) => 1;""", "Logger", "ILogger")]
    [InlineData("III052", """[IIIFunction("a::b", Description = "Does.")] public static int F(bool cancellationToken) => 1;""", "cancellationToken", "CancellationToken")]
    [InlineData("III054", """[IIIFunction("a::b", Description = "Does.")] public static async Task F() => await Task.Yield();""", "F", "no CancellationToken")]
    [InlineData("III054", """[IIIFunction("a::b", Description = "Does.")] public static ValueTask<int> F(int x) => new(x);""", "F", "no CancellationToken")]
    [InlineData("III038", """[CronTrigger("@daily")] public static void F() { }""", "CronTrigger(\"@daily\")", "'F' has [CronTrigger]")]
    [InlineData("III038", """[HttpTrigger("GET", "/")] public static void F() { }""", "HttpTrigger(\"GET\", \"/\")", "[IIIFunction(\"service::name\")]")]
    public async Task A_suggestion_stands_at_its_place(string id, string member, string at, string message)
    {
        var diagnostic = Assert.Single(await Analysis.OfAsync($"using System.Threading.Tasks; using Iii; public static class C {{\n{member}\n}}"));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[IIIFunction("a::b", Description = "Does.")] public static int F(IIIContext context, Microsoft.Extensions.Logging.ILogger logger, IIIClient client, CancellationToken cancellationToken) => 1;""")]
    [InlineData("""[IIIFunction("a::b", Description = "Does.")] public static int F([FromPayload("context")] string context) => 1;""")]
    [InlineData("""[IIIFunction("a::b", Description = "Does.")] public static async Task F(IIIContext context) => await Task.Yield();""")]
    [InlineData("/// <summary>Does.</summary>\n[IIIFunction(\"a::b\")] public static int F() => 1;")]
    [InlineData("""public static async Task F(string context) => await Task.Yield();""")]
    public async Task What_is_as_it_should_be_is_left_alone(string member) =>
        Assert.Empty(await Analysis.OfAsync($"using System.Threading; using System.Threading.Tasks; using Iii; public static class C {{\n{member}\n}}"));

    [Theory]
    [InlineData("using (var c = new Client()) { return c.GetAsync(); }", "c.GetAsync()", "using")]
    [InlineData("using var c = new Client(); return c.GetAsync();", "c.GetAsync()", "using")]
    [InlineData("using var c = new Client(); if (c.IsOpen) { return c.GetAsync(); } return Task.FromResult(0);", "c.GetAsync()", "using")]
    [InlineData("using var c = new Client(); var task = c.GetAsync(); return task;", "task", "using")]
    [InlineData("using var c = new Client(); return c.IsOpen ? c.GetAsync() : Task.FromResult(0);", "c.IsOpen ? c.GetAsync() : Task.FromResult(0)", "using")]
    [InlineData("try { return new Client().GetAsync(); } catch (System.Exception) { return Task.FromResult(0); }", "new Client().GetAsync()", "try")]
    [InlineData("try { return Task.FromResult(0); } catch (System.Exception) { return new Client().GetAsync(); } finally { System.GC.Collect(); }", "new Client().GetAsync()", "try")]
    [InlineData("lock (typeof(C)) { return new Client().GetAsync(); }", "new Client().GetAsync()", "lock")]
    public async Task A_task_that_outlives_what_it_needs_is_reported(string body, string at, string name)
    {
        var diagnostic = Assert.Single(await UnawaitedAsync($"public static Task<int> F() {{ {body} }}"));
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains($"when the {name} around it ends", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static async Task<int> F() { using var c = new Client(); return await c.GetAsync(); }")]
    [InlineData("public static Task<int> F() { using (var c = new Client()) { } return new Client().GetAsync(); }")]
    [InlineData("public static Task<int> F() { var task = new Client().GetAsync(); using var c = new Client(); return task; }")]
    [InlineData("public static Task<int> F() { using var c = new Client(); return Task.FromResult(1); }")]
    [InlineData("public static Task F() { using var c = new Client(); return Task.CompletedTask; }")]
    [InlineData("public static ValueTask<int> F() { using var c = new Client(); return new(1); }")]
    [InlineData("public static ValueTask<int> F() { using var c = new Client(); return default; }")]
    [InlineData("public static int F() { using var c = new Client(); return c.GetAsync().Result; }")]
    [InlineData("public static Task<int> F() { if (new Client().IsOpen) { using var c = new Client(); } return new Client().GetAsync(); }")]
    [InlineData("public static Task<int> F() { try { } finally { } return new Client().GetAsync(); }")]
    [InlineData("public static Task<int> F() { try { return Task.FromResult(0); } catch (System.Exception) { return new Client().GetAsync(); } }")]
    [InlineData("public static Task<int> F() { System.Func<Task<int>> f; using (var c = new Client()) { f = () => { return c.GetAsync(); }; } return f(); }")]
    [InlineData("public static Task<int> F() { using var c = new Client(); Task<int> task = task; return task; }")]
    public async Task What_is_awaited_complete_or_elsewhere_is_left_alone(string member) => Assert.Empty(await UnawaitedAsync(member));

    [Fact]
    public async Task Places_of_errors_that_can_be_fixed_are_marked_for_the_IDE()
    {
        var found = (await Analysis.OfAsync("""
            using Iii;

            public static class A
            {
                private static class Hidden { [IIIFunction("a::f")] public static int F() => 1; }
                [IIIFunction("a::b")] public static int G() => 1;
                [IIIFunction(Id = "a::b"), CronTrigger("0 3 * * 1"), CronTrigger("0 3 1 * 1")] public static int H() => 1;
            }
            """)).Where(d => d.Id == "III060").ToArray();
        Assert.Equal(["F III005", "\"a::b\" III001", "\"a::b\" III001", "\"0 3 * * 1\" III030"], found.Select(d => $"{Generation.TextAt(d)} {d.Properties["Error"]}"));
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Hidden, d.Severity));

        // The compiler leaves out, when it builds, what has nothing to say but what is hidden.
        Assert.All(new Usage.FixableErrorsAnalyzer().SupportedDiagnostics, d => Assert.Equal(DiagnosticSeverity.Hidden, d.DefaultSeverity));
    }

    [Fact]
    public async Task Code_without_the_library_is_left_alone() => Assert.Empty(await Analysis.OfAsync("public class IIIFunctionAttribute : System.Attribute; public class C { [IIIFunction] public void F() { } }"));

    private static async Task<IEnumerable<Diagnostic>> UnawaitedAsync(string member) =>
        (await Analysis.OfAsync($$"""
            using System.Threading.Tasks;
            using Iii;

            public sealed class Client : System.IDisposable { public bool IsOpen => true; public Task<int> GetAsync() => Task.FromResult(1); public void Dispose() { } }

            public static class C
            {
                [IIIFunction("a::b")] {{member}}
            }
            """)).Where(d => d.Id == "III053");
}
