using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Which namespace goes into which frame.</summary>
public sealed class NamespaceTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private IIIWorker? _worker;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (_worker?.DisposeAsync() ?? default);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("own", null, "own")]
    [InlineData("own", "other", "other")]
    [InlineData(null, "other", "other")]
    public async Task A_call_goes_to_the_workers_namespace_unless_it_names_another(string? own, string? named, string? expected)
    {
        var session = await ConnectAsync(own);
        var options = named is null ? null : new CallOptions { Namespace = named };
        _ = _worker!.CallRawAsync("other::f", default, options);
        Assert.Equal(expected, Space(await NextAsync(session, "invokefunction", "other::f")));
        await _worker.SendRawAsync("other::g", default, options);
        Assert.Equal(expected, Space(await NextAsync(session, "invokefunction", "other::g")));
    }

    [Theory]
    [InlineData("own", "api::ping", null, "own")]
    [InlineData("own", "engine::channels::create", null, "default")]
    [InlineData("own", "configuration::get", null, "default")]
    [InlineData("own", "configurations::get", null, "own")]
    [InlineData("own", "engine::channels::create", "sandbox", "sandbox")]
    [InlineData("own", "configuration::get", "sandbox", "sandbox")]
    [InlineData(null, "engine::channels::create", null, null)]
    [InlineData(null, "configuration::get", null, null)]
    public async Task N4_N5_Call_ofTheEnginesOwn_goesToDefaultUnlessItNamesAnother(string? own, string function, string? named, string? expected)
    {
        var session = await ConnectAsync(own);
        _ = _worker!.CallRawAsync(function, default, named is null ? null : new CallOptions { Namespace = named });
        Assert.Equal(expected, Space(await NextAsync(session, "invokefunction", function)));
    }

    [Fact]
    public async Task The_engine_is_told_it_by_the_introduction_and_not_by_each_function()
    {
        var session = await ConnectAsync("own");
        var introduction = await session.NextAsync("invokefunction");
        Assert.Equal((null, "own"), (Space(introduction), introduction.GetProperty("data").GetProperty("namespace").GetString()));
        Assert.Null(Space(await session.NextAsync("registerfunction")));
    }

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData("own", null, null, "own", null)]
    [InlineData("own", "other", "types", "other", "types")]
    [InlineData(null, "other", "types", "other", "types")]
    public async Task A_trigger_has_that_of_its_function_and_that_of_its_type(string? own, string? function, string? type, string? expectedFunction, string? expectedType)
    {
        var session = await ConnectAsync(own);
        session.Send(FakeSession.WorkerRegistered);
        _worker!.RegisterTrigger("row", "other::f", "{}", new TriggerOptions { Namespace = function, TriggerNamespace = type });
        var frame = await session.NextAsync("registertrigger");
        Assert.Equal((expectedFunction, expectedType), (Space(frame), Space(frame, "trigger_namespace")));
    }

    [Theory]
    [InlineData("types", "types")]
    [InlineData(null, null)]
    public async Task Unregistertriggertype_typeHasANamespace_namesIt(string? named, string? expected)
    {
        var session = await ConnectAsync("own");
        var type = _worker!.RegisterTriggerType<int, int>("tick", options: new TriggerTypeOptions { Namespace = named });
        await session.NextAsync("registertriggertype");
        type.Unregister();
        Assert.Equal(expected, Space(await session.NextAsync("unregistertriggertype")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    public async Task A_blank_one_is_an_error_where_it_is_said(string blank)
    {
        Assert.Throws<ArgumentException>(() => IIIWorker.Create("ws://localhost:1", options => options.Namespace = blank));
        await ConnectAsync(null);
        await Assert.ThrowsAsync<ArgumentException>(() => _worker!.CallRawAsync("f", default, new CallOptions { Namespace = blank }));
        await Assert.ThrowsAsync<ArgumentException>(() => _worker!.SendRawAsync("f", default, new CallOptions { Namespace = blank }));
        Assert.Throws<ArgumentException>(() => _worker!.RegisterTrigger("t", "f", "{}", new TriggerOptions { Namespace = blank }));
        Assert.Throws<ArgumentException>(() => _worker!.RegisterTrigger("t", "f", "{}", new TriggerOptions { TriggerNamespace = blank }));
        Assert.Throws<ArgumentException>(() => _worker!.RegisterTriggerType<int, int>("t", options: new TriggerTypeOptions { Namespace = blank }));
    }

    private async Task<FakeSession> ConnectAsync(string? own)
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Namespace = own;
            options.Transport = _engine;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await _worker.WaitForConnectedAsync();
        return session;
    }

    private static async Task<JsonElement> NextAsync(FakeSession session, string type, string functionId)
    {
        while (true)
        {
            var frame = await session.NextAsync(type);
            if (frame.GetProperty("function_id").GetString() == functionId)
            {
                return frame;
            }
        }
    }

    private static string? Space(JsonElement frame, string name = "namespace") => frame.TryGetProperty(name, out var space) ? space.GetString() : null;
}
