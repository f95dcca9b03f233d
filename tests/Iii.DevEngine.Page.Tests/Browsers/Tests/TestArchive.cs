using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Builds small archives with the layout of the npm package.</summary>
internal sealed class TestArchive
{
    private readonly List<(string Name, byte[] Content)> _entries = [("package/README.md", "Text."u8.ToArray())];

    public TestArchive Program(string content) => Add("package/bin/chromium.br", Compress(Encoding.UTF8.GetBytes(content)));

    /// <summary>Adds an inner archive with one file.</summary>
    public TestArchive Inner(string name, string file, string content) =>
        Add($"package/bin/{name}.tar.br", Compress(Tar([(file, Encoding.UTF8.GetBytes(content))])));

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var compressed = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            compressed.Write(Tar(_entries));
        }

        return bytes.ToArray();
    }

    public static string HashOf(byte[] archive) => Convert.ToBase64String(SHA512.HashData(archive));

    private static byte[] Tar(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var compressed = new BrotliStream(bytes, CompressionLevel.Fastest))
        {
            compressed.Write(content);
        }

        return bytes.ToArray();
    }

    private TestArchive Add(string name, byte[] content)
    {
        _entries.Add((name, content));
        return this;
    }
}
