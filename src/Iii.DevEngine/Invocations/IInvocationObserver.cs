namespace Iii.DevEngine.Invocations;

/// <summary>Is told of every call that the engine routes, on the thread that routes it: it must neither block nor throw.</summary>
internal interface IInvocationObserver
{
    void Began(RoutedInvocation invocation);

    void Ended(RoutedInvocation invocation);
}
