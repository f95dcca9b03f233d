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
    /// that no local dispatch is declared.
    /// </summary>
    private static ReadOnlySpan<byte> Features => """["observe.v1","observe.v2","large-messages.v1"]"""u8;

    private readonly string? _description;
    private readonly string? _isolation;

    public WorkerIdentity(IIIWorkerOptions options)
    {
        Name = NotBlank(options.Name) ?? NotBlank(Environment.GetEnvironmentVariable("III_WORKER_NAME")) ?? NameOfProcess();
        Namespace = options.Namespace ?? NotBlank(Environment.GetEnvironmentVariable("III_NAMESPACE"));
        _description = options.Description;
        _isolation = NotBlank(Environment.GetEnvironmentVariable("III_ISOLATION"));
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
        Text(output, "\"language\":"u8, CultureInfo.CurrentCulture.Name is { Length: > 0 } language ? language : NotBlank(Environment.GetEnvironmentVariable("LANG")));
        Text(output, "\"project_name\":"u8, Assembly.GetEntryAssembly()?.GetName().Name);
        Text(output, "\"framework\":"u8, "iii-dotnet");
        output.EndObject();
        output.EndObject();
        FrameWriter.EndCall(output, isVoid: true, queue: null, callNamespace: "default", metadata: default, traceParent: null, baggage: null);
    }

    /// <summary>A name belongs to one worker: the second one without a name of its own in a process is numbered.</summary>
    private static string NameOfProcess()
    {
        var number = Interlocked.Increment(ref s_unnamedCount);
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}{(number > 1 ? $":{number}" : "")}");
    }

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
