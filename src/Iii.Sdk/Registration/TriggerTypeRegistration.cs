using System.Threading.Channels;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Registration;

/// <summary>
/// A trigger type that this worker provides: the engine has triggers bound and unbound, one after the other, off the read loop.
/// </summary>
internal abstract class TriggerTypeRegistration : IDisposable
{
    // More than that at once, and the engine asks faster than the handlers work.
    private const int MaxWaiting = 10_000;

    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private readonly ILogger _logger;

    protected TriggerTypeRegistration(string id, TriggerTypeOptions options, ILogger logger)
    {
        Id = id;
        Description = options.Description ?? "";
        Namespace = options.Namespace;
        _logger = logger;
        Closed = _closed.Token;
        Working = Task.Run(WorkAsync);
    }

    public string Id { get; }

    public string Description { get; }

    public string? Namespace { get; }

    public abstract ReadOnlySpan<byte> ConfigSchema { get; }

    public abstract ReadOnlySpan<byte> PayloadSchema { get; }

    /// <summary>Ends after <see cref="Dispose"/>, when the handlers have.</summary>
    public Task Working { get; }

    /// <summary>Fires when the type is taken back, or the worker is over.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>The engine has a trigger for this type: it is bound, and the engine is told how that went.</summary>
    public void Bind(ITransportSession session, BindingRequest request)
    {
        if (!_work.Writer.TryWrite(() => BindAsync(session, request)))
        {
            Answer(session, request, Closed.IsCancellationRequested
                ? new IIIException(IIIErrorCodes.TriggerTypeNotFound, $"This worker does not provide the trigger type '{Id}' any more.")
                : new IIIException(IIIErrorCodes.Overloaded, $"The provider of '{Id}' has {MaxWaiting} triggers to bind already."));
        }
    }

    /// <summary>The engine has taken a trigger back.</summary>
    public void Unbind(string id) => Do(() => UnbindAsync(id));

    /// <summary>The engine is gone, and all its triggers with it.</summary>
    public void UnbindAll() => Do(UnbindAllAsync);

    /// <summary>Takes no more; what is bound is unbound after what waits already.</summary>
    public void Dispose()
    {
        if (_work.Writer.TryComplete())
        {
            // What handlers do when it fires must not hold up whoever disposes.
            _ = Task.Run(Cancel);
        }
    }

    /// <summary>Says in the log that a handler has failed.</summary>
    protected void LogFailure(Exception exception) => Log.TriggerTypeFailed(_logger, exception, Id);

    /// <summary>Binds a trigger; an exception refuses it.</summary>
    protected abstract Task BindAsync(BindingRequest request);

    /// <summary>Unbinds a trigger, if there is one with this id.</summary>
    protected abstract Task UnbindAsync(string id);

    protected abstract Task UnbindAllAsync();

    private void Cancel()
    {
        try
        {
            _closed.Cancel();
            _closed.Dispose();
        }
        catch (Exception e)
        {
            LogFailure(e);
        }
    }

    private void Do(Func<Task> work)
    {
        // What unbinds must not be dropped; it waits for its turn, which comes or the type ends.
        if (!_work.Writer.TryWrite(work))
        {
            _ = WriteAsync(work);
        }
    }

    private async Task WriteAsync(Func<Task> work)
    {
        try
        {
            await _work.Writer.WriteAsync(work).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The type has ended, and unbound everything.
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LogFailure(e);
            }
        }

        await UnbindAllAsync().ConfigureAwait(false);
    }

    private async Task BindAsync(ITransportSession session, BindingRequest request)
    {
        IIIException? refusal = null;
        try
        {
            await BindAsync(request).ConfigureAwait(false);
        }
        catch (IIIException e)
        {
            refusal = e;
        }
        catch (Exception e)
        {
            LogFailure(e);
            refusal = new IIIException(IIIErrorCodes.TriggerRegistrationFailed, e.Message, e);
        }

        Answer(session, request, refusal);
    }

    private static void Answer(ITransportSession session, BindingRequest request, IIIException? refusal)
    {
        using var output = new JsonOutput();
        if (refusal is null)
        {
            FrameWriter.TriggerRegistered(output, request.Id, request.Type, request.FunctionId);
        }
        else
        {
            FrameWriter.TriggerRegistrationFailed(output, request.Id, request.Type, request.FunctionId, refusal.Code, refusal.Message);
            if (output.Length > MessageSize.Max)
            {
                var problem = MessageSize.Problem(output.Length);
                output.Rewind(0);
                FrameWriter.TriggerRegistrationFailed(output, request.Id, request.Type, request.FunctionId, IIIErrorCodes.PayloadTooLarge, problem);
            }
        }

        session.Write(output.WrittenMemory);
        session.Flush();
    }
}

/// <summary>A trigger that the engine wants bound.</summary>
/// <param name="Config">The configuration, as JSON.</param>
/// <param name="Metadata">What goes to the function beside each payload, as JSON; empty for nothing.</param>
/// <param name="Namespace">The namespace of the function.</param>
internal sealed record BindingRequest(string Id, string Type, string FunctionId, byte[] Config, byte[] Metadata, string Namespace);
