using System.Text;

namespace Iii.Interop.Tests;

/// <summary>Channels whose ends are in the two SDKs.</summary>
[Collection(InteropCollection.Name)]
public sealed class ChannelTests(InteropFixture interop)
{
    [Fact]
    public async Task Node_gives_the_worker_an_end_to_read_from() =>
        Assert.Equal("\"hello 100000\"", await interop.CallAsync("node::give-reader", """{"function_id":"csharp::count","message":"hello","length":100000}"""));

    [Fact]
    public async Task Node_gives_the_worker_an_end_to_write_to() =>
        Assert.Equal("""{"bytes":"from C#","messages":["message"]}""", await interop.CallAsync("node::give-writer", """{"function_id":"csharp::write","text":"from C#"}"""));

    [Fact]
    public async Task The_worker_gives_Node_an_end_to_read_from()
    {
        var channel = await interop.Worker.CreateChannelAsync();
        var reading = interop.Worker.CallAsync<Dictionary<string, IIIChannelReader>, ChannelContent>("node::read", new() { ["content"] = channel.Reader });
        await using (channel.Writer)
        {
            await channel.Writer.WriteMessageAsync("first");
            await channel.Writer.WriteAsync("some bytes"u8.ToArray());
            await channel.Writer.WriteMessageAsync("last");
        }

        var read = await reading;
        Assert.Equal(("first,last", "some bytes"), (string.Join(',', read!.Messages), read.Bytes));
    }

    [Fact]
    public async Task The_worker_gives_Node_an_end_to_write_to()
    {
        var channel = await interop.Worker.CreateChannelAsync();
        var writing = interop.Worker.CallAsync<WriteRequest, object>("node::write", new WriteRequest(channel.Writer, ["a", "b", "c"]));
        var items = await channel.Reader.ReadItemsAsync().ToListAsync();
        Assert.Equal("from node", items[0].Text);
        Assert.Equal("abc", string.Concat(items.Skip(1).Select(i => Encoding.UTF8.GetString(i.Bytes.Span))));
        await writing;
    }
}

public sealed record ChannelContent(List<string> Messages, string Bytes);

public sealed record WriteRequest(IIIChannelWriter Output, string[] Chunks);
