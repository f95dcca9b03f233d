using System.Net;
using System.Net.Security;
using Iii.Channels;
using Iii.Connection;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>How a worker presents itself, connects and serves. Every option has a default that suits production.</summary>
public sealed class IIIWorkerOptions
{
    /// <summary>The engine's address, when none is given to <see cref="IIIWorker.Create"/>. Default: <c>III_URL</c>, else <c>ws://localhost:49134</c>.</summary>
    public string? Url { get; set; }

    /// <summary>The worker's name, unless <c>III_WORKER_NAME</c> gives it another (see <see cref="Identity"/>). Default: <see cref="DefaultName"/>, else <c>host:pid</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The worker's name when neither <c>III_WORKER_NAME</c> nor <see cref="Name"/> gives one. A host sets it to the name of its application. Default: none.</summary>
    public string? DefaultName { get; set; }

    /// <summary>
    /// Whether the environment takes part in the worker's name and namespace. Default: <see cref="IIIWorkerIdentity.Managed"/>; <see cref="IIIWorkerIdentity.Explicit"/>
    /// is for further workers of one process.
    /// </summary>
    public IIIWorkerIdentity Identity { get; set; }

    /// <summary>
    /// Whether a file under <c>~/.iii/run</c> says that this worker runs, so that <c>iii ps</c> finds workers that no supervisor started. It holds the process id, the
    /// engine's address without its query, and the worker's name, and is removed when the worker stops. Where it cannot be written nothing happens. Default: true.
    /// </summary>
    public bool ProcessMarker { get; set; } = true;

    /// <summary>What the worker does, for people.</summary>
    public string? Description { get; set; }

    /// <summary>The worker's namespace. Default: <c>III_NAMESPACE</c> (see <see cref="Identity"/>), else none, which the engine takes as <c>default</c>. Blank is an error.</summary>
    public string? Namespace { get; set; }

    /// <summary>
    /// Headers of the upgrade requests, those of channels too, for instance credentials. They are never logged. Unless they have an <c>Authorization</c>, the variable
    /// <c>III_TOKEN</c> adds one: <c>Bearer</c> and its value.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// How a <c>wss</c> connection is secured: whom to trust (<see cref="SslClientAuthenticationOptions.CertificateChainPolicy"/>), which certificates to show
    /// (<see cref="SslClientAuthenticationOptions.ClientCertificates"/>), which versions to speak. Default: as the system does. Channels are opened in the same way.
    /// </summary>
    public SslClientAuthenticationOptions Tls { get; } = new();

    /// <summary>The proxy that connections go through, those of channels too. Default: null, for the system's and that of <c>HTTP_PROXY</c> and its like; <c>new WebProxy()</c> is none.</summary>
    public IWebProxy? Proxy { get; set; }

    /// <summary>How long a call waits for its answer when it does not say otherwise. Default: 30 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long opening a connection may take. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the engine is asked for a sign of life. Default: 20 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>After how long without a sign of life the connection is given up. Longer than <see cref="PingInterval"/>. Default: 60 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running calls are waited for when the worker stops. Default: 2 s, for supervisors kill after 3 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>When to try again after the connection was lost.</summary>
    public IIIReconnectOptions Reconnect { get; } = new();

    /// <summary>How many calls run at the same time. Default: 1,000.</summary>
    public int MaxConcurrentCalls { get; set; } = 1_000;

    /// <summary>How many calls may wait for their turn; beyond that, calls are answered with <see cref="IIIErrorCodes.Overloaded"/>. Default: 10,000.</summary>
    public int MaxQueuedCalls { get; set; } = 10_000;

    /// <summary>
    /// Whether a handler's token fires when the connection that its call came by is lost. Nobody can get the answer then: the engine has told the caller that the
    /// call was stopped. Calls for whose answer nobody waits go on in any case. Default: true.
    /// </summary>
    public bool CancelOnConnectionLoss { get; set; } = true;

    /// <summary>How many outgoing calls are kept while the worker is not connected; beyond that, calls fail with <see cref="IIIErrorCodes.NotConnected"/>. Default: 1,000.</summary>
    public int MaxOfflineCalls { get; set; } = 1_000;

    /// <summary>The largest message that is accepted, in bytes, of how many frames ever. What is sent has 64 MiB at most in any case.</summary>
    /// <remarks>Default: 64 MiB, as the engine's. With less the engine is not asked for large messages (<c>large-messages.v1</c>).</remarks>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many bytes may wait to be sent before callers and handlers have to wait. Default: 1 MiB.</summary>
    public int OutgoingBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>Where instances of classes with functions come from when they were not given to <see cref="IIIWorker.AddInstance{T}"/>.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Where log messages go. Default: standard error, from <see cref="LogLevel.Information"/> on.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Whether spans that are recorded show what calls bring and what they are answered, as the events <c>iii.invocation.input</c> and <c>iii.invocation.output</c>,
    /// without the values of secrets. Default: true, unless <c>III_DISABLE_TRACE_PAYLOADS</c> is <c>1</c> or <c>true</c>.
    /// </summary>
    public bool TracePayloads { get; set; } = PayloadTracing.IsOn;

    /// <summary>
    /// How many bytes of a payload are shown, at least 1; null for all of them. Default: <c>III_TRACE_PAYLOAD_MAX_BYTES</c>, a number or <c>unlimited</c>, else 16 KiB.
    /// </summary>
    public int? MaxTracedPayloadBytes { get; set; } = PayloadTracing.MaxBytes;

    /// <summary>
    /// Whether what handlers log through loggers of <see cref="LoggerFactory"/> carries the ids of the function and of the call, as the scope's values
    /// <c>FunctionId</c> and <c>InvocationId</c>. Default: true; without a <see cref="LoggerFactory"/>, or while logging is off, it costs nothing.
    /// </summary>
    public bool LogScopes { get; set; } = true;

    /// <summary>The clock for time-outs and back-off. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal ITransport? Transport { get; set; }

    /// <summary>What stands in the place of the network, under worker sockets and channels.</summary>
    internal Func<DnsEndPoint, CancellationToken, ValueTask<Stream>>? Dial { get; set; }

    internal IChannelTransport? ChannelTransport { get; set; }

    /// <summary>Is told when a call comes in, and when it is over and its answer sent: with true and false, as often with one as with the other.</summary>
    internal Action<bool>? Busy { get; set; }

    internal void Validate()
    {
        if (Namespace is not null && string.IsNullOrWhiteSpace(Namespace))
        {
            throw new ArgumentException("options.Namespace is blank. Give it a name, or leave it null for the default namespace.");
        }

        if (!Enum.IsDefined(Identity))
        {
            throw new ArgumentException($"options.Identity is {(int)Identity}, which is not one of {nameof(IIIWorkerIdentity)}.");
        }

        UpgradeHeaders.Check(Headers);
        AtLeast(MaxConcurrentCalls, 1, nameof(MaxConcurrentCalls));
        AtLeast(MaxQueuedCalls, 0, nameof(MaxQueuedCalls));
        AtLeast(MaxOfflineCalls, 0, nameof(MaxOfflineCalls));
        AtLeast(MaxMessageBytes, 1024, nameof(MaxMessageBytes));
        AtLeast(OutgoingBufferBytes, 1024, nameof(OutgoingBufferBytes));
        AtLeast(MaxTracedPayloadBytes ?? 1, 1, nameof(MaxTracedPayloadBytes));
        Positive(CallTimeout, nameof(CallTimeout));
        Positive(ConnectTimeout, nameof(ConnectTimeout));
        Positive(PingInterval, nameof(PingInterval));
        if (IdleTimeout <= PingInterval)
        {
            throw new ArgumentException($"options.IdleTimeout is {IdleTimeout}, but must be longer than options.PingInterval ({PingInterval}).");
        }

        if (DrainTimeout < TimeSpan.Zero)
        {
            throw new ArgumentException($"options.DrainTimeout is {DrainTimeout}, but must not be negative.");
        }

        Backoff.Check(Reconnect);
    }

    private static void AtLeast(int value, int least, string name)
    {
        if (value < least)
        {
            throw new ArgumentException($"options.{name} is {value}, but must be at least {least}.");
        }
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"options.{name} is {value}, but must be longer than zero.");
        }
    }
}
