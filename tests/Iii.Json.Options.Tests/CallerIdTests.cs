using System.Text;
using Iii.Testing;

namespace Iii.Json.Tests;

/// <summary>The engine adds the caller's id to every object that a worker calls with. Nobody has to expect it, and whoever does still gets it.</summary>
public sealed class CallerIdTests : IAsyncLifetime
{
    private IIITestHost _host = null!;

    [IIIFunction("caller::strict")]
    public static int? Strict(Branch branch) => branch.Children?.Count;

    [IIIFunction("caller::sum")]
    public static int Sum([FromPayload] Dictionary<string, int> amounts) => amounts.Values.Sum();

    [IIIFunction("caller::who")]
    public static string Who([FromPayload] Called called) => called.Caller;

    public async Task InitializeAsync() => _host = await IIITestHost.StartAsync(worker =>
    {
        worker.AddFunctions();
        worker.RegisterFunction<Dictionary<string, int>, int>("caller::typed", (amounts, _) => ValueTask.FromResult(amounts!.Values.Sum()));
        worker.RegisterFunction<Branch, int?>("caller::strictly_typed", (branch, _) => ValueTask.FromResult(branch!.Children?.Count));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("caller::strict")]
    [InlineData("caller::strictly_typed")]
    public async Task A_type_that_refuses_what_it_does_not_know_takes_it_all_the_same(string functionId)
    {
        Assert.Equal(1, await _host.Client.CallAsync<Branch, int?>(functionId, new Branch([new Branch([])])));
        foreach (var refused in (string[])["""{"children":[],"other":1}""", """{"children":[{"_caller_worker_id":"inside"}]}"""])
        {
            var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _host.Client.CallRawAsync(functionId, Encoding.UTF8.GetBytes(refused)));
            Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
            Assert.Contains("a property of Iii.Json.Tests.Branch, found '", error.Message, StringComparison.Ordinal);
            Assert.Contains(refused.Contains("other", StringComparison.Ordinal) ? "at $.other" : "at $.children[0]._caller_worker_id", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("caller::sum")]
    [InlineData("caller::typed")]
    public async Task It_is_no_entry_of_a_dictionary(string functionId) =>
        Assert.Equal(3, await _host.Client.CallAsync<Dictionary<string, int>, int>(functionId, new() { ["a"] = 1, ["b"] = 2 }));

    [Fact]
    public async Task Whoever_names_it_gets_it() =>
        Assert.True(Guid.TryParse(await _host.Client.CallAsync<Called, string>("caller::who", new Called("forged")), out _));

    [Fact]
    public void Elsewhere_it_is_a_property_like_any_other() =>
        Judge.Text<Dictionary<string, string>>("""{"_caller_worker_id":"mine"}""");
}
