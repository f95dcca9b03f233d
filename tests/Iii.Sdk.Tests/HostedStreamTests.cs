using System.Collections.Concurrent;
using System.Threading.Channels;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>A stream that a worker keeps, through the embedded engine.</summary>
public sealed class HostedStreamTests : IAsyncLifetime
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private readonly Notes _notes = new();
    private IIIDevEngine _engine = null!;
    private IIIWorker _host = null!;
    private IIIWorker _user = null!;
    private IIIStreams _streams = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _host = Create("host");
        _host.HostStream("notes", _notes);
        await _host.StartAsync();
        _user = Create("user");
        _user.MapFunction("seen", [StreamTrigger("notes")] (StreamChange<Email> change) => _seen.Writer.TryWrite($"{change.Kind} {change.GroupId}/{change.Id} {change.Data?.To}"));
        await _user.StartAsync();
        _streams = new IIIStreams(_user);
    }

    public async Task DisposeAsync()
    {
        await _user.DisposeAsync();
        await _host.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Its_items_are_set_read_listed_and_deleted_and_watchers_are_told()
    {
        Assert.Equal(new ValueChange<Email>(null, new Email("ADA")), await _streams.SetAsync("notes", "g", "1", new Email("ada")));
        Assert.Equal("Created g/1 ADA", await NextAsync());
        Assert.Equal(new ValueChange<Email>(new Email("ADA"), new Email("BOB")), await _streams.SetAsync("notes", "g", "1", new Email("bob")));
        Assert.Equal("Updated g/1 BOB", await NextAsync());
        Assert.Equal(new Email("BOB"), await _streams.GetAsync<Email>("notes", "g", "1"));
        Assert.Null(await _streams.GetAsync<Email>("notes", "g", "2"));
        Assert.Equal([new Email("BOB")], await _streams.ListAsync<Email>("notes", "g"));
        Assert.Equal(["g"], await _streams.ListGroupsAsync("notes"));
        Assert.Equal(new Email("BOB"), await _streams.DeleteAsync<Email>("notes", "g", "1"));
        Assert.Equal("Deleted g/1 BOB", await NextAsync());
        Assert.Empty(_notes.Items);
    }

    [Fact]
    public async Task Operations_are_its_own_business()
    {
        var operations = new UpdateOperations().Set("to", "ada").Merge(["a", "b"], new Email("x")).Increment("n", 2).Append("", 1).Remove("m");
        await _streams.UpdateAsync<Email>("notes", "g", "1", operations);
        Assert.Equal(
            ["Set to \"ada\"", """Merge a.b {"to":"x"}""", "Increment n 2", "Append  1", "Remove m "],
            _notes.Operations.Select(o => $"{o.Kind} {string.Join('.', o.Path)} {o.Value?.GetRawText()}"));

        _host.HostStream("stubborn", new Stubborn());
        await WaitForAsync("stream::update(stubborn)");
        var refused = await Assert.ThrowsAsync<IIIInvocationException>(() => _streams.UpdateAsync<int>("stubborn", "g", "1", new UpdateOperations().Increment("")));
        Assert.Contains(IIIErrorCodes.NotSupported, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_the_callers_error()
    {
        var refused = await Assert.ThrowsAsync<IIIInvocationException>(() => _streams.SetAsync("notes", "g", "1", 5));
        Assert.Contains(IIIErrorCodes.DeserializationError, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_notes.Items);
    }

    [Fact]
    public async Task A_stream_is_kept_once_and_can_be_given_back()
    {
        Assert.Throws<InvalidOperationException>(() => _host.HostStream("notes", new Notes()));
        _host.RegisterRawFunction("stream::list(half)", (_, _) => default);
        Assert.Throws<InvalidOperationException>(() => _host.HostStream("half", new Notes()));

        // What came before the refusal is taken back, so that the engine does not ask half a stream.
        var again = _host.RegisterRawFunction("stream::get(half)", (_, _) => default);
        Assert.True(again.Unregister());

        var other = _host.HostStream("other", new Notes());
        await WaitForAsync("stream::update(other)");
        Assert.True(other.Unregister());
        Assert.False(other.Unregister());

        // Frames of one connection are taken in their order.
        await new IIIDiscovery(_host).FindFunctionAsync("seen");
        Assert.Equal(new ValueChange<Email>(null, new Email("ada")), await _streams.SetAsync("other", "g", "1", new Email("ada")));
    }

    [Fact]
    public void A_worker_with_a_namespace_of_its_own_would_never_be_asked()
    {
        var worker = IIIWorker.Create("ws://localhost:1", options => options.Namespace = "own");
        Assert.Contains("'own'", Assert.Throws<InvalidOperationException>(() => worker.HostStream("notes", _notes)).Message, StringComparison.Ordinal);
    }

    private IIIWorker Create(string name) => IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
    });

    private async Task<string> NextAsync() => await _seen.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);

    private Task<FunctionDetails> WaitForAsync(string functionId) => Eventually.NotNullAsync(() => new IIIDiscovery(_user).FindFunctionAsync(functionId));

    private sealed class Notes : IIIStream<Email>
    {
        public ConcurrentDictionary<(string Group, string Item), Email?> Items { get; } = new();

        public IReadOnlyList<StreamUpdate> Operations { get; private set; } = [];

        public ValueTask<Email?> GetAsync(string group, string item, CancellationToken cancellationToken) => ValueTask.FromResult(Items.GetValueOrDefault((group, item)));

        public ValueTask<ValueChange<Email>> SetAsync(string group, string item, Email? data, CancellationToken cancellationToken)
        {
            var old = Items.GetValueOrDefault((group, item));
            return ValueTask.FromResult(new ValueChange<Email>(old, Items[(group, item)] = new Email(data!.To.ToUpperInvariant())));
        }

        public ValueTask<Email?> DeleteAsync(string group, string item, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Items.TryRemove((group, item), out var old) ? old : null);

        public ValueTask<IReadOnlyList<Email?>> ListAsync(string group, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<Email?>>([.. Items.Where(i => i.Key.Group == group).Select(i => i.Value)]);

        public ValueTask<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<string>>([.. Items.Keys.Select(k => k.Group).Distinct()]);

        public ValueTask<ValueChange<Email>> UpdateAsync(string group, string item, IReadOnlyList<StreamUpdate> operations, CancellationToken cancellationToken)
        {
            Operations = operations;
            return ValueTask.FromResult(new ValueChange<Email>(null, new Email("updated")));
        }
    }

    private sealed class Stubborn : IIIStream<int>
    {
        public ValueTask<int> GetAsync(string group, string item, CancellationToken cancellationToken) => ValueTask.FromResult(1);

        public ValueTask<ValueChange<int>> SetAsync(string group, string item, int data, CancellationToken cancellationToken) => ValueTask.FromResult(new ValueChange<int>(1, 1));

        public ValueTask<int> DeleteAsync(string group, string item, CancellationToken cancellationToken) => ValueTask.FromResult(1);

        public ValueTask<IReadOnlyList<int>> ListAsync(string group, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<int>>([1]);

        public ValueTask<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>(["g"]);
    }
}
