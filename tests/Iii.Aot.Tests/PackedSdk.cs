namespace Iii.Aot.Tests;

/// <summary>The SDK's package, packed once for its tests, with a version that no cache has seen.</summary>
public sealed class PackedSdk : IAsyncLifetime
{
    private readonly string _suffix = $"test.{Guid.NewGuid():N}";

    /// <summary>Where the package is, and what is made of it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("iii-package").FullName;

    public string Package => Directory.GetFiles(Folder, $"Iii.Sdk.*-{_suffix}.nupkg").Single();

    public string Version => Path.GetFileNameWithoutExtension(Package)["Iii.Sdk.".Length..];

    public async Task InitializeAsync()
    {
        // The filters travel in a package of their own, which the SDK's package depends on.
        foreach (var project in new[] { "src/Iii.Filters", "src/Iii.Sdk" })
        {
            var (exitCode, said) = await Repository.DotnetAsync(
                Repository.Root, "pack", project, "-c", "Release", "-o", Folder, "--nologo", $"-p:VersionSuffix={_suffix}");
            Assert.True(exitCode == 0, said);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
