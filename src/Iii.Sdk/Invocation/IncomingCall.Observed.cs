using System.Diagnostics;
using Iii.Protocol;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>What can be seen of a call from outside, while somebody looks: its span, its time, and the ids in the handler's log messages.</summary>
internal sealed partial class IncomingCall
{
    private Activity? _span;
    private long _startedAt;
    private int _resultStart;
    private int _resultEnd;

    private bool RunObserved()
    {
        var around = Activity.Current;
        _startedAt = WorkerMetrics.AreInvocationsWanted ? Stopwatch.GetTimestamp() : 0;
        var scope = _dispatcher.Observation.LogsScopes ? BeginScope() : null;
        try
        {
            BeginSpan();
            return RunHandler();
        }
        finally
        {
            // The next call on this thread is not a part of this one; what this one awaits keeps both.
            Activity.Current = around;
            EndScope(scope);
        }
    }

    private IDisposable? BeginScope()
    {
        try
        {
            return _dispatcher.Logger.BeginScope(new InvocationScope(_function.Id, _message.InvocationId));
        }
        catch (Exception e)
        {
            Log.TelemetryFailed(_dispatcher.Logger, e);
            return null;
        }
    }

    // The call may be another one by now: nothing of it is looked at.
    private void EndScope(IDisposable? scope)
    {
        try
        {
            scope?.Dispose();
        }
        catch (Exception e)
        {
            Log.TelemetryFailed(_dispatcher.Logger, e);
        }
    }

    private void BeginSpan()
    {
        if (!InvocationSpan.IsWanted)
        {
            return;
        }

        try
        {
            _span = InvocationSpan.Start(_function, _message.TraceParent, _message.Baggage);
            if (_span is { IsAllDataRequested: true } span && _dispatcher.Observation.TracesPayloads)
            {
                InvocationSpan.Input(span, Payload, _dispatcher.Observation.MaxTracedPayloadBytes);
            }
        }
        catch (Exception e)
        {
            Log.TelemetryFailed(_dispatcher.Logger, e);
        }
    }

    /// <summary>The handler has ended, one way or another.</summary>
    /// <param name="exception">What it threw; null for nothing.</param>
    /// <param name="error">What the caller was told; null for the result.</param>
    private void Observe(Exception? exception, CallError? error)
    {
        if (_startedAt == 0 && _span is null)
        {
            return;
        }

        try
        {
            if (_startedAt != 0)
            {
                WorkerMetrics.InvocationEnded(_function.Id, error?.Code, _startedAt);
            }

            if (_span is { } span)
            {
                EndSpan(span, exception, error);
            }
        }
        catch (Exception e)
        {
            Log.TelemetryFailed(_dispatcher.Logger, e);
        }

        _span = null;
        _startedAt = 0;
    }

    private void EndSpan(Activity span, Exception? exception, CallError? error)
    {
        if (span.IsAllDataRequested)
        {
            if (_dispatcher.Observation.TracesPayloads)
            {
                var shown = error is { } told
                    ? TracedPayload.OfError(told.Message, _dispatcher.Observation.MaxTracedPayloadBytes)
                    : TracedPayload.Of(_stage is Stage.Writing ? _output.WrittenSpan[_resultStart.._resultEnd] : "null"u8, _dispatcher.Observation.MaxTracedPayloadBytes);
                InvocationSpan.Output(span, shown, error is null);
            }

            if (error is { } failure)
            {
                InvocationSpan.Failed(span, exception, failure);
            }
            else
            {
                span.SetStatus(ActivityStatusCode.Ok);
            }
        }

        span.Stop();
    }
}
