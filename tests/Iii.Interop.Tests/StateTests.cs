using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>State that both SDKs keep and watch.</summary>
[Collection(InteropCollection.Name)]
public sealed class StateTests(InteropFixture interop)
{
    private readonly IIIState _state = new(interop.Worker);

    [Fact]
    public async Task Both_read_what_the_other_has_written()
    {
        Assert.Equal("""{"new_value":{"name":"pen"},"old_value":null}""", await interop.NodeCallsAsync("state::set", """{"scope":"shared","key":"a","value":{"name":"pen"}}"""));
        Assert.Equal(new Item("pen"), await _state.GetAsync<Item>("shared", "a"));
        var change = await _state.SetAsync("shared", "a", new Item("book"));
        Assert.Equal((new Item("pen"), new Item("book")), (change.OldValue, change.NewValue));
        Assert.Equal("""{"name":"book"}""", await interop.NodeCallsAsync("state::get", """{"scope":"shared","key":"a"}"""));
        Assert.Equal("""[{"name":"book"}]""", await interop.NodeCallsAsync("state::list", """{"scope":"shared"}"""));
        Assert.Contains("shared", await _state.ListScopesAsync());
        Assert.Contains("\"shared\"", await interop.NodeCallsAsync("state::list_groups"), StringComparison.Ordinal);
        Assert.Equal(new Item("book"), await _state.DeleteAsync<Item>("shared", "a"));
        Assert.Null(await interop.NodeCallsAsync("state::get", """{"scope":"shared","key":"a"}"""));
    }

    [Fact]
    public async Task Operations_of_one_act_on_what_the_other_has_written()
    {
        await interop.NodeCallsAsync("state::set", """{"scope":"counted","key":"a","value":{"n":1,"tags":["x"]}}""");
        var changed = await _state.UpdateAsync<JsonElement>("counted", "a", new UpdateOperations().Increment("n", 2).Append("tags", "y").Set("name", "pen"));
        Assert.Equal("""{"n":3,"name":"pen","tags":["x","y"]}""", changed.NewValue.GetRawText());
        var inNode = await interop.NodeCallsAsync("state::update", """{"scope":"counted","key":"a","ops":[{"type":"decrement","path":"n","by":1},{"type":"remove","path":"tags"},{"type":"merge","path":["in","side"],"value":{"k":1}}]}""");
        Assert.Equal("""{"new_value":{"in":{"side":{"k":1}},"n":2,"name":"pen"},"old_value":{"n":3,"name":"pen","tags":["x","y"]}}""", inNode);
        var failed = await Assert.ThrowsAsync<IIIUpdateException>(() => _state.UpdateAsync<JsonElement>("counted", "a", new UpdateOperations().Increment("name")));
        Assert.Equal("increment.not_number", Assert.Single(failed.Errors).Code);
    }

    [Fact]
    public async Task Each_watches_what_the_other_writes()
    {
        var node = await interop.NodeListensAsync("node::watch");
        await interop.NodeBindsAsync("watch", "state", "node::watch", """{"scope":"watched"}""");
        await _state.SetAsync("watched", "a", 1);
        await _state.SetAsync("watched", "a", 2);
        Assert.Equal("state:created", (await node()).GetProperty("payload").GetProperty("event_type").GetString());
        var update = (await node()).GetProperty("payload");
        Assert.Equal(("state:updated", 1, 2), (update.GetProperty("event_type").GetString(), update.GetProperty("old_value").GetInt32(), update.GetProperty("new_value").GetInt32()));
        await interop.CallAsync("node::unbind", """{"name":"watch"}""");

        var worker = new Listener(interop.Worker, "csharp::watch");
        await interop.Worker.RegisterTrigger("state", "csharp::watch", """{"scope":"watched","key":"b"}""").WaitUntilBoundAsync();
        await interop.NodeCallsAsync("state::set", """{"scope":"watched","key":"other","value":0}""");
        await interop.NodeCallsAsync("state::set", """{"scope":"watched","key":"b","value":1}""");
        await interop.NodeCallsAsync("state::delete", """{"scope":"watched","key":"b"}""");
        Assert.Equal("state:created", (await worker.NextAsync()).GetProperty("event_type").GetString());
        Assert.Equal("state:deleted", (await worker.NextAsync()).GetProperty("event_type").GetString());
    }
}
