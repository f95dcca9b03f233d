using System.Text.Json;
using Iii.Connection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What a worker takes from the environment, which is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] s_names = ["III_URL", "III_WORKER_NAME", "III_NAMESPACE", "III_ISOLATION", "III_DISABLE_TRACE_PAYLOADS", "III_TRACE_PAYLOAD_MAX_BYTES"];

    private readonly string?[] _before = Array.ConvertAll(s_names, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            Environment.SetEnvironmentVariable(s_names[i], _before[i]);
        }
    }

    [Theory]
    [InlineData(null, null, "ws://localhost:49134/")]
    [InlineData(null, "", "ws://localhost:49134/")]
    [InlineData(null, " ", "ws://localhost:49134/")]
    [InlineData(null, "ws://engine:1", "ws://engine:1/")]
    [InlineData("ws://argument:2", "ws://engine:1", "ws://argument:2/")]
    public async Task The_address_is_the_argument_then_the_variable_then_the_default(string? argument, string? variable, string expected)
    {
        Environment.SetEnvironmentVariable("III_URL", variable);
        var transport = new Addresses();
        await using var worker = IIIWorker.Create(argument, options =>
        {
            options.Transport = transport;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _ = worker.RunAsync();
        Assert.Equal(expected, (await transport.Asked.Task.WaitAsync(FakeSession.Patience)).ToString());
    }

    [Fact]
    public void An_address_that_is_none_is_named_without_its_secrets()
    {
        var message = Assert.Throws<ArgumentException>(() => IIIWorker.Create("http://ada:secret@engine:1/x?token=secret")).Message;
        Assert.Contains("'http://engine:1/x'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_no_address_is_named()
    {
        Environment.SetEnvironmentVariable("III_URL", "http://engine");
        Assert.Contains("III_URL 'http://engine'", Assert.Throws<ArgumentException>(() => IIIWorker.Create()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option", "variable", "option")]
    [InlineData(null, "variable", "variable")]
    public void The_name_is_the_option_then_the_variable_then_the_process(string? option, string? variable, string expected)
    {
        Environment.SetEnvironmentVariable("III_WORKER_NAME", variable);
        Assert.Equal(expected, IIIWorker.Create("ws://localhost:1", options => options.Name = option).Name);
        Environment.SetEnvironmentVariable("III_WORKER_NAME", " ");
        var name = IIIWorker.Create("ws://localhost:1").Name;
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape($"{Environment.MachineName}:{Environment.ProcessId}")}(:[0-9]+)?$", name);

        // A name belongs to one worker.
        Assert.NotEqual(name, IIIWorker.Create("ws://localhost:1").Name);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("0", true)]
    [InlineData("1", false)]
    [InlineData("True", false)]
    public void Payloads_are_left_out_of_spans_when_a_variable_says_so(string? variable, bool isTraced)
    {
        Environment.SetEnvironmentVariable("III_DISABLE_TRACE_PAYLOADS", variable);
        Assert.Equal(isTraced, new IIIWorkerOptions().TracePayloads);
    }

    [Fact]
    public void How_much_of_a_payload_is_shown_can_be_set()
    {
        Environment.SetEnvironmentVariable("III_TRACE_PAYLOAD_MAX_BYTES", "77");
        Assert.Equal(77, new IIIWorkerOptions().MaxTracedPayloadBytes);
    }

    [Fact]
    public async Task The_engine_is_told_all_that_there_is_to_know_of_the_worker()
    {
        Environment.SetEnvironmentVariable("III_NAMESPACE", "from-environment");
        Environment.SetEnvironmentVariable("III_ISOLATION", "libkrun");
        var data = await IntroductionAsync();
        Assert.Equal(
            ("dotnet", "named", "Does", "from-environment", "libkrun", Environment.ProcessId, "iii-dotnet"),
            (Text("runtime"), Text("name"), Text("description"), Text("namespace"), Text("isolation"), data.GetProperty("pid").GetInt32(), data.GetProperty("telemetry").GetProperty("framework").GetString()));
        Assert.Matches(@"^\d+\.\d+\.\d+", Text("version"));
        Assert.NotEmpty(Text("os")!);
        Assert.NotEmpty(data.GetProperty("telemetry").GetProperty("project_name").GetString()!);

        string? Text(string name) => data.GetProperty(name).GetString();
    }

    [Fact]
    public async Task What_is_blank_is_not_set()
    {
        Environment.SetEnvironmentVariable("III_NAMESPACE", "");
        Environment.SetEnvironmentVariable("III_ISOLATION", " ");
        var data = await IntroductionAsync();
        Assert.False(data.TryGetProperty("namespace", out _));
        Assert.Equal(JsonValueKind.Null, data.GetProperty("isolation").ValueKind);
    }

    private static async Task<JsonElement> IntroductionAsync()
    {
        var engine = new FakeEngine();
        await using var worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "named";
            options.Description = "Does";
            options.Transport = engine;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _ = worker.RunAsync();
        return (await (await engine.NextSessionAsync()).NextAsync("invokefunction")).GetProperty("data");
    }

    private sealed class Addresses : ITransport
    {
        public TaskCompletionSource<Uri> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
        {
            Asked.TrySetResult(url);
            return Task.FromException<ITransportSession>(new IOException("Nobody is there."));
        }
    }
}
