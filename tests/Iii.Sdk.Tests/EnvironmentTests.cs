using System.Text.Json;
using Iii.Connection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What a worker takes from the environment, which is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] s_names = ["III_URL", "III_WORKER_NAME", "III_NAMESPACE", "III_ISOLATION", "III_DISABLE_TRACE_PAYLOADS", "III_TRACE_PAYLOAD_MAX_BYTES", "LANG", "LC_ALL"];

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
        Assert.Equal(expected, (await transport.Asked.Task.WaitAsync(TestTimeout.Default)).ToString());
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
    [InlineData("variable", "option", "application", "variable")]
    [InlineData(null, "option", "application", "option")]
    [InlineData("", "option", "application", "option")]
    [InlineData(" ", "option", "application", "option")]
    [InlineData(null, " ", "application", "application")]
    [InlineData("variable", null, null, "variable")]
    public void I1_I2_Name_isThatOfTheVariableThenTheOptionThenTheApplication(string? variable, string? option, string? application, string expected)
    {
        Environment.SetEnvironmentVariable("III_WORKER_NAME", variable);
        Assert.Equal(expected, IIIWorker.Create("ws://localhost:1", options => (options.Name, options.DefaultName) = (option, application)).Name);
    }

    [Fact]
    public void I2_Name_nothingIsSet_isThatOfTheProcess()
    {
        Environment.SetEnvironmentVariable("III_WORKER_NAME", null);
        var name = IIIWorker.Create("ws://localhost:1").Name;
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape($"{Environment.MachineName}:{Environment.ProcessId}")}(:[0-9]+)?$", name);

        // A name belongs to one worker.
        Assert.NotEqual(name, IIIWorker.Create("ws://localhost:1").Name);
    }

    [Fact]
    public async Task I3_Identity_isExplicit_theEnvironmentHasNoSay()
    {
        Environment.SetEnvironmentVariable("III_WORKER_NAME", "managed");
        Environment.SetEnvironmentVariable("III_NAMESPACE", "b");
        var named = await IntroductionAsync(options => (options.Identity, options.Name, options.Namespace) = (IIIWorkerIdentity.Explicit, "remote-bridge", "a"));
        Assert.Equal(("remote-bridge", "a"), (named.GetProperty("name").GetString(), named.GetProperty("namespace").GetString()));
        var unnamed = await IntroductionAsync(options => (options.Identity, options.Name) = (IIIWorkerIdentity.Explicit, null));
        Assert.StartsWith(Environment.MachineName, unnamed.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.False(unnamed.TryGetProperty("namespace", out _));
    }

    [Fact]
    public void I3_Identity_isNone_isRefused() =>
        Assert.Contains("options.Identity is 2", Assert.Throws<ArgumentException>(() => IIIWorker.Create("ws://localhost:1", o => o.Identity = (IIIWorkerIdentity)2)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("option", "variable", "option")]
    [InlineData(null, "variable", "variable")]
    [InlineData(null, " \t ", null)]
    [InlineData(null, null, null)]
    public async Task I4_Namespace_isTheOptionThenTheVariable(string? option, string? variable, string? expected)
    {
        Environment.SetEnvironmentVariable("III_NAMESPACE", variable);
        var data = await IntroductionAsync(options => options.Namespace = option);
        Assert.Equal(expected, data.TryGetProperty("namespace", out var given) ? given.GetString() : null);
    }

    [Fact]
    public async Task I6_Introduction_hasTheKnownKeysOnly()
    {
        Environment.SetEnvironmentVariable("III_NAMESPACE", null);
        Environment.SetEnvironmentVariable("III_ISOLATION", null);
        Environment.SetEnvironmentVariable("LANG", null);
        Environment.SetEnvironmentVariable("LC_ALL", "de_DE.UTF-8");
        var engine = new FakeEngine();
        await using var worker = Worker(engine, options => options.Description = null);
        _ = worker.RunAsync();
        var frame = await (await engine.NextSessionAsync()).NextAsync("invokefunction");
        Assert.Equal(["action", "data", "function_id", "type"], frame.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        string[] known = ["features", "isolation", "name", "os", "pid", "runtime", "telemetry", "version"];
        Assert.Empty(frame.GetProperty("data").EnumerateObject().Select(p => p.Name).Except(known, StringComparer.Ordinal));
        var telemetry = frame.GetProperty("data").GetProperty("telemetry");
        Assert.Equal(["framework", "language", "project_name"], telemetry.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("de_DE", telemetry.GetProperty("language").GetString());
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
        Environment.SetEnvironmentVariable("III_WORKER_NAME", null);
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

    [Theory]
    [InlineData(64 * 1024 * 1024, true)]
    [InlineData(64 * 1024 * 1024 + 1, true)]
    [InlineData(64 * 1024 * 1024 - 1, false)]
    public async Task Features_messagesBelow64MebibytesOnly_largeMessagesAreNotDeclared(int maxMessageBytes, bool isDeclared)
    {
        var data = await IntroductionAsync(options => options.MaxMessageBytes = maxMessageBytes);
        string[] expected = isDeclared ? ["observe.v1", "observe.v2", "large-messages.v1"] : ["observe.v1", "observe.v2"];
        Assert.Equal(expected, data.GetProperty("features").EnumerateArray().Select(f => f.GetString()));
    }

    private static IIIWorker Worker(FakeEngine engine, Action<IIIWorkerOptions>? configure) => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Name = "named";
        options.Description = "Does";
        options.Transport = engine;
        options.LoggerFactory = NullLoggerFactory.Instance;
        configure?.Invoke(options);
    });

    private static async Task<JsonElement> IntroductionAsync(Action<IIIWorkerOptions>? configure = null)
    {
        var engine = new FakeEngine();
        await using var worker = Worker(engine, configure);
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
