using Iii.Registration;

namespace Iii;

/// <summary>A trigger that was registered by hand.</summary>
public sealed class IIITriggerRegistration : IIIRegistration
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    private readonly TriggerRegistration _trigger;
    private readonly IIIDiscovery _discovery;
    private readonly IIIEngineInfo _engine;
    private readonly TimeProvider _time;

    internal IIITriggerRegistration(TriggerRegistration trigger, IIIClient client, IIIEngineInfo engine, TimeProvider time, Func<bool> unregister)
        : base(trigger.Id, unregister)
    {
        _trigger = trigger;
        _discovery = new IIIDiscovery(client);
        _engine = engine;
        _time = time;
    }

    /// <summary>The trigger type's id.</summary>
    public string Type => _trigger.Type;

    /// <summary>The function that the trigger calls.</summary>
    public string FunctionId => _trigger.FunctionId;

    /// <summary>Why the engine, or whoever provides the type, refused the trigger, or that it was taken back; null when neither is so.</summary>
    public IIIException? Error => _trigger.Error;

    /// <summary>Waits until the trigger is bound: the engine has it, and somebody provides its type.</summary>
    /// <remarks>
    /// The engine says nothing of a trigger that it takes, so it is asked until it knows it. A type that nobody provides yet is waited for: limit that by the token. A worker that
    /// provides the type is asked by the engine meanwhile, and may refuse the trigger later: see <see cref="Error"/> and <see cref="IIIWorker.TriggerRejected"/>.
    /// </remarks>
    /// <param name="cancellationToken">Ends the waiting; the trigger stays registered.</param>
    /// <exception cref="IIIException">The trigger was refused; its code and message say why.</exception>
    /// <exception cref="IIIInvocationException">The engine can not be asked: the worker may not, or has failed.</exception>
    public async Task WaitUntilBoundAsync(CancellationToken cancellationToken = default)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        while (true)
        {
            if (Error is { } error)
            {
                throw new IIIException(error.Code, error.Message, error);
            }

            try
            {
                if (await IsBoundAsync(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.ConnectionLost or IIIErrorCodes.Timeout)
            {
                // On the next connection it is registered again.
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(_trigger.Rejected, Task.Delay(pause, _time, either.Token)).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            pause = pause < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    // Only the engine of the present connection says whether triggers or observers are asked for.
    private async Task<bool> IsBoundAsync(CancellationToken cancellationToken) =>
        _engine.Current is { } engine
        && (engine.Supports(IIIEngineFeatures.ObserveV2)
            ? _trigger.Observer is { State: ObserverState.Active }
            : await _discovery.IsTriggerBoundAsync(Id, cancellationToken).ConfigureAwait(false));
}
