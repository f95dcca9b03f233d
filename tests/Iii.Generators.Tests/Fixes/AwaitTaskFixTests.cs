namespace Iii.Generators.Tests.Fixes;

/// <summary>A method that returned a task from within a using awaits it.</summary>
public sealed class AwaitTaskFixTests
{
    [Theory]
    [InlineData("Task<int>", "using var c = new Client();\n        return c.GetAsync(); // It.", "using var c = new Client();\n        return await c.GetAsync(); // It.")]
    [InlineData("Task<int>", "using (var c = new Client()) { return c.IsOpen ? c.GetAsync() : Task.FromResult(0); }", "using (var c = new Client()) { return await (c.IsOpen ? c.GetAsync() : Task.FromResult(0)); }")]
    [InlineData("Task<int>", "using var c = new Client();\n        if (!c.IsOpen) { return Task.FromResult(1 + 1); }\n        return c.GetAsync();", "using var c = new Client();\n        if (!c.IsOpen) { return 1 + 1; }\n        return await c.GetAsync();")]
    [InlineData("ValueTask<int>", "using var c = new Client();\n        if (!c.IsOpen) { return new(1); }\n        if (c.IsOpen) { return default; }\n        return new ValueTask<int>(c.GetAsync());", "using var c = new Client();\n        if (!c.IsOpen) { return 1; }\n        if (c.IsOpen) { return default; }\n        return await c.GetAsync();")]
    [InlineData("Task", "using var c = new Client();\n        // Close it.\n        return c.CloseAsync();", "using var c = new Client();\n        // Close it.\n        await c.CloseAsync();")]
    [InlineData("Task", "using var c = new Client();\n        if (c.IsOpen)\n        {\n            // Close it.\n            return c.CloseAsync();\n        }\n\n        return Task.CompletedTask;", "using var c = new Client();\n        if (c.IsOpen)\n        {\n            // Close it.\n            await c.CloseAsync();\n            return;\n        }\n    ")]
    [InlineData("Task", "using var c = new Client();\n        if (!c.IsOpen)\n        {\n            return Task.CompletedTask;\n        }\n\n        return c.CloseAsync();", "using var c = new Client();\n        if (!c.IsOpen)\n        {\n            return;\n        }\n\n        await c.CloseAsync();")]
    [InlineData("Task<int>", "using var c = new Client();\n        Task<int> Local() { return c.GetAsync(); }\n        System.Func<Task<int>> f = () => { return c.GetAsync(); };\n        return Local();", "using var c = new Client();\n        Task<int> Local() { return c.GetAsync(); }\n        System.Func<Task<int>> f = () => { return c.GetAsync(); };\n        return await Local();")]
    [InlineData("Task<int>", "try { return new Client().GetAsync(); } catch (System.Exception) { return Task.FromResult(0); }", "try { return await new Client().GetAsync(); } catch (System.Exception) { return 0; }")]
    public async Task What_was_returned_is_awaited(string type, string before, string after)
    {
        var project = await FixedProject.Of(Source("public static", type, before)).ApplyAsync("III053");
        Assert.Equal(Lines(Source("public static async", type, after)), Lines(project.Text("File0.cs")));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == "III053");
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    [Fact]
    public async Task A_statement_without_braces_gets_them()
    {
        var project = await FixedProject.Of(Source("public static", "Task", "using var c = new Client();\n        if (c.IsOpen)\n            return c.CloseAsync();\n        return Task.CompletedTask;")).ApplyAsync("III053");
        Assert.Contains("if (c.IsOpen)\n        {\n            await c.CloseAsync();\n            return;\n        }\n", project.Text("File0.cs").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(await project.CompilerMessagesAsync());
    }

    private static string Lines(string text) => string.Join("\n", text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0));

    private static string Source(string modifiers, string type, string body) => $$"""
        using System.Threading.Tasks;
        using Iii;

        public sealed class Client : System.IDisposable
        {
            public bool IsOpen => true;
            public Task<int> GetAsync() => Task.FromResult(1);
            public Task CloseAsync() => Task.CompletedTask;
            public void Dispose() { }
        }

        public static class C
        {
            [IIIFunction("a::b")]
            {{modifiers}} {{type}} F()
            {
                {{body}}
            }
        }

        """.ReplaceLineEndings("\n");
}
