using Iii.DevEngine.Modules.Cron;

namespace Iii.DevEngine.Tests.Modules;

public sealed class CronTests
{
    [Fact]
    public async Task A_job_runs_when_it_is_time_and_not_while_it_still_runs()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::tick");
        await worker.BindAsync("t1", "cron", "m::tick", """{"expression":"0 */5 * * * *"}""", ""","metadata":{"m":1}""");
        await engine.Time.PassAsync(TimeSpan.FromMinutes(5));
        var call = await worker.NextAsync();
        Assert.Equal("""{"actual_time":"2026-01-01T00:05:00+00:00","job_id":"t1","scheduled_time":"2026-01-01T00:05:00+00:00","trigger":"cron"}""", call.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", call.GetProperty("metadata").GetRawText());

        // 00:10 and 00:15 pass while it runs.
        engine.Time.Advance(TimeSpan.FromMinutes(12));
        await worker.AnswerAsync(call);
        await engine.Time.WaitsAsync(TimeSpan.FromMinutes(3));
        engine.Time.Advance(TimeSpan.FromMinutes(3) + TimeSpan.FromTicks(1234));
        Assert.Equal("""{"actual_time":"2026-01-01T00:20:00.000123400+00:00","job_id":"t1","scheduled_time":"2026-01-01T00:20:00+00:00","trigger":"cron"}""", await worker.ServeAsync());
    }

    [Fact]
    public async Task A_condition_leaves_a_run_out_and_the_next_one_comes()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::tick", "m::if");
        await worker.BindAsync("t1", "cron", "m::tick", """{"expression":"0 * * * * *","condition_function_id":"m::if"}""");
        await engine.Time.PassAsync(TimeSpan.FromMinutes(1));
        await worker.ServeAsync("false");
        await engine.Time.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("00:02:00", await worker.ServeAsync("true"), StringComparison.Ordinal);
        Assert.Equal("m::tick", (await worker.NextAsync()).GetProperty("function_id").GetString());
    }

    [Fact]
    public async Task A_job_ends_with_its_binding_and_its_id_is_free_again()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::tick");
        await worker.BindAsync("t1", "cron", "m::tick", """{"expression":"0 * * * * *"}""");
        await engine.Time.WaitsAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Cron job 't1' is already registered", await worker.RefusedAsync("t1", "cron", "m::tick", """{"expression":"@daily"}"""));
        await worker.SendAsync("""{"type":"unregistertrigger","id":"t1"}""");
        await worker.BindAsync("t1", "cron", "m::tick", """{"expression":"30 * * * * *"}""");
        await engine.Time.WaitsAsync(TimeSpan.FromSeconds(30));
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("00:00:30", await worker.ServeAsync(), StringComparison.Ordinal);
        await worker.PingAsync();
    }

    [Theory]
    [InlineData("{}", "Cron expression is required")]
    [InlineData("""{"expression":"*/5 * * * *"}""", "Invalid cron expression '*/5 * * * *': ")]
    [InlineData("""{"expression":"bad"}""", "Invalid cron expression 'bad': ")]
    public async Task A_binding_without_an_expression_is_refused(string config, string why)
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::tick");
        Assert.StartsWith(why, await worker.RefusedAsync("t1", "cron", "m::tick", config), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 0 * * 1", "2026-01-04T00:00:00")]
    [InlineData("0 0 0 * * Sun", "2026-01-04T00:00:00")]
    [InlineData("@weekly", "2026-01-04T00:00:00")]
    [InlineData("0 0 12 13 * Friday", "2026-02-13T12:00:00")]
    [InlineData("30 15 10 1 Jan ? 2028", "2028-01-01T10:15:30")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00")]
    [InlineData("10/20 * * * * *", "2026-01-01T00:00:10")]
    [InlineData("0 0 0 1 1 * 2020", null)]
    public void An_expression_means_what_it_means_in_the_real_engine(string expression, string? next)
    {
        var due = CronSchedule.TryParse(expression, out _)!.Next(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(next, due?.ToString("s"));
    }
}
