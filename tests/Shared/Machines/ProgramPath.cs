using System.Runtime.InteropServices;

namespace Iii.TestSupport;

/// <summary>Finds programs in the folders of <c>PATH</c>.</summary>
internal static class ProgramPath
{
    /// <summary>Finds the first program of this name; null when there is none.</summary>
    public static string? Find(IMachine machine, string name)
    {
        var isWindows = machine.Platform == OSPlatform.Windows;
        string[] names = isWindows ? [$"{name}.exe", $"{name}.cmd"] : [name];
        return (machine.Variable("PATH") ?? "").Split(isWindows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(file => Join(machine, folder, file)))
            .FirstOrDefault(machine.FileExists);
    }

    /// <summary>Joins two parts of a path as the machine's file system does.</summary>
    public static string Join(IMachine machine, string folder, string rest) =>
        machine.Platform == OSPlatform.Windows ? $@"{folder.TrimEnd('\\')}\{rest}" : $"{folder.TrimEnd('/')}/{rest}";
}
