namespace Iii.DevEngine.Invocations;

/// <summary>Records every call that the engine routes, on the thread that routes it: it must neither block nor throw.</summary>
internal interface IInvocationRecorder
{
    void Began(RoutedInvocation invocation);

    void Ended(RoutedInvocation invocation);
}
