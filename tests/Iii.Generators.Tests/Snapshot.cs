using System.Runtime.CompilerServices;

namespace Iii.Generators.Tests;

/// <summary>Compares text with a verified file beside the test; on a difference the received text is written next to it, to be looked at and taken over.</summary>
internal static class Snapshot
{
    public static void Verify(string received, string name, [CallerFilePath] string test = "")
    {
        var place = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", $"{Path.GetFileNameWithoutExtension(test)}.{name}");
        var verified = File.Exists(place + ".verified.cs") ? File.ReadAllText(place + ".verified.cs").ReplaceLineEndings("\n") : "";
        if (received == verified)
        {
            File.Delete(place + ".received.cs");
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place + ".received.cs", received);
        Assert.Fail($"The emitted code is not what was verified. Compare {place}.received.cs with .verified.cs, and rename it when it is right.");
    }
}
