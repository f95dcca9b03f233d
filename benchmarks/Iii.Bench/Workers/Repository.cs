namespace Iii.Bench.Workers;

/// <summary>The checkout that the bench was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A folder for what the bench makes; git ignores it.</summary>
    public static string Artifacts(string name) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench", name)).FullName;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Iii.Generators.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Iii.Generators.sln: run the bench from a checkout.");
    }
}
