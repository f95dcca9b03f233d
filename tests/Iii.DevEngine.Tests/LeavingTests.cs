using Iii.DevEngine.Access;
using Iii.DevEngine.Modules.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine.Tests;

/// <summary>Calls between the moment when a worker begins to leave and the moment when nobody knows it any more.</summary>
public sealed class LeavingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_comes_while_its_owner_or_caller_leaves_is_stopped(bool isOwner)
    {
        var core = new EngineCore(new IIIDevEngineOptions(), new Journal(null, NullLogger.Instance), NullLogger.Instance);
        var owner = Connection(core);
        var caller = Connection(core);
        core.Functions[("default", "m::f")] = new RegisteredFunction("default", "m::f", owner, null);

        // What the worker's clean-up does first; the function is still known.
        var leaving = isOwner ? owner : caller;
        leaving.Leave();
        core.Stop(leaving);
        var outcome = await core.InvokeAsync("default", "m::f", CanonicalJson.Parse("{}"u8), caller).WaitAsync(TestTimeout.Default);
        Assert.Equal("invocation_stopped", outcome.ErrorCode);
        Assert.Equal(0, core.ActiveInvocations(owner));
    }

    private static WorkerConnection Connection(EngineCore core) =>
        new(new WorkerSocket(new MemoryStream(), 1024, TimeProvider.System, () => { }), null, core.Options.Limits, core.Logger) { Access = new WorkerAccess(core, null, SessionGrants.All) };
}
