using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>
/// Represents the folder of this user where unpacked browsers stay. A browser is made beside its place and moved there when it is complete;
/// of several processes one makes it, and the others wait.
/// </summary>
internal sealed class BrowserCache(string folder, TimeSpan lockTimeout)
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets the default folder: <c>XDG_CACHE_HOME</c>, or <c>.cache</c> in the home folder.</summary>
    public static string DefaultFolder(IMachine machine) => Path.Combine(
        machine.Variable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "iii-dotnet",
        "browsers");

    /// <summary>Gets the folder of an entry.</summary>
    public string PathOf(string entry) => Path.Combine(folder, entry);

    /// <summary>Has an entry made unless it is there.</summary>
    /// <param name="make">Fills the folder that it is given.</param>
    /// <exception cref="TimeoutException">Another process makes the entry, and has not finished in time.</exception>
    public async Task<string> GetOrAddAsync(string entry, Func<string, Task> make)
    {
        var path = PathOf(entry);
        if (Directory.Exists(path))
        {
            return path;
        }

        Directory.CreateDirectory(folder);
        await using var exclusive = await LockAsync(path + ".lock");
        if (Directory.Exists(path))
        {
            return path;
        }

        // A process that was killed may have left a part.
        var partial = path + ".partial";
        Delete(partial);
        Directory.CreateDirectory(partial);
        try
        {
            await make(partial);
            Directory.Move(partial, path);
            return path;
        }
        finally
        {
            Delete(partial);
        }
    }

    /// <summary>Opens the file that one process at a time can open; the system closes it when that process ends in whatever way.</summary>
    private async Task<FileStream> LockAsync(string path)
    {
        using var limit = new CancellationTokenSource(lockTimeout);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(s_retryInterval);
            }
            catch (IOException e)
            {
                throw new TimeoutException($"Another process has held '{path}' for {lockTimeout.TotalSeconds:0} s.", e);
            }
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
