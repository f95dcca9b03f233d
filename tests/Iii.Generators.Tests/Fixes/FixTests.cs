using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests.Fixes;

/// <summary>Each fix writes what is meant, leaves the rest as it is, and what comes of it compiles without what was said.</summary>
public sealed class FixTests
{
    [Theory]
    [InlineData("III002", "[IIIFunction(\"orders get\", Description = \"x\")] public static int F() => 1;", "[IIIFunction(\"orders-get\", Description = \"x\")] public static int F() => 1;")]
    [InlineData("III002", "[IIIFunction(\"engine::x\")] public static int F() => 1;", "[IIIFunction(\"shop::x\")] public static int F() => 1;")]
    [InlineData("III002", "[IIIFunction(Id = \"::a:: b::\")] public static int F() => 1;", "[IIIFunction(Id = \"a::b\")] public static int F() => 1;")]
    [InlineData("III002", "[IIIFunction(\"\" /* what? */)] public static int SaveAllAsync() => 1;", "[IIIFunction(\"shop::save-all\" /* what? */)] public static int SaveAllAsync() => 1;")]
    [InlineData("III002", "[IIIFunction] public static int F() => 1;", "[IIIFunction(\"shop::f\")] public static int F() => 1;")]
    [InlineData("III002", "[IIIFunction(Description = \"x\")] public static int F() => 1;", "[IIIFunction(\"shop::f\", Description = \"x\")] public static int F() => 1;")]
    [InlineData("III002", "static void Map(IIIWorker w) => w.MapFunction(\"a b\", () => 1);", "static void Map(IIIWorker w) => w.MapFunction(\"a-b\", () => 1);")]
    [InlineData("III005", "[IIIFunction(\"a::b\")] private static int F() => 1;", "[IIIFunction(\"a::b\")] internal static int F() => 1;")]
    [InlineData("III005", "// Here.\n    [IIIFunction(\"a::b\")]\n    static int F() => 1; // There.", "// Here.\n    [IIIFunction(\"a::b\")]\n    internal static int F() => 1; // There.")]
    [InlineData("III005", "private static class A { protected class B { [IIIFunction(\"a::b\")] static int F() => 1; } }", "internal static class A { protected internal class B { [IIIFunction(\"a::b\")] internal static int F() => 1; } }")]
    [InlineData("III005", "partial class A { } private partial class A { [IIIFunction(\"a::b\")] public static int F() => 1; }", "partial class A { } internal partial class A { [IIIFunction(\"a::b\")] public static int F() => 1; }")]
    [InlineData("III008", "[IIIFunction(\"a::b\")] public static async void F() => await Task.Yield();", "[IIIFunction(\"a::b\")] public static async Task F() => await Task.Yield();")]
    [InlineData("III009", "[IIIFunction(\"a::b\"), HttpTrigger(\"GTE\", \"/x\")] public static int F() => 1;", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x\")] public static int F() => 1;")]
    [InlineData("III009", "[IIIFunction(\"a::b\"), HttpTrigger(method: \"psot \", \"/x\")] public static int F() => 1;", "[IIIFunction(\"a::b\"), HttpTrigger(method: \"POST\", \"/x\")] public static int F() => 1;")]
    [InlineData("III009", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/{id:int}/{*rest}?q=1\")] public static int F(string id, string rest) => 1;", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:id/:rest\")] public static int F(string id, string rest) => 1;")]
    [InlineData("III010", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:id\")] public static int F() => 1;", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:id\")] public static int F(string id) => 1;")]
    [InlineData("III010", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:order-id\")] public static int F(int a, int b = 1) => 1;", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:order-id\")] public static int F(int a, [FromPayload(\"order-id\")] string orderId, int b = 1) => 1;")]
    [InlineData("III020", "static byte[] F<T>(T value) => IIIJson.Serialize(value);", "static byte[] F<[IIIJson] T>(T value) => IIIJson.Serialize(value);")]
    [InlineData("III020", "class Own<TA, TB> { static byte[] F(TB value) => IIIJson.Serialize<TB>(value); }", "class Own<TA, [IIIJson] TB> { static byte[] F(TB value) => IIIJson.Serialize<TB>(value); }")]
    [InlineData("III030", "[IIIFunction(\"a::b\"), CronTrigger(\"0 3 * * 1-5\")] public static void F() { }", "[IIIFunction(\"a::b\"), CronTrigger(\"0 0 3 * * MON-FRI\")] public static void F() { }")]
    [InlineData("III033", "[IIIFunction(\"a::b\"), QueueTrigger(\"t\", MaxPriority = 256)] public static void F() { }", "[IIIFunction(\"a::b\"), QueueTrigger(\"t\", MaxPriority = 255)] public static void F() { }")]
    [InlineData("III034", "[IIIFunction(\"a::b\"), CronTrigger(\"@daily\"), CronTrigger(\"@daily\")] public static void F() { }", "[IIIFunction(\"a::b\"), CronTrigger(\"@daily\")] public static void F() { }")]
    [InlineData("III034", "/// <summary>Does.</summary>\n    [IIIFunction(\"a::b\")]\n    [CronTrigger(\"@daily\")]\n    [CronTrigger(\"@daily\")]\n    public static void F() { }", "/// <summary>Does.</summary>\n    [IIIFunction(\"a::b\")]\n    [CronTrigger(\"@daily\")]\n    public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Trigger(\"cron\", \"{ \\\"cron\\\": \\\"@daily\\\" }\")] public static void F() { }", "[IIIFunction(\"a::b\"), CronTrigger(\"@daily\")] public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Iii.Trigger(\"state\")] public static void F() { }", "[IIIFunction(\"a::b\"), Iii.StateTrigger] public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Trigger(\"http\", \"{\\\"api_path\\\":\\\"/x\\\",\\\"http_method\\\":\\\"GET\\\",\\\"condition_function_id\\\":\\\"a::b\\\"}\")] public static void F() { }", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x\", ConditionFunctionId = \"a::b\")] public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Trigger(\"stream\", \"{\\\"stream_name\\\":\\\"s\\\",\\\"item_id\\\":\\\"i\\\"}\")] public static void F() { }", "[IIIFunction(\"a::b\"), StreamTrigger(\"s\", ItemId = \"i\")] public static void F() { }")]
    [InlineData("III038", "[CronTrigger(\"@daily\")] public static void CleanUpAsync() { }", "[IIIFunction(\"shop::clean-up\"), CronTrigger(\"@daily\")] public static void CleanUpAsync() { }")]
    [InlineData("III038", "/// <summary>Does.</summary>\n    [CronTrigger(\"@daily\")]\n    [StateTrigger]\n    public static void F() { }", "/// <summary>Does.</summary>\n    [IIIFunction(\"shop::f\"), CronTrigger(\"@daily\")]\n    [StateTrigger]\n    public static void F() { }")]
    [InlineData("III040", "[IIIFunction(\"a::b\"), ConfigurationTrigger] public static void F(ConfigurationChange<int> change) { }", "[IIIFunction(\"a::b\"), ConfigurationTrigger] public static void F(ConfigurationChange<int?> change) { }")]
    [InlineData("III040", "[IIIFunction(\"a::b\"), StateTrigger] public static void F(StateChange<int> change) { }", "[IIIFunction(\"a::b\"), StateTrigger] public static void F(StateChange<int?> change) { }")]
    [InlineData("III050", "[IIIFunction(\"add\")] public static int F() => 1;", "[IIIFunction(\"shop::add\")] public static int F() => 1;")]
    [InlineData("III050", "static void Map(IIIWorker w) => w.MapFunction(\"add\", (int a) => a);", "static void Map(IIIWorker w) => w.MapFunction(\"shop::add\", (int a) => a);")]
    [InlineData("III051", "// Not this.\n\n    // Adds\n    // numbers.\n    [IIIFunction(Id = \"a::b\")]\n    public static int F(int a) => 1;", "// Not this.\n\n    // Adds\n    // numbers.\n    [IIIFunction(Id = \"a::b\", Description = \"Adds numbers.\")]\n    public static int F(int a) => 1;", "Take the description from the comment")]
    [InlineData("III051", "[IIIFunction(\"a::b\")] public static int SaveOrderAsync(int a) => 1;", "[IIIFunction(\"a::b\", Description = \"Save order\")] public static int SaveOrderAsync(int a) => 1;", "Describe it by its name")]
    [InlineData("III052", "[IIIFunction(\"a::b\")] public static int F(string context) => 1;", "[IIIFunction(\"a::b\")] public static int F([FromPayload(\"context\")] string context) => 1;")]
    [InlineData("III052", "[IIIFunction(\"a::b\")] public static int F(string context) => 1;", "[IIIFunction(\"a::b\")] public static int F(IIIContext context) => 1;", "Take the IIIContext")]
    [InlineData("III054", "[IIIFunction(\"a::b\")] public static async Task F() => await Task.Yield();", "[IIIFunction(\"a::b\")] public static async Task F(CancellationToken cancellationToken = default) => await Task.Yield();")]
    [InlineData("III054", "[IIIFunction(\"a::b\")] public static async Task F(bool cancellationToken, params int[] more) => await Task.Yield();", "[IIIFunction(\"a::b\")] public static async Task F(bool cancellationToken, CancellationToken stoppingToken = default, params int[] more) => await Task.Yield();")]
    [InlineData("III054", "/// <summary>Does.</summary>\n    /// <param name=\"a\">One.</param>\n    /// <returns>Nothing.</returns>\n    [IIIFunction(\"a::b\")]\n    public static async Task F(\n        int a,\n        int b = 1)\n    {\n        await Task.Yield();\n    }", "/// <summary>Does.</summary>\n    /// <param name=\"a\">One.</param>\n    /// <param name=\"cancellationToken\">Ends the call early.</param>\n    /// <returns>Nothing.</returns>\n    [IIIFunction(\"a::b\")]\n    public static async Task F(\n        int a,\n        int b = 1,\n        CancellationToken cancellationToken = default)\n    {\n        await Task.Yield();\n    }")]
    [InlineData("III054", "[IIIFunction(\"a::b\")] public static async System.Collections.Generic.IAsyncEnumerable<int> F(int a) { await Task.Yield(); yield return a; }", "[IIIFunction(\"a::b\")] public static async System.Collections.Generic.IAsyncEnumerable<int> F(int a, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default) { await Task.Yield(); yield return a; }")]
    [InlineData("III083", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = \"{ \\\"input.a\\\": 5 }\")] public static void F() { }", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = \"{ \\\"input.a\\\": { \\\"$eq\\\": 5 } }\")] public static void F() { }")]
    [InlineData("III083", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = @\"{ \"\"input.a\"\": \"\"x\"\" }\")] public static void F() { }", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = @\"{ \"\"input.a\"\": { \"\"$eq\"\": \"\"x\"\" } }\")] public static void F() { }")]
    [InlineData("III083", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = \"\"\"{ \"input.a\": null }\"\"\")] public static void F() { }", "[IIIFunction(\"a::b\"), Observes(\"x::y\", Filter = \"\"\"{ \"input.a\": { \"$eq\": null } }\"\"\")] public static void F() { }")]
    [InlineData("III086", "static bool Is(Observed<string, int> c) => c.Input.StartsWith(\"x\"); [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }", "static bool Is(Observed<string, int> c) => c.Input.StartsWith(\"x\", System.StringComparison.Ordinal); [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }")]
    [InlineData("III086", "static bool Is(Observed<decimal, int> c) => c.Input > 5; [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }", "static bool Is(Observed<decimal, int> c) => (double)c.Input > 5; [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }")]
    [InlineData("III086", "static bool Is(Observed<decimal?, int> c) => 5 > c.Input; [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }", "static bool Is(Observed<decimal?, int> c) => 5 > (double?)c.Input; [IIIFunction(\"a::b\"), Observes(\"x::y\", When = nameof(Is))] public static void F() { }")]
    [InlineData("III093", "[IIIFunction(\"a::b\"), Observes(\"x::y\"), Observes(\"x::y\")] public static void F() { }", "[IIIFunction(\"a::b\"), Observes(\"x::y\")] public static void F() { }")]
    public async Task It_writes_what_is_meant(string id, string before, string after, string? title = null)
    {
        var project = await FixedProject.Of(InClass(before)).ApplyAsync(id, title);
        Assert.Equal(InClass(after), project.Text("File0.cs"));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == id);
        Assert.DoesNotContain(await project.CompilerMessagesAsync(), m => !m.Contains("CS1998", StringComparison.Ordinal) && !m.Contains("CS1573", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("III002", "static void Map(IIIWorker w) => w.MapFunction(\"\", () => 1);")]
    [InlineData("III003", "[IIIFunction(\"a::b\")] public static int F(System.IO.Stream s) => 1;")]
    [InlineData("III003", "[IIIFunction(\"a::b\")] public static int F(System.Action s) => 1;")]
    [InlineData("III003", "[IIIFunction(\"a::b\")] public static int F((int, int) s) => 1;")]
    [InlineData("III003", "[IIIFunction(\"a::b\")] public static int F(int[,] s) => 1;")]
    [InlineData("III004", "[IIIFunction(\"a::b\")] public static System.Type F() => typeof(int);")]
    [InlineData("III005", "class A { protected virtual int F() => 1; } class B : A { [IIIFunction(\"a::b\")] protected override int F() => 1; }")]
    [InlineData("III009", "[IIIFunction(\"a::b\"), HttpTrigger(\"FETCH\", \"/x\")] public static int F() => 1;")]
    [InlineData("III009", "[IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:\")] public static int F() => 1;")]
    [InlineData("III010", "public record R(int A); [IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x/:id\")] public static int F(R r) => 1;")]
    [InlineData("III030", "[IIIFunction(\"a::b\"), CronTrigger(\"0 3 1 * 1\")] public static void F() { }")]
    [InlineData("III033", "[IIIFunction(\"a::b\"), QueueTrigger(\"t\", Mode = (QueueMode)7)] public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Trigger(\"durable:subscriber\", \"{\\\"topic\\\":\\\"t\\\",\\\"queue_config\\\":{\\\"maxRetries\\\":1}}\")] public static void F() { }")]
    [InlineData("III037", "[IIIFunction(\"a::b\"), Trigger(\"cron\", \"{}\")] public static void F() { }")]
    [InlineData("III053", "[IIIFunction(\"a::b\")] public static Task F() { lock (typeof(Shop)) { return Task.Delay(1); } }")]
    [InlineData("III053", "[IIIFunction(\"a::b\")] public static Task F(in int a) { using var c = new System.IO.MemoryStream(); return c.FlushAsync(); }")]
    [InlineData("III054", "interface I { Task F(); } public class A : I { [IIIFunction(\"a::b\")] public async Task F() => await Task.Yield(); }")]
    public async Task Where_it_is_not_clear_what_is_meant_nothing_is_offered(string id, string member)
    {
        var project = FixedProject.Of(InClass(member));
        Assert.Contains(await project.DiagnosticsAsync(), d => d.Id == id);
        Assert.Empty(await project.OffersAsync(id));
    }

    [Theory]
    [InlineData(DocumentationMode.Parse)]
    [InlineData(DocumentationMode.None)]
    public async Task A_summary_becomes_the_description_where_the_compiler_does_not_read_it(DocumentationMode documentation)
    {
        const string Before = "/// <summary>\n    /// Adds <paramref name=\"a\"/> to\n    /// <see cref=\"System.Int32\"/> \"b\" &amp; more.\n    /// </summary>\n    [IIIFunction(\"a::b\")]\n    public static int F(int a) => 1;";
        var project = await FixedProject.Of(documentation, InClass(Before)).ApplyAsync("III051", "Take the description from the comment");
        Assert.Equal(InClass(Before.Replace("(\"a::b\")", "(\"a::b\", Description = \"Adds a to Int32 \\\"b\\\" & more.\")", StringComparison.Ordinal)), project.Text("File0.cs"));
        Assert.DoesNotContain(await project.DiagnosticsAsync(), d => d.Id == "III051");
    }

    [Fact]
    public async Task A_namespace_is_imported_where_it_is_not_yet()
    {
        var project = await FixedProject.Of("using Iii;\n\npublic static class C\n{\n    [IIIFunction(\"a::b\")]\n    public static async System.Threading.Tasks.ValueTask F() => await System.Threading.Tasks.Task.Yield();\n}\n").ApplyAsync("III054");
        Assert.Equal("using System.Threading;\nusing Iii;\n\npublic static class C\n{\n    [IIIFunction(\"a::b\")]\n    public static async System.Threading.Tasks.ValueTask F(CancellationToken cancellationToken = default) => await System.Threading.Tasks.Task.Yield();\n}\n", project.Text("File0.cs").ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("global using System.Threading;\nusing Iii;\n", "CancellationToken")]
    [InlineData("using System;\nusing Timer = System.Timers.Timer;\nusing Iii;\nclass Own { Timer? t; }\n", "System.Threading.CancellationToken")]
    [InlineData("", "System.Threading.CancellationToken")]
    [InlineData("namespace System.Threading;\n", "CancellationToken")]
    public async Task A_namespace_is_not_imported_twice_nor_where_a_name_would_get_a_second_meaning(string usings, string type)
    {
        const string Member = "public static class C { [global::Iii.IIIFunction(\"a::b\")] public static async System.Threading.Tasks.Task F() => await System.Threading.Tasks.Task.Yield(); }";
        var project = await FixedProject.Of(usings + Member).ApplyAsync("III054");
        Assert.Equal(usings + Member.Replace("F()", $"F({type} cancellationToken = default)", StringComparison.Ordinal), project.Text("File0.cs"));
    }

    [Fact]
    public async Task A_licence_stays_above_the_usings()
    {
        const string Source = "// Mine.\nusing Iii;\n\npublic static class C { [IIIFunction(\"a::b\")] public static async void F() => await System.Threading.Tasks.Task.Yield(); }";
        var project = await FixedProject.Of(Source).ApplyAsync("III008");
        Assert.StartsWith("// Mine.\nusing System.Threading.Tasks;\nusing Iii;\n\npublic static class C", project.Text("File0.cs"), StringComparison.Ordinal);
        Assert.Contains("static async Task F()", project.Text("File0.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_qualified_where_the_library_is_not_imported()
    {
        var project = await FixedProject.Of("public static class C { [Iii.CronTrigger(\"@daily\")] public static void F() { } }").ApplyAsync("III038");
        Assert.Equal("public static class C { [Iii.IIIFunction(\"c::f\"), Iii.CronTrigger(\"@daily\")] public static void F() { } }", project.Text("File0.cs"));
    }

    [Fact]
    public async Task A_type_parameter_is_marked_in_the_file_that_declares_it()
    {
        var project = await FixedProject.Of("using Iii; partial class Own<T> { byte[] F(T value) => IIIJson.Serialize(value); }", "using Iii;\n\npartial class Other { }").ApplyAsync("III020");
        Assert.StartsWith("using Iii; partial class Own<[IIIJson] T> {", project.Text("File0.cs"), StringComparison.Ordinal);
    }

    private static string InClass(string member) => $"using System.Threading;\nusing System.Threading.Tasks;\nusing Iii;\n\npublic class Shop\n{{\n    {member}\n}}\n";
}
