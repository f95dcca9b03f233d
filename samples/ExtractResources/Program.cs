using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Writes resources that are embedded in an assembly into a folder: ExtractResources ASSEMBLY FOLDER FILE...
// Only the assembly's metadata is read. It is not loaded, so none of its code runs and none of its dependencies is needed.
if (args is not [var assembly, var folder, .. { Length: > 0 } files])
{
    await Console.Error.WriteLineAsync("Usage: ExtractResources ASSEMBLY FOLDER FILE...");
    return 2;
}

using var portableExecutable = new PEReader(File.OpenRead(assembly));
var metadata = portableExecutable.GetMetadataReader();
var resources = portableExecutable.GetSectionData(portableExecutable.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
Directory.CreateDirectory(folder);
foreach (var file in files)
{
    var found = metadata.ManifestResources.Select(metadata.GetManifestResource)
        .Where(r => r.Implementation.IsNil && metadata.GetString(r.Name).EndsWith($".{file}", StringComparison.Ordinal))
        .ToArray();
    if (found.Length != 1)
    {
        await Console.Error.WriteLineAsync($"{assembly}: error : {found.Length} embedded resources end in '.{file}', one was expected.");
        return 1;
    }

    // A resource is its length in four bytes, then its bytes.
    var start = resources.GetReader((int)found[0].Offset, resources.Length - (int)found[0].Offset);
    var length = start.ReadInt32();
    var partial = Path.Combine(folder, $"{file}.partial");
    await using (var target = File.Create(partial))
    {
        for (var left = length; left > 0;)
        {
            var bytes = start.ReadBytes(Math.Min(left, 1 << 20));
            await target.WriteAsync(bytes);
            left -= bytes.Length;
        }
    }

    // An interrupted build leaves no file that looks complete.
    File.Move(partial, Path.Combine(folder, file), overwrite: true);
    Console.WriteLine($"{file}: {length:N0} bytes");
}

return 0;
