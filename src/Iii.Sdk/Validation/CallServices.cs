using Iii.Generated;

namespace Iii.Validation;

/// <summary>The services of a call, for checks of the user's own that ask for one.</summary>
internal sealed class CallServices(FunctionCall call) : IServiceProvider
{
    public object? GetService(Type serviceType) => call.FindService(serviceType);
}
