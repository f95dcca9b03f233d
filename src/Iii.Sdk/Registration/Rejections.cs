using Microsoft.Extensions.Logging;

namespace Iii.Registration;

/// <summary>Tells those who want to know what the engine has refused.</summary>
internal sealed class Rejections(ILogger logger)
{
    public event Action<FunctionRejection>? OfFunctions;

    public event Action<TriggerRejection>? OfTriggers;

    public void Raise(FunctionRejection rejection) => Raise(OfFunctions, rejection);

    public void Raise(TriggerRejection rejection) => Raise(OfTriggers, rejection);

    private void Raise<T>(Action<T>? handlers, T rejection)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(rejection);
            }
            catch (Exception e)
            {
                // A handler's exception is its own; the connection and the other handlers must live.
                Log.RejectionHandlerFailed(logger, e);
            }
        }
    }
}
