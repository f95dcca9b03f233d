using System.Xml.Linq;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Represents the fonts of an unpacked browser: those of the machine, and its own where the machine has none.</summary>
internal static class FontConfiguration
{
    /// <summary>The name of the file in the browser's folder. The package has one of this name for another place, which is replaced.</summary>
    public const string FileName = "fonts.conf";

    /// <summary>Writes the configuration.</summary>
    /// <param name="folder">The folder to write it to.</param>
    /// <param name="home">The folder that the browser will be in.</param>
    public static void Write(string folder, string home) => new XDocument(
        new XDocumentType("fontconfig", null, "fonts.dtd", null),
        new XElement(
            "fontconfig",
            new XElement("include", new XAttribute("ignore_missing", "yes"), "/etc/fonts/fonts.conf"),
            new XElement("dir", Path.Combine(home, "fonts")),
            new XElement("cachedir", Path.Combine(home, "fonts-cache")))).Save(Path.Combine(folder, FileName));
}
