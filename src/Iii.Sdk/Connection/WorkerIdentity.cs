using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Iii.Generated;
using Iii.Protocol;

namespace Iii.Connection;

/// <summary>Who this worker is, as the engine is told by the call <c>engine::workers::register</c>.</summary>
internal sealed class WorkerIdentity
{
    private const string RegisterFunction = "engine::workers::register";

    private static int s_unnamedCount;

    /// <summary>
    /// Gets what this library supports, in the protocol's order. Calls of a worker to its own functions always go through the engine, so
    /// that no local dispatch is declared. A worker that takes less than an engine may send declares no large messages.
    /// </summary>
    private ReadOnlySpan<byte> Features => _takesLargeMessages
        ? """["observe.v1","observe.v2","large-messages.v1"]"""u8
        : """["observe.v1","observe.v2"]"""u8;

    private readonly string? _description;
    private readonly string? _isolation;
    private readonly bool _takesLargeMessages;

    public WorkerIdentity(IIIWorkerOptions options)
    {
        // Supervisors recognize a worker by the name that they gave it, so theirs beats the one in the code.
        var isManaged = options.Identity is IIIWorkerIdentity.Managed;
        Name = (isManaged ? Variable("III_WORKER_NAME") : null) ?? NotBlank(options.Name) ?? NotBlank(options.DefaultName) ?? NameOfProcess();
        Namespace = options.Namespace ?? (isManaged ? Variable("III_NAMESPACE") : null);
        _description = options.Description;
        _takesLargeMessages = options.MaxMessageBytes >= MessageSize.Max;
        _isolation = Variable("III_ISOLATION");
    }

    public string Name { get; }

    public string? Namespace { get; }

    /// <summary>The version of this library.</summary>
    public static string Version { get; } =
        typeof(WorkerIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Writes the void call that names the worker and its namespace.</summary>
    public void Write(JsonOutput output)
    {
        FrameWriter.BeginCall(output, null, RegisterFunction);
        output.BeginObject();
        Text(output, "\"runtime\":"u8, "dotnet");
        Text(output, "\"version\":"u8, Version);
        Text(output, "\"name\":"u8, Name);
        Text(output, "\"description\":"u8, _description);
        Text(output, "\"os\":"u8, $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()})");
        output.WriteName("\"pid\":"u8);
        output.WriteRaw(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        output.WriteName("\"isolation\":"u8);
        output.WriteString(_isolation);
        Text(output, "\"namespace\":"u8, Namespace);
        output.WriteName("\"features\":"u8);
        output.WriteRaw(Features);
        output.WriteName("\"telemetry\":"u8);
        output.BeginObject();
        Text(output, "\"language\":"u8, Language());
        Text(output, "\"project_name\":"u8, Assembly.GetEntryAssembly()?.GetName().Name);
        Text(output, "\"framework\":"u8, "iii-dotnet");
        output.EndObject();
        output.EndObject();
        FrameWriter.EndCall(output, isVoid: true, queue: null, callNamespace: null, metadata: default, traceParent: null, baggage: null);
    }

    /// <summary>A name belongs to one worker: the second one without a name of its own in a process is numbered.</summary>
    private static string NameOfProcess()
    {
        var number = Interlocked.Increment(ref s_unnamedCount);
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}{(number > 1 ? $":{number}" : "")}");
    }

    /// <summary>The language as the other SDKs report it: that of the environment, without its encoding. Windows has none there.</summary>
    private static string? Language() =>
        (Variable("LANG") ?? Variable("LC_ALL"))?.Split('.')[0] is { Length: > 0 } language ? language : NotBlank(CultureInfo.CurrentCulture.Name);

    private static string? Variable(string name) => NotBlank(Environment.GetEnvironmentVariable(name));

    private static void Text(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            output.WriteName(name);
            output.WriteString(value);
        }
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
