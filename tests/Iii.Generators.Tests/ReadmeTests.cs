using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Iii.Generators.Tests;

/// <summary>The code in the README and on the pages of calls, triggers and channels compiles, as it stands, in a project with the SDK's usual usings.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What a snippet takes for granted.</summary>
    private const string Surroundings = """
        public sealed record AddRequest(double A, double B);

        public sealed record AuditEntry(string What);
        """;

    public static TheoryData<string> Snippets()
    {
        string[] pages = ["README.md", Path.Combine("docs", "calling.md")];
        return new TheoryData<string>(pages
            .Select(page => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", page)))
            .SelectMany(text => Fences().Matches(text)).Select(m => m.Groups["code"].Value)

            // Tests are compiled and run where the package for tests is: in Iii.Testing.Tests.
            .Where(snippet => !snippet.Contains("IIITestHost", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippets_compile(string snippet)
    {
        var lines = snippet.Split('\n');
        var usings = lines.Where(l => l.StartsWith("using ", StringComparison.Ordinal)).ToList();
        var code = lines.Where(l => !usings.Contains(l)).ToList();
        var types = code.FindIndex(l => l.StartsWith("public ", StringComparison.Ordinal)) is var at and >= 0 ? at : code.Count;
        var needsWorker = !snippet.Contains("var worker", StringComparison.Ordinal);
        var generation = Generation.Of(ImplicitUsings, Surroundings, $$"""
            #pragma warning disable CS1998 // Not every example waits.
            using Iii;
            {{string.Join('\n', usings.Where(u => u != "using Iii;"))}}
            {{string.Join('\n', code.Skip(types))}}

            public static class Program
            {
                public static async Task RunAsync({{(needsWorker ? "IIIWorker worker, AuditEntry entry" : "")}})
                {
                    {{string.Join('\n', code.Take(types))}}
                }
            }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void The_example_of_the_triggers_page_compiles()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "triggers.md"));
        var generation = Generation.Of(ImplicitUsings, $$"""
            #pragma warning disable CS1998 // Not every example waits.
            using Iii;

            {{Assert.Single(Fences().Matches(page)).Groups["code"].Value}}

            public sealed record User(string Name);

            public sealed record Report(string Title);

            public interface IReportStore
            {
                Task BuildAsync(DateTimeOffset time, CancellationToken stop);

                Task MailAsync(Report report);

                void Forget(string key);
            }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void The_examples_of_the_channels_page_compile()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "channels.md"));
        var snippets = Fences().Matches(page).Select(m => m.Groups["code"].Value).ToArray();
        Assert.Equal(2, snippets.Length);
        var types = snippets[0].IndexOf("public ", StringComparison.Ordinal);
        var generation = Generation.Of(ImplicitUsings + "global using System.IO;", $$"""
            using System.Net.ServerSentEvents;
            using System.Runtime.CompilerServices;
            #pragma warning disable CS1998 // Not every example waits.
            using Iii;

            {{snippets[0][types..]}}

            {{snippets[1]}}

            public static class Program
            {
                public static async Task RunAsync(IIIWorker worker)
                {
                    {{snippets[0][..types]}}
                }
            }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fences();

    private static string Here([CallerFilePath] string path = "") => path;
}
