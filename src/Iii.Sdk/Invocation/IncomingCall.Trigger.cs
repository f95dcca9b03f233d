using Iii.Generated;
using Iii.Observers.Triggers;

namespace Iii.Invocation;

/// <summary>A call that an observer makes in the place of a trigger: the handler gets what the trigger would have sent, after the trigger's condition.</summary>
internal sealed partial class IncomingCall
{
    private TriggerSource? _trigger;

    internal override bool IsHttpRequest => _trigger is { IsHttp: true };

    /// <summary>Finds the trigger that the call stands for, and takes the event out of what came.</summary>
    private void OpenTrigger()
    {
        if (_message.Activation is not { } activation || _dispatcher.Triggers?.Find(activation.ObserverId)?.Source is not { } source)
        {
            return;
        }

        _trigger = source;

        // An engine may deliver an envelope although the bare event was asked for: what it is shows in what came.
        if (_message.IsEnvelopeOf(activation))
        {
            _message.Unwrap("input"u8);
        }

        if (source.UnwrapsData)
        {
            _message.Unwrap("data"u8);
        }
    }

    private async Task RunUnderConditionAsync(string condition)
    {
        try
        {
            if (await HoldsAsync(condition).ConfigureAwait(false))
            {
                await _function.InvokeAsync(this).ConfigureAwait(false);
                if (_http is not null)
                {
                    await _http.CompleteAsync(CancellationToken).ConfigureAwait(false);
                }
            }
            else if (IsHttpRequest)
            {
                BeginResult().WriteRaw(ConditionNotMet);
            }

            Answer();
        }
        catch (Exception e)
        {
            Fail(e);
        }

        await CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Asks the condition's function, with the payload that the handler would get; when it fails, the condition does not hold.</summary>
    private async Task<bool> HoldsAsync(string condition)
    {
        try
        {
            var answer = await Context.Client.CallRawAsync(condition, Payload.ToArray(), options: null, CancellationToken).ConfigureAwait(false);
            return !answer.Span.Trim(" \t\r\n"u8).SequenceEqual("false"u8);
        }
        catch (IIIInvocationException e)
        {
            Log.ConditionFailed(_dispatcher.Logger, condition, _function.Id, e.Code);
            return false;
        }
    }

    private static ReadOnlySpan<byte> ConditionNotMet =>
        """{"status_code":422,"headers":{"content-type":"application/json"},"body":{"error":{"code":"CONDITION_NOT_MET","message":"Request condition not met"},"skipped":true}}"""u8;
}
