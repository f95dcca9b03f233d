using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Page;

/// <summary>The page's own files, which the assembly carries.</summary>
internal static class PageFiles
{
    private const string Prefix = "Iii.DevEngine.Page.";

    private static readonly FrozenDictionary<string, (string Type, byte[] Bytes)> s_files = typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => "/" + n[Prefix.Length..], n => (TypeOf(n), Read(n)), StringComparer.Ordinal);

    /// <summary>Answers with a file.</summary>
    /// <returns>False when there is none of this path.</returns>
    public static async Task<bool> TryServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value is "" or "/" or null ? "/index.html" : context.Request.Path.Value;
        if (!s_files.TryGetValue(path, out var file))
        {
            return false;
        }

        context.Response.ContentType = file.Type;
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page has a file of the unknown kind '{other}': {name}."),
    };

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
