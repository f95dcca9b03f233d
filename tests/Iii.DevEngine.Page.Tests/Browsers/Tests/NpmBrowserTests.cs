using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows how the browser of an npm package is downloaded, checked and kept.</summary>
public sealed class NpmBrowserTests : IDisposable
{
    private static readonly byte[] s_archive = new TestArchive().Program("the program").Inner("al2023", "lib/libnss3.so", "the library")
        .Inner("fonts", "fonts.conf", "for another place").ToBytes();

    private readonly string _folder = Directory.CreateTempSubdirectory("iii-browser").FullName;
    private readonly List<string> _lines = [];

    private string Home => Path.Combine(_folder, "chromium-1.2.3");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Find_notThere_isDownloadedAndUnpacked()
    {
        var machine = Machine(s_archive);
        var browser = Assert.Single(await FindAsync(machine));

        Assert.Equal(Path.Combine(Home, "chromium"), browser.ExecutablePath);
        Assert.Equal("the program", await File.ReadAllTextAsync(browser.ExecutablePath!));
        Assert.Equal("the library", await File.ReadAllTextAsync(Path.Combine(Home, "lib", "libnss3.so")));
        Assert.Equal(Path.Combine(Home, "lib"), browser.Variables["LD_LIBRARY_PATH"]);
        var fonts = await File.ReadAllTextAsync(browser.Variables["FONTCONFIG_FILE"]);
        Assert.Contains($"<dir>{Path.Combine(Home, "fonts")}</dir>", fonts, StringComparison.Ordinal);
        Assert.Contains("/etc/fonts/fonts.conf", fonts, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Home, "download")));
        Assert.Equal([$"npm downloads a headless Chromium, @some/chromium 1.2.3, to be unpacked to {Home} (at most 60 s)."], _lines);
        var (command, timeout) = Assert.Single(machine.Runs);
        Assert.Equal(["pack", "@some/chromium@1.2.3", "--ignore-scripts"], command.Arguments.Take(3));
        Assert.Equal(TimeSpan.FromSeconds(60), timeout);
    }

    [Fact]
    public async Task Find_unpackedProgram_isExecutableByItsUserOnly()
    {
        var browser = Assert.Single(await FindAsync(Machine(s_archive)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(browser.ExecutablePath!));
        }
    }

    [Fact]
    public async Task Find_thereBefore_npmDoesNotRun()
    {
        await FindAsync(Machine(s_archive));
        _lines.Clear();
        var machine = new FakeMachine { Variables = { ["LD_LIBRARY_PATH"] = "/other" } };

        var browser = Assert.Single(await FindAsync(machine));
        Assert.Equal($"{Path.Combine(Home, "lib")}:/other", browser.Variables["LD_LIBRARY_PATH"]);
        Assert.Empty(machine.Runs);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task Find_severalAtOnce_oneDownloads()
    {
        var machine = Machine(s_archive);
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FindAsync(machine))));
        Assert.Single(found.Select(f => f[0].ExecutablePath).Distinct());
        Assert.Single(machine.Runs);
    }

    [Fact]
    public async Task Find_anotherProcessWasKilledMeanwhile_isMadeFromTheStart()
    {
        Directory.CreateDirectory(Home + ".partial");
        await File.WriteAllTextAsync(Path.Combine(Home + ".partial", "chromium"), "a part");
        var browser = Assert.Single(await FindAsync(Machine(s_archive)));
        Assert.Equal("the program", await File.ReadAllTextAsync(browser.ExecutablePath!));
        Assert.False(Directory.Exists(Home + ".partial"));
    }

    [Fact]
    public async Task Find_anotherProcessDoesNotEnd_errorNamesTheLock()
    {
        await using var other = new FileStream(Home + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var error = await FailAsync(Machine(s_archive), lockTimeout: TimeSpan.Zero);
        Assert.Equal($"@some/chromium 1.2.3 cannot be unpacked to '{Home}': Another process has held '{Home}.lock' for 0 s.", error);
    }

    [Fact]
    public async Task Find_otherArchiveThanPinned_isRefusedAndNothingStays()
    {
        var other = new TestArchive().Program("another program").ToBytes();
        var error = await FailAsync(Machine(other));
        Assert.Equal(
            $"@some/chromium 1.2.3 cannot be unpacked to '{Home}': the SHA-512 of what was downloaded is " +
            $"'{TestArchive.HashOf(other)}' and not '{TestArchive.HashOf(s_archive)}'",
            error);
        Assert.Empty(Directory.EnumerateDirectories(_folder));
    }

    [Fact]
    public async Task Find_archiveWithoutProgram_isRefused()
    {
        var archive = new TestArchive().Inner("al2023", "lib/libnss3.so", "the library").ToBytes();
        Assert.Equal($"@some/chromium 1.2.3 cannot be unpacked to '{Home}': the archive has no 'package/bin/chromium.br'", await FailAsync(Machine(archive), archive));
        Assert.Empty(Directory.EnumerateDirectories(_folder));
    }

    [Fact]
    public async Task Find_entryOutsideOfTheFolder_isRefused()
    {
        var archive = new TestArchive().Program("the program").Inner("al2023", "../outside", "x").ToBytes();
        Assert.Contains("cannot be unpacked", await FailAsync(Machine(archive), archive), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_folder));
        Assert.False(File.Exists(Path.Combine(_folder, "outside")));
    }

    [Theory]
    [InlineData(1, "'npm pack @some/chromium@1.2.3' ended with exit code 1: no network")]
    [InlineData(null, "'npm pack @some/chromium@1.2.3' did not end within 60 s and was stopped: no network")]
    public async Task Find_downloadFails_errorSaysHowAndNothingStays(int? exitCode, string expected)
    {
        var machine = new FakeMachine { Variables = { ["PATH"] = "/bin" }, Files = { ["/bin/npm"] = "" }, Run = _ => new ProcessResult(exitCode, "no network") };
        Assert.Equal(expected, await FailAsync(machine));
        Assert.Empty(Directory.EnumerateDirectories(_folder));
    }

    [Fact]
    public async Task Find_noArchiveWritten_errorSaysSo()
    {
        var machine = new FakeMachine { Variables = { ["PATH"] = "/bin" }, Files = { ["/bin/npm"] = "" }, Run = _ => new ProcessResult(0, "") };
        Assert.Equal($"@some/chromium 1.2.3 cannot be unpacked to '{Home}': 'npm pack' wrote no archive", await FailAsync(machine));
    }

    [Fact]
    public async Task Find_noNpm_errorSaysSo() => Assert.Equal("there is no 'npm' on PATH, which comes with Node.js", await FailAsync(new FakeMachine()));

    [Fact]
    public async Task Find_cacheCannotBeWritten_errorSaysSo()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        var browser = new NpmBrowser(Machine(s_archive), Package(s_archive), new BrowserCache(Path.Combine(file, "cache"), TimeSpan.Zero));
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => browser.FindAsync(_lines.Add));
        Assert.StartsWith($"@some/chromium 1.2.3 cannot be unpacked to '{Path.Combine(file, "cache", "chromium-1.2.3")}': ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LINUX", Architecture.Arm64)]
    [InlineData("OSX", Architecture.X64)]
    [InlineData("WINDOWS", Architecture.X64)]
    public async Task Find_otherPlatform_errorSaysSo(string platform, Architecture architecture) => Assert.Equal(
        "@some/chromium holds a build for Linux x64 only",
        await FailAsync(new FakeMachine { Platform = OSPlatform.Create(platform), Architecture = architecture }));

    [Fact]
    public void DefaultFolder_cacheVariableSet_isInIt() => Assert.Equal(
        Path.Combine("/c", "iii-dotnet", "browsers"),
        BrowserCache.DefaultFolder(new FakeMachine { Variables = { ["XDG_CACHE_HOME"] = "/c" } }));

    private static FakeMachine Machine(byte[] archive) => new()
    {
        Variables = { ["PATH"] = "/bin" },
        Files = { ["/bin/npm"] = "" },
        Run = command =>
        {
            File.WriteAllBytes(Path.Combine(command.Folder!, "some-chromium-1.2.3.tgz"), archive);
            return new ProcessResult(0, "");
        },
    };

    private static BrowserPackage Package(byte[] archive) => new("@some/chromium", "1.2.3", TestArchive.HashOf(archive));

    private Task<IReadOnlyList<BrowserCommand>> FindAsync(FakeMachine machine, byte[]? pinned = null, TimeSpan? lockTimeout = null) =>
        new NpmBrowser(machine, Package(pinned ?? s_archive), new BrowserCache(_folder, lockTimeout ?? TimeSpan.FromSeconds(30))).FindAsync(_lines.Add);

    private async Task<string> FailAsync(FakeMachine machine, byte[]? pinned = null, TimeSpan? lockTimeout = null) =>
        (await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(machine, pinned, lockTimeout))).Message;
}
