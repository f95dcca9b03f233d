using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>
/// Represents the archive of a <see cref="BrowserPackage"/>: in its folder <c>bin</c>, <c>chromium.br</c> is the program and
/// <c>*.tar.br</c> are the libraries and fonts, compressed with Brotli.
/// </summary>
internal sealed class BrowserArchive(string path)
{
    /// <summary>The name of the program in the folder that was unpacked to.</summary>
    public const string Program = "chromium";

    private const string Folder = "package/bin/";

    /// <summary>Throws unless the archive is the one with this hash.</summary>
    /// <exception cref="InvalidDataException">It is another one.</exception>
    public async Task VerifyAsync(string sha512)
    {
        await using var file = File.OpenRead(path);
        var actual = Convert.ToBase64String(await SHA512.HashDataAsync(file));
        if (actual != sha512)
        {
            throw new InvalidDataException($"the SHA-512 of what was downloaded is '{actual}' and not '{sha512}'");
        }
    }

    /// <summary>Unpacks program, libraries and fonts into a folder.</summary>
    /// <exception cref="InvalidDataException">The archive holds no program, or an entry that would leave the folder.</exception>
    public async Task UnpackAsync(string target)
    {
        await using var file = File.OpenRead(path);
        await using var decompressed = new GZipStream(file, CompressionMode.Decompress);
        await using var entries = new TarReader(decompressed);
        while (await entries.GetNextEntryAsync() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.StartsWith(Folder, StringComparison.Ordinal))
            {
                continue;
            }

            var name = entry.Name[Folder.Length..];
            await using var content = new BrotliStream(entry.DataStream, CompressionMode.Decompress);
            if (name.EndsWith(".tar.br", StringComparison.Ordinal))
            {
                await TarFile.ExtractToDirectoryAsync(content, target, overwriteFiles: false);
            }
            else if (name is Program + ".br")
            {
                await WriteProgramAsync(content, Path.Combine(target, Program));
            }
        }

        if (!File.Exists(Path.Combine(target, Program)))
        {
            throw new InvalidDataException($"the archive has no '{Folder}{Program}.br'");
        }
    }

    private static async Task WriteProgramAsync(Stream content, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        await using var file = new FileStream(path, options);
        await content.CopyToAsync(file);
    }
}
