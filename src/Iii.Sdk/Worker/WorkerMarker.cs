using System.Globalization;
using System.Text;
using Iii.Connection;
using Iii.Generated;

namespace Iii;

/// <summary>The file under <c>~/.iii/run</c> by which <c>iii ps</c> finds a worker that no supervisor started. That it cannot be written is never an error.</summary>
internal sealed class WorkerMarker : IDisposable
{
    private static int s_count;

    private readonly string? _path;

    private WorkerMarker(string? path)
    {
        _path = path;
        if (path is not null)
        {
            // Also when the process ends without having stopped its worker.
            AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        }
    }

    /// <summary>Writes the marker of one worker.</summary>
    public static WorkerMarker Write(Uri url, string name)
    {
        var number = Interlocked.Increment(ref s_count);
        if (Home() is not { } home)
        {
            return new WorkerMarker(null);
        }

        try
        {
            var folder = Path.Combine(home, ".iii", "run");
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"worker-{Environment.ProcessId}-{number}.json"));
            File.WriteAllBytes(path, Content(url, name));
            return new WorkerMarker(path);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            return new WorkerMarker(null);
        }
    }

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        if (_path is null)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Delete();
    }

    private static string? Home() =>
        Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home
        : Environment.GetEnvironmentVariable("USERPROFILE") is { Length: > 0 } profile ? profile
        : null;

    private static byte[] Content(Uri url, string name)
    {
        using var output = new JsonOutput();
        output.BeginObject();
        output.WriteName("\"pid\":"u8);
        Number(output, Environment.ProcessId);
        output.WriteName("\"url\":"u8);

        // Its query may be a secret, as may what stands before the host.
        output.WriteString(EngineAddress.Shown(url).TrimEnd('/'));
        output.WriteName("\"name\":"u8);
        output.WriteString(name);
        output.WriteName("\"sdk\":"u8);
        output.WriteString("dotnet");
        output.WriteName("\"started_at\":"u8);
        Number(output, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        output.EndObject();
        return output.WrittenSpan.ToArray();
    }

    private static void Number(JsonOutput output, long number) => output.WriteRaw(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    private static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or ArgumentException or NotSupportedException;

    private void OnProcessExit(object? sender, EventArgs e) => Delete();

    private void Delete()
    {
        try
        {
            File.Delete(_path!);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // Whoever reads it sees that the process is gone.
        }
    }
}
