using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine.Observers;

/// <summary>Says who makes a call: a worker, and the handler from which it calls.</summary>
internal sealed record CallerInfo(string? WorkerId, string? WorkerName, string? FunctionId, string? InvocationId)
{
    /// <summary>The name under which the engine calls targets.</summary>
    public const string EngineName = "iii-engine";

    /// <summary>The caller of the handler, without a parent of its own.</summary>
    public CallerInfo? Parent { get; init; }

    private bool IsEmpty => WorkerId is null && WorkerName is null && FunctionId is null && InvocationId is null && Parent is null;

    /// <summary>
    /// Reads what a worker asserts: the handler and that handler's caller. Which worker calls is known by its connection.
    /// </summary>
    /// <returns>Null when it asserts nothing.</returns>
    public static CallerInfo? Read(JsonElement json)
    {
        var parent = json.Json("parent") is { } given
            ? new CallerInfo(given.Text("worker_id"), given.Text("worker_name"), given.Text("function_id"), given.Text("invocation_id"))
            : null;
        var caller = new CallerInfo(null, null, json.Text("function_id"), json.Text("invocation_id"))
        {
            Parent = parent is { IsEmpty: false } ? parent : null,
        };
        return caller.IsEmpty ? null : caller;
    }

    /// <summary>Adds the calling connection to what it asserts.</summary>
    public static CallerInfo Stamp(CallerInfo? asserted, WorkerConnection worker) => asserted is null
        ? new CallerInfo(worker.Id, worker.Name, null, null)
        : asserted with { WorkerId = worker.Id, WorkerName = worker.Name };

    /// <summary>Gets the caller as JSON in canonical form.</summary>
    public byte[] ToUtf8()
    {
        using var output = new JsonOutput();
        Write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the caller, keys in order; what is unknown is left out.</summary>
    public void Write(JsonOutput output) => Write(output, this, worker: null);

    /// <summary>Writes a caller of which the worker is known by its connection.</summary>
    public static void Write(JsonOutput output, CallerInfo? caller, WorkerConnection? worker)
    {
        output.WriteRaw((byte)'{');
        WriteText(output, "\"function_id\":"u8, caller?.FunctionId);
        WriteText(output, "\"invocation_id\":"u8, caller?.InvocationId);
        if (caller?.Parent is { } parent)
        {
            output.WriteName("\"parent\":"u8);
            parent.Write(output);
        }

        WriteText(output, "\"worker_id\":"u8, worker is null ? caller?.WorkerId : worker.Id);
        WriteText(output, "\"worker_name\":"u8, worker is null ? caller?.WorkerName : worker.Name);
        output.WriteRaw((byte)'}');
    }

    private static void WriteText(JsonOutput output, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            output.WriteName(name);
            CanonicalText.Write(output, text);
        }
    }
}
