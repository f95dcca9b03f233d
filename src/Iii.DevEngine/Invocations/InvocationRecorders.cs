namespace Iii.DevEngine.Invocations;

/// <summary>Combines two recorders into one.</summary>
internal sealed class InvocationRecorders(IInvocationRecorder first, IInvocationRecorder second) : IInvocationRecorder
{
    public static IInvocationRecorder Both(IInvocationRecorder one, IInvocationRecorder? other) => other is null ? one : new InvocationRecorders(one, other);

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
