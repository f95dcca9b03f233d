namespace Iii.Generators.Tests;

/// <summary>Functions with the ends of channels, and http functions that stream.</summary>
public sealed class ChannelTests
{
    private const string Copy = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Iii;

        public sealed record Job(string Name, List<IIIChannelReader> Inputs, IIIChannelWriter? Output = null);

        public static class Streams
        {
            [IIIFunction("streams::copy")]
            public static Task Copy(IIIChannelReader input, IIIChannelWriter output) => Task.CompletedTask;
        }

        public static class Others
        {
            [IIIFunction("streams::job")]
            public static IIIChannelReader Run(Job job) => job.Inputs[0];

            [IIIFunction("streams::whole")]
            public static int Whole([FromPayload] IIIChannelReader input) => 1;

            [IIIFunction("streams::forward")]
            public static IIIChannelRef? Forward(IIIChannelRef? end = null) => end;

            [IIIFunction("streams::metadata")]
            public static int Metadata(int number, [FromMetadata("end")] IIIChannelWriter? end) => 1;
        }

        public static class Web
        {
            [IIIFunction("web::echo"), HttpTrigger("POST", "/echo/:name")]
            public static async Task Echo(string name, HttpRequestBody body, HttpStreamedResponse response) => await body.AsStream().CopyToAsync(response.AsStream());

            [IIIFunction("web::now"), HttpTrigger("GET", "/now")]
            public static void Now(HttpStreamedResponse response) => response.StatusCode = 204;

            [IIIFunction("web::length"), HttpTrigger("POST", "/length")]
            public static async Task<int> Length(HttpRequestBody? body) => (await body!.ReadAllAsync()).Length;
        }
        """;

    [Fact]
    public void Ends_are_bound_by_name_and_opened_with_the_calls_client() => Snapshot.Verify(Generation.Of(Copy).Files["Functions.Streams.g.cs"], "Ends");

    [Fact]
    public void A_streamed_response_is_the_answer() => Snapshot.Verify(Generation.Of(Copy).Files["Functions.Web.g.cs"], "Streamed");

    [Fact]
    public void All_of_it_compiles_without_a_warning()
    {
        var generation = Generation.Of(Copy);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Only_functions_with_ends_ask_for_the_client()
    {
        var others = Generation.Of(Copy).Files["Functions.Others.g.cs"];
        Assert.Equal(3, others.Split("Read(call.Client, call.Payload").Length - 1);
        Assert.Contains("Read(call.Payload, out var endArgument)", others, StringComparison.Ordinal);
        Assert.Contains("CallMetadata.Read<global::Iii.IIIChannelWriter?, global::Iii.Generated.ChannelWriterJson>(call, \"end\", default)", others, StringComparison.Ordinal);
        Assert.DoesNotContain("client", Generation.Of("public static class C { [Iii.IIIFunction(\"a::b\")] public static int F(int x) => x; }").Files["Functions.C.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IIIChannelReader", """{"type":"object","properties":{"channel_id":{"type":"string"},"access_key":{"type":"string"},"direction":{"const":"read"}},"required":["channel_id","access_key","direction"]}""")]
    [InlineData("IIIChannelWriter?", """{"type":["object","null"],"properties":{"channel_id":{"type":"string"},"access_key":{"type":"string"},"direction":{"const":"write"}},"required":["channel_id","access_key","direction"]}""")]
    [InlineData("IIIChannelRef", """{"type":"object","properties":{"channel_id":{"type":"string"},"access_key":{"type":"string"},"direction":{"enum":["read","write"]}},"required":["channel_id","access_key","direction"]}""")]
    public void An_end_has_the_schema_of_its_reference(string type, string schema)
    {
        var file = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\")] public static int F({type} end) => 1; }}").Files["Functions.C.g.cs"];
        Assert.Contains($"\"end\":{schema}".Replace("\"", "\\\"", StringComparison.Ordinal), file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int", "1")]
    [InlineData("System.Threading.Tasks.Task<string>", "null!")]
    public void A_response_is_streamed_or_returned(string type, string value)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), HttpTrigger(\"GET\", \"/x\")] public static {type} F(HttpStreamedResponse response) => {value}; }}");
        Assert.Equal(["III007"], generation.Ids);
        Assert.Contains("returns a value too", generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("response", Generation.TextAt(generation.Diagnostics[0]).Split(' ')[^1]);
    }
}
