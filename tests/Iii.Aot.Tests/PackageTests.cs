using System.IO.Compression;
using System.Xml.Linq;
using Iii.DevEngine;

namespace Iii.Aot.Tests;

/// <summary>The package as a stranger gets it: one reference in a project outside of this repository.</summary>
[Collection(nameof(Repository))]
public sealed class PackageTests(PackedSdk sdk) : IClassFixture<PackedSdk>
{
    [Fact]
    public void The_package_carries_the_generator_and_the_docs_and_depends_on_two_abstractions()
    {
        using var package = ZipFile.OpenRead(sdk.Package);
        var names = package.Entries.Select(e => e.FullName).ToArray();
        Assert.All(["lib/net10.0/Iii.Sdk.dll", "lib/net10.0/Iii.Sdk.xml", "buildTransitive/Iii.Sdk.props", "analyzers/dotnet/cs/Iii.Generators.dll", "analyzers/dotnet/cs/Iii.Generators.CodeFixes.dll", "README.md"], name => Assert.Contains(name, names));
        using var specification = package.GetEntry("Iii.Sdk.nuspec")!.Open();
        var elements = XDocument.Load(specification).Descendants().ToArray();
        Assert.Equal("Apache-2.0", elements.Single(e => e.Name.LocalName == "license").Value);
        Assert.Equal(["Iii.Filters", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"], elements.Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_reference_makes_a_worker_that_answers()
    {
        var project = await WriteProjectAsync("""
            using Iii;

            await using var worker = IIIWorker.Create(args[0], options => options.Name = "stranger");
            worker.AddFunctions();
            worker.MapFunction("math::scale", (double value, double by = 2) => value * by);
            await worker.StartAsync();
            Console.WriteLine("sum " + await worker.CallAsync<Pair, double>("math::add", new Pair(1, 2.5)));
            Console.WriteLine("twice " + await worker.CallAsync<Dictionary<string, double>, double>("math::scale", new() { ["value"] = 2.5 }));

            public sealed record Pair(double A, double B);

            public static class Sums
            {
                [IIIFunction("math::add", Description = "Adds")]
                public static double Add(Pair pair) => pair.A + pair.B;
            }
            """);
        var (exitCode, said) = await Repository.DotnetAsync(project, "build", "--nologo");
        Assert.True(exitCode == 0, said);
        Assert.Contains("0 Warning(s)", said, StringComparison.Ordinal);

        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        (exitCode, said) = await Repository.DotnetAsync(project, "exec", Path.Combine(project, "bin", "Debug", "net10.0", "Stranger.dll"), engine.WorkerUrl.ToString());
        Assert.True(exitCode == 0, said);
        Assert.Contains("sum 3.5", said, StringComparison.Ordinal);
        Assert.Contains("twice 5", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_id_twice_turns_the_build_red_and_names_both_places()
    {
        var project = await WriteProjectAsync("""public static class First { [Iii.IIIFunction("a::b")] public static int One() => 1; public static void Main() { } }""");
        await File.WriteAllTextAsync(Path.Combine(project, "Second.cs"), """public static class Second { [Iii.IIIFunction("a::b")] public static int Two() => 2; }""");
        var (exitCode, said) = await Repository.DotnetAsync(project, "build", "--nologo");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Program.cs(1,", said, StringComparison.Ordinal);
        Assert.Contains("Second.cs(1,", said, StringComparison.Ordinal);
        Assert.Contains("error III001", said, StringComparison.Ordinal);
        Assert.Contains("'Second.Two' has it too", said, StringComparison.Ordinal);
    }

    private async Task<string> WriteProjectAsync(string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(sdk.Folder, Guid.NewGuid().ToString("N"))).FullName;

        // The package stays in this folder; everything else comes from where this machine keeps its packages.
        await File.WriteAllTextAsync(Path.Combine(folder, "Stranger.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestoreAdditionalProjectSources>{sdk.Folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(sdk.Folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Repository.PackagesFolder}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Iii.Sdk" Version="{sdk.Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }
}
