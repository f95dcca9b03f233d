using Microsoft.Data.Sqlite;

namespace Iii.DevEngine.Tests.Kept;

/// <summary>State and streams of an engine with a directory, ended and started again; and directories that it can not use.</summary>
public sealed class DataDirectoryTests : IAsyncLifetime
{
    private readonly KeptEngine _kept = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _kept.EndAsync();

    [Fact]
    public async Task State_is_found_again_in_its_order()
    {
        var worker = await _kept.RestartAsync();
        await worker.ResultAsync("state::set", """{"scope":"s","key":"b","value":{"z":1.0,"a":[null,"\u0000é"]}}""");
        await worker.ResultAsync("state::set", """{"scope":"s","key":"a","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"gone","key":"x","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"nul","key":"a\u0000b","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"nul","key":"a\u0000c","value":2}""");
        await worker.ResultAsync("state::delete", """{"scope":"gone","key":"x"}""");
        await worker.ResultAsync("state::update", """{"scope":"s","key":"b","ops":[{"type":"increment","path":"n","by":2}]}""");
        var before = await worker.ResultAsync("state::list", """{"scope":"s"}""");
        worker = await _kept.RestartAsync();
        Assert.Equal(before, await worker.ResultAsync("state::list", """{"scope":"s"}"""));
        Assert.Equal("""{"groups":["nul","s"]}""", await worker.ResultAsync("state::list_groups"));
        Assert.Equal("2", await worker.ResultAsync("state::get", """{"scope":"nul","key":"a\u0000c"}"""));
        Assert.Equal("1", await worker.ResultAsync("state::get", """{"scope":"nul","key":"a\u0000b"}"""));
    }

    [Fact]
    public async Task Streams_are_found_again()
    {
        var worker = await _kept.RestartAsync();
        foreach (var (stream, group, id) in new[] { ("chat", "lobby", "m2"), ("chat", "lobby", "m1"), ("chat", "other", "m1"), ("orders", "open", "o1") })
        {
            await worker.ResultAsync("stream::set", $$"""{"stream_name":"{{stream}}","group_id":"{{group}}","item_id":"{{id}}","data":"{{stream}} {{id}}"}""");
        }

        worker = await _kept.RestartAsync();
        Assert.Equal("""{"count":2,"stream":[{"groups":["lobby","other"],"id":"chat"},{"groups":["open"],"id":"orders"}]}""", await worker.ResultAsync("stream::list_all"));
        Assert.Equal("""["chat m2","chat m1"]""", await worker.ResultAsync("stream::list", """{"stream_name":"chat","group_id":"lobby"}"""));
    }

    [Fact]
    public async Task A_second_engine_on_the_same_directory_is_refused()
    {
        await _kept.RestartAsync();
        var error = await Assert.ThrowsAsync<IOException>(() => _kept.StartAsync());
        Assert.Equal($"'{Path.Combine(_kept.Directory, "engine.db")}' is in use, probably by another engine. Stop that, or choose another directory.", error.Message);
    }

    [Theory]
    [InlineData("state", "What is kept under 'k' of 's' (state) is damaged: ")]
    [InlineData("queue", "of 'mails' (queue) is damaged: ")]
    public async Task A_damaged_record_is_named(string collection, string problem)
    {
        await _kept.RestartAsync();
        await _kept.Caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await _kept.Caller.ResultAsync("iii::durable::publish", """{"topic":"mails","data":1}""");
        await _kept.StopAsync();
        Change($"UPDATE records SET json = '{{' WHERE collection = CAST('{collection}' AS BLOB)");

        // The first one lets go of the file: the second is told the same.
        foreach (var _ in new[] { 1, 2 })
        {
            var error = await Assert.ThrowsAsync<IOException>(() => _kept.StartAsync());
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PRAGMA user_version = 2", "version 2 of the engine's tables; this engine knows version 1 only")]
    [InlineData("PRAGMA application_id = 7", "not one of this engine")]
    public async Task A_file_of_another_kind_is_refused(string change, string problem)
    {
        await _kept.RestartAsync();
        await _kept.StopAsync();
        Change(change);

        var error = await Assert.ThrowsAsync<IOException>(() => _kept.StartAsync());
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_kept.Directory, "engine.db"), new string('x', 8192));
        var error = await Assert.ThrowsAsync<IOException>(() => _kept.StartAsync());
        Assert.Contains("is not a database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_can_not_be_made_is_refused()
    {
        var file = Path.Combine(_kept.Directory, "file");
        await File.WriteAllTextAsync(file, "");
        var error = await Assert.ThrowsAsync<IOException>(() => IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 }.WithDataDirectory(Path.Combine(file, "data"))));
        Assert.Contains(Path.Combine(file, "data"), error.Message, StringComparison.Ordinal);
    }

    private void Change(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_kept.Directory, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
