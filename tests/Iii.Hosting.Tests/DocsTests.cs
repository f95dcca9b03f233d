using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Iii.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Iii.Tests;

/// <summary>The page about hosting: its example is the code below, which compiles, its configuration is one, and its table has every key.</summary>
public sealed partial class DocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "hosting.md"));

    [Fact]
    public void The_example_is_code_that_compiles() =>
        Assert.Contains(Flat(Assert.Single(Fences().Matches(s_page), m => m.Groups["language"].Value == "csharp").Groups["code"].Value), Flat(File.ReadAllText(Here())), StringComparison.Ordinal);

    [Fact]
    public void The_configuration_is_one()
    {
        var json = Assert.Single(Fences().Matches(s_page), m => m.Groups["language"].Value == "json").Groups["code"].Value;
        using var _ = JsonDocument.Parse(json);
        var options = new IIIWorkerOptions();
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        ConfiguredOptions.Apply(new ConfigurationBuilder().AddJsonStream(stream).Build(), options);
        Assert.Equal((100, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)), (options.MaxConcurrentCalls, options.CallTimeout, options.Reconnect.MaxDelay));
    }

    [Fact]
    public void Every_key_has_its_row() =>
        Assert.Equal(ConfiguredOptions.Names.Order(StringComparer.Ordinal), KeyRow().Matches(s_page).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));

    internal static async Task ExampleAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Configuration.AddIiiConfiguration();
        builder.Services.AddScoped<Orders>();
        builder.Services.AddIiiWorker(worker => worker.AddFunctions(), options => options.Description = "Takes orders.");
        builder.Services.AddHealthChecks().AddIiiWorker(tags: ["ready"]);
        await builder.Build().RunAsync();
    }

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fences();

    [GeneratedRegex("^\\| `(?<name>[A-Za-z:]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex KeyRow();

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed class Orders;
}
