using System.Text;
using System.Text.Json;
using Iii.Testing;

namespace Iii.Json.Tests;

/// <summary>How deep the JSON of calls may be: as the assembly says, 100 here; of raw JSON as deep as the engine takes it.</summary>
public sealed class DepthTests : IAsyncLifetime
{
    private IIITestHost _host = null!;

    [IIIFunction("depth::back")]
    public static Branch Back(Branch branch) => branch;

    [IIIFunction("depth::grow")]
    public static Branch Grow(Branch branch) => new([branch]);

    [IIIFunction("depth::count")]
    public static int Count(Branch branch, [FromMetadata] Branch about) => Length(branch) + Length(about);

    public async Task InitializeAsync() => _host = await IIITestHost.StartAsync(worker =>
    {
        worker.AddFunctions();
        worker.RegisterRawFunction("depth::raw", (payload, _) => ValueTask.FromResult(payload));
        worker.RegisterFunction<Branch, Branch>("depth::typed", (branch, _) => ValueTask.FromResult(branch));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("depth::back")]
    [InlineData("depth::typed")]
    public async Task What_is_as_deep_as_the_assembly_allows_is_read_and_written(string functionId)
    {
        Assert.Equal(50, Length(await _host.Client.CallAsync<Branch, Branch>(functionId, Deep(50))));
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _host.Client.CallRawAsync(functionId, Raw(51)));
        Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
        Assert.Contains("maximum configured depth of 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_may_be_as_deep_as_payloads()
    {
        Assert.Equal(100, await _host.Client.CallAsync<Branch, int>("depth::count", Deep(50), new CallOptions { Metadata = Raw(50) }));
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _host.Client.CallAsync<Branch, int>("depth::count", Deep(1), new CallOptions { Metadata = Raw(51) }));
        Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
    }

    [Fact]
    public async Task A_result_that_is_deeper_is_an_error_that_says_what_to_do()
    {
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _host.Client.CallAsync<Branch, Branch>("depth::grow", Deep(50)));
        Assert.Equal(IIIErrorCodes.SerializationError, error.Code);
        Assert.Contains("deeper than 100 levels", error.Message, StringComparison.Ordinal);
        Assert.Contains("[assembly: IIIJsonOptions]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_deeper_is_not_sent() =>
        await Assert.ThrowsAsync<JsonException>(() => _host.Client.CallAsync<Branch, Branch>("depth::back", Deep(51)));

    [Fact]
    public async Task Raw_json_may_be_as_deep_as_the_engine_takes_it()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 126) + new string(']', 126));
        Assert.Equal(deep, (await _host.Client.CallRawAsync("depth::raw", deep)).ToArray());

        var deeper = Encoding.UTF8.GetBytes(new string('[', 127) + new string(']', 127));
        await Assert.ThrowsAnyAsync<JsonException>(() => _host.Client.CallRawAsync("depth::raw", deeper));
    }

    private static Branch Deep(int levels) => Enumerable.Range(1, levels - 1).Aggregate(new Branch([]), (child, _) => new Branch([child]));

    private static byte[] Raw(int levels) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"children":[""", levels)) + string.Concat(Enumerable.Repeat("]}", levels)));

    private static int Length(Branch? branch) => branch is null ? 0 : 1 + Length(branch.Children is [var child] ? child : null);
}
