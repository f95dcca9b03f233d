namespace Iii.Interop.Tests;

/// <summary>Messages that one SDK queues and the other works on.</summary>
[Collection(InteropCollection.Name)]
public sealed class QueueTests(InteropFixture interop)
{
    private readonly IIIQueues _queues = new(interop.Worker);

    [Fact]
    public async Task What_Node_enqueues_is_tried_again_until_the_worker_takes_it()
    {
        var worker = new Listener(interop.Worker, "csharp::charge", failures: 2);
        var receipt = await interop.NodeCallsAsync("csharp::charge", """{"order":1}""", """ "action":{"type":"enqueue","queue":"patient"} """);
        Assert.Matches("""^\{"messageReceiptId":"[0-9a-f-]{36}"\}$""", receipt);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(1, (await worker.NextAsync()).GetProperty("order").GetInt32());
        }
    }

    [Fact]
    public async Task What_Node_can_not_do_becomes_a_dead_letter_that_is_taken_up_again()
    {
        var node = await interop.NodeListensAsync("node::charge", "\"failures\":2");
        Assert.Matches("^[0-9a-f-]{36}$", await interop.Worker.EnqueueAsync("strict", "node::charge", new Text("pay")));
        await node();
        await node();

        // The second failure is on its way back when Node has told of the call.
        await Eventually.TrueAsync(async () => await _queues.RedriveAsync("strict") == 1);
        Assert.Equal("pay", (await node()).GetProperty("payload").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_told_to_Node()
    {
        var error = await interop.NodeFailsAsync("csharp::echo", "{}", """ "action":{"type":"enqueue","queue":"no-such-queue"} """);
        Assert.Equal("enqueue_error", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Node_subscribes_to_a_topic_of_the_worker()
    {
        var node = await interop.NodeListensAsync("node::mail", "\"failures\":1");
        await interop.NodeBindsAsync("mail", "durable:subscriber", "node::mail", """{"topic":"mails","queue_config":{"maxRetries":3,"backoffDelayMs":5} }""");
        await _queues.PublishAsync("mails", new Text("hello"));
        Assert.Equal("hello", (await node()).GetProperty("payload").GetProperty("text").GetString());
        Assert.Equal("hello", (await node()).GetProperty("payload").GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_worker_subscribes_to_a_topic_of_Node()
    {
        var worker = new Listener(interop.Worker, "csharp::mail");
        await interop.Worker.RegisterTrigger("durable:subscriber", "csharp::mail", """{"topic":"csharp-mails"}""").WaitUntilBoundAsync();
        Assert.Null(await interop.NodeCallsAsync("iii::durable::publish", """{"topic":"csharp-mails","data":{"n":1}}"""));
        Assert.Equal(1, (await worker.NextAsync()).GetProperty("n").GetInt32());
    }
}
