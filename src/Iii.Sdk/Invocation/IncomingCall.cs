using System.Diagnostics;
using System.Text.Json;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>One call that came over the wire, from its frame to its answer. Used again for later calls.</summary>
internal sealed partial class IncomingCall : FunctionCall, IDisposable
{
    private readonly Dispatcher _dispatcher;
    private readonly JsonOutput _output = new();
    private readonly CallMessage _message = new();
    private FunctionDefinition _function = null!;
    private IIIContext? _context;
    private CurrentInvocation? _invocation;
    private AsyncServiceScope? _scope;
    private HttpStreams? _http;
    private CancellationToken _cancellation;
    private CallTimeLimit? _timeLimit;
    private Stage _stage;

    public IncomingCall(Dispatcher dispatcher) => _dispatcher = dispatcher;

    private enum Stage
    {
        Reading,
        Handling,
        Writing,
    }

    /// <summary>The connection that brought the call: its answer goes out there, or not at all.</summary>
    public ITransportSession Session { get; private set; } = null!;

    /// <summary>When the call came, by <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long ArrivedAt { get; private set; }

    public override ReadOnlySpan<byte> Payload => _message.Data;

    public override ReadOnlySpan<byte> Metadata => _message.Metadata;

    public override CancellationToken CancellationToken => _timeLimit?.Token ?? _cancellation;

    /// <summary>What limits the calls of the function; null for nothing.</summary>
    public FunctionLimits? Limits => _function.Limits;

    public override IIIClient Client => Context.Client;

    public override ILogger Logger => _dispatcher.Logger;

    public override IIIContext Context => _context ??= new IIIContext(_dispatcher.Client, _dispatcher.Logger, Invocation, CancellationToken)
    {
        FunctionId = _function.Id,
        Metadata = _message.HasMetadata ? Element(_message.Metadata) : null,
        TraceParent = _message.TraceParent,
        Baggage = _message.Baggage,
        CallerWorkerId = CallerOf(Payload),
        Activation = _message.Activation,
    };

    private CurrentInvocation Invocation =>
        _invocation ??= new CurrentInvocation(_function.Id, _message.InvocationId, _message.Caller, _message.ObserveDepth);

    public override HttpRequestBody HttpBody => (_http ??= new HttpStreams()).Body(Payload, Client);

    public override HttpStreamedResponse HttpResponse => (_http ??= new HttpStreams()).Response(Payload, Client);

    public void Begin(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame, FunctionDefinition function)
    {
        Session = session;
        _message.Take(message, frame);
        _function = function;
        _cancellation = _message.WantsAnswer ? _dispatcher.Tokens.Connection : _dispatcher.Tokens.Stopped;
        _stage = Stage.Reading;
        ArrivedAt = Stopwatch.GetTimestamp();
        Volatile.Write(ref _state, State.Open);
    }

    /// <summary>Runs the handler.</summary>
    /// <returns>True when it has completed; false when it goes on, and <see cref="Dispatcher.Completed"/> is called later.</returns>
    public bool Run() => _message.IsInChain ? RunInChain() : RunAlone();

    /// <summary>Runs a handler whose calls carry the depth of the chain of observers, by whatever client they are made.</summary>
    private bool RunInChain()
    {
        var around = CurrentInvocation.OfChain;
        CurrentInvocation.OfChain = Invocation;
        try
        {
            return RunAlone();
        }
        finally
        {
            // The next call on this thread is not a part of this one; what this one awaits keeps it.
            CurrentInvocation.OfChain = around;
        }
    }

    private bool RunAlone() => _dispatcher.Observation.IsOn ? RunObserved() : RunHandler();

    private bool RunHandler()
    {
        ValueTask running;
        if (_function.Limits?.TimeLimit is { } limit)
        {
            _timeLimit = new CallTimeLimit(this, _function.Id, limit, _dispatcher.Time, _dispatcher.Logger, _cancellation);
        }

        try
        {
            running = _function.InvokeAsync(this);
            if (!running.IsCompleted || _http is not null)
            {
                _ = GoOnAsync(running);
                return false;
            }

            running.GetAwaiter().GetResult();
            Answer();
        }
        catch (Exception e)
        {
            Fail(e);
        }

        if (_scope is null)
        {
            return true;
        }

        _ = CompleteAsync();
        return false;
    }

    public override T? FindService<T>()
        where T : class => FindService(typeof(T)) as T;

    internal override object? FindService(Type type)
    {
        if (_scope is null && _dispatcher.Services?.GetService(typeof(IServiceScopeFactory)) is IServiceScopeFactory scopes)
        {
            _scope = scopes.CreateAsyncScope();
        }

        return (_scope is { } scope ? scope.ServiceProvider : _dispatcher.Services)?.GetService(type);
    }

    internal override int MaxDepth => _function.MaxDepth;

    public override void BeginHandler() => _stage = Stage.Handling;

    public override JsonOutput BeginResult()
    {
        _stage = Stage.Writing;
        _message.BeginAnswer(_output);
        _output.WriteRaw(",\"result\":"u8);
        _output.AllowDepth(_function.MaxDepth);
        _resultStart = _output.Length;
        return _output;
    }

    /// <summary>Lets go of everything that belongs to this one call.</summary>
    public void End()
    {
        _timeLimit?.Dispose();
        _timeLimit = null;
        WaitUntilAnswered();
        Volatile.Write(ref _state, State.Free);
        _stoppedWith = null;
        _context = null;
        _invocation = null;
        _http = null;
        Session = null!;
        _function = null!;
        _message.Release();
        if (_output.Capacity > IncomingCallPool.LargestKeptBuffer)
        {
            _output.Dispose();
        }
        else
        {
            _output.Rewind(0);
        }
    }

    /// <summary>Gives the buffers back, when the call is not kept for later.</summary>
    public void Dispose()
    {
        _message.Dispose();
        _output.Dispose();
    }

    private async Task GoOnAsync(ValueTask running)
    {
        try
        {
            await running.ConfigureAwait(false);
            if (_http is not null)
            {
                await _http.CompleteAsync(CancellationToken).ConfigureAwait(false);
            }

            Answer();
        }
        catch (Exception e)
        {
            Fail(e);
        }

        await CompleteAsync().ConfigureAwait(false);
    }

    private async Task CompleteAsync()
    {
        if (_scope is { } scope)
        {
            // The answer need not wait for what the services do at their end.
            Session.Flush();
            try
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.ScopeFailed(_dispatcher.Logger, e, _function.Id);
            }

            _scope = null;
        }

        _dispatcher.Completed(this);
    }

    private static JsonElement Element(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Engine });
        return JsonElement.ParseValue(ref reader);
    }

    private static string? CallerOf(ReadOnlySpan<byte> payload)
    {
        var scanner = new EnvelopeScanner(payload);
        if (payload[0] == (byte)'{' && scanner.TryBegin())
        {
            while (scanner.TryNext(out var name, out var value))
            {
                if (name.Of(payload).SequenceEqual("_caller_worker_id"u8))
                {
                    return FrameReader.Text(value, payload);
                }
            }
        }

        return null;
    }
}
