using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Iii.DevEngine;
using Xunit.Abstractions;

namespace Iii.Testing.Tests;

/// <summary>The code of docs/testing.md: compiled and run here, together with Functions.cs, and compared with what the page shows.</summary>
public sealed partial class DocsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_order_is_paid()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions());
        host.Stub<Charge, Receipt>("payments::charge", charge => new Receipt($"r-{charge!.Order}"));

        using var response = await host.Http.PostAsJsonAsync("/orders/7/pay", new { amount = 12.5 });
        Assert.Equal("\"r-7\"", await response.Content.ReadAsStringAsync());

        var charged = await host.WaitForInvocationAsync("payments::charge");
        Assert.Equal(12.5, charged.PayloadAs<Charge>()!.Amount);
        Assert.Equal("worker", charged.Caller);
    }

    [Fact]
    public async Task The_report_is_built_every_night()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions());
        await host.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, host.Invocations.Count(i => i.FunctionId == "reports::build"));
    }

    [Fact]
    public async Task A_mail_that_can_not_be_sent_is_tried_three_times()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions());
        await new IIIQueues(host.Client).PublishAsync("mails", "nowhere");
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(
            ["no_such_address", "no_such_address", "no_such_address"],
            host.Invocations.Where(i => i.FunctionId == "mails::send").Select(i => i.ErrorCode));
    }

    [Fact]
    public async Task Payment_may_fail_and_the_connection_may_break()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions());
        using (host.Faults.Fail("payments::charge", "declined", "No money."))
        {
            var error = await Assert.ThrowsAsync<IIIInvocationException>(
                () => host.Client.CallAsync<Charge, string>("orders::pay", new Charge("7", 1)));
            Assert.Equal("declined", error.Code);
        }

        await host.Faults.DropConnectionAsync(host.Worker);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));      // options.Reconnect.InitialDelay
        Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
    }

    [Fact]
    public async Task Charge_endsWithALargeAmount_receiptIsSent()
    {
        ObserverHandle? observer = null;
        await using var host = await IIITestHost.StartAsync(worker => observer = worker.Observe(
            new ObserverSource("payments::charge") { Filter = """{"input.amount":{"$gte":10}}""" },
            "mails::receipt",
            new ObserverOptions { ExpiresIn = TimeSpan.FromDays(1) }));
        host.Stub<Charge, Receipt>("payments::charge", charge => new Receipt($"r-{charge!.Order}"));
        host.StubJson("mails::receipt", "null");
        await host.SettleAsync();

        await host.Client.CallAsync<Charge, Receipt>("payments::charge", new Charge("7", 12.5));
        var mail = await host.WaitForActivationAsync("mails::receipt");
        Assert.Equal("r-7", mail.CausedBy!.ResultAs<Receipt>()!.Number);

        await host.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("EXPIRED", observer!.Reason!.Code);
    }

    [Fact]
    public async Task The_set_up_is_mine()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions(), new IIITestHostOptions
        {
            Output = output.WriteLine,
            ConfigureWorker = options => options.Name = "shop",
            Engine = new() { Queues = new Dictionary<string, DevEngine.IIIQueueOptions> { ["payments"] = new() { MaxAttempts = 5 } } },
        });
        var stock = await host.AddWorkerAsync("stock", worker =>
            worker.RegisterFunction<string, int>("stock::count", (item, _) => ValueTask.FromResult(item!.Length)));
        Assert.Equal(4, await host.Worker.CallAsync<string, int>("stock::count", "book"));
        await stock.StopAsync();
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_23)]
    [InlineData(IIIEngineGeneration.V0_25)]
    [InlineData(IIIEngineGeneration.V0_27)]
    public async Task An_order_is_paid_whatever_the_release(IIIEngineGeneration generation)
    {
        await using var host = await IIITestHost.StartAsync(
            worker => worker.AddFunctions(), new IIITestHostOptions { Generation = generation });
        host.Stub<Charge, Receipt>("payments::charge", charge => new Receipt($"r-{charge!.Order}"));
        Assert.Equal("r-7", await host.Client.CallAsync<Charge, string>("orders::pay", new Charge("7", 12.5)));
    }

    [Fact]
    public void The_page_shows_code_that_runs()
    {
        var folder = Path.GetDirectoryName(Here())!;
        var here = Lines(File.ReadAllText(Path.Combine(folder, "Functions.cs")) + File.ReadAllText(Here()));
        var page = File.ReadAllText(Path.Combine(folder, "..", "..", "docs", "testing.md"));
        var snippets = Fences().Matches(page).Select(m => m.Groups["code"].Value).ToArray();
        Assert.Equal(7, snippets.Length);
        var readme = Fences().Matches(File.ReadAllText(Path.Combine(folder, "..", "..", "README.md"))).Select(m => m.Groups["code"].Value);
        snippets = [.. snippets, Assert.Single(readme, s => s.Contains("IIITestHost", StringComparison.Ordinal))];
        Assert.All(snippets, snippet => Assert.Contains(Lines(snippet), here, StringComparison.Ordinal));
    }

    /// <summary>The page has the code without its indentation.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()));

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fences();

    private static string Here([CallerFilePath] string path = "") => path;
}
