namespace Iii.DevEngine.Invocations;

/// <summary>Several observers as one.</summary>
internal sealed class InvocationObservers(IInvocationObserver first, IInvocationObserver second) : IInvocationObserver
{
    public static IInvocationObserver Both(IInvocationObserver one, IInvocationObserver? other) => other is null ? one : new InvocationObservers(one, other);

    public void Began(RoutedInvocation invocation)
    {
        first.Began(invocation);
        second.Began(invocation);
    }

    public void Ended(RoutedInvocation invocation)
    {
        first.Ended(invocation);
        second.Ended(invocation);
    }
}
