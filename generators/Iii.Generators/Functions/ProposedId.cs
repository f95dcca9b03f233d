using System.Text.RegularExpressions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>Ids that are proposed where one is missing, malformed or taken: by convention <c>service::name</c>, after the class and the method.</summary>
internal static class ProposedId
{
    public const string EnginesOwn = "engine::";

    private static readonly Regex s_separators = new(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant);
    private static readonly string[] s_classSuffixes = ["Functions", "Function", "Handlers", "Handler", "Endpoints", "Services", "Service", "Worker"];

    /// <summary>An id for a method; null for one that has no name.</summary>
    public static string? Of(IMethodSymbol method) => Name(method) is { } name ? $"{Service(method.ContainingType)}::{name}" : null;

    /// <summary>The id without what is wrong with it; null where nothing is left of it and the method has no name.</summary>
    public static string? Mended(string? id, IMethodSymbol method)
    {
        var own = id ?? "";
        while (own.StartsWith(EnginesOwn, StringComparison.Ordinal))
        {
            own = own.Substring(EnginesOwn.Length);
        }

        var parts = own.Split([':'], StringSplitOptions.RemoveEmptyEntries).Select(p => s_separators.Replace(p.Trim(), "-")).Where(p => p.Trim('-').Length > 0).ToArray();
        return parts.Length == 0 ? Of(method)
            : parts.Length == 1 && (id!.Contains("::") || own != id) ? WithService(parts[0], method)
            : string.Join("::", parts);
    }

    /// <summary>The id behind the name of its class.</summary>
    public static string WithService(string id, IMethodSymbol method) => $"{Service(method.ContainingType)}::{id}";

    /// <summary>An id that is not taken, for a method that has the same one as another.</summary>
    public static string Another(string id, IMethodSymbol method, ICollection<string> taken)
    {
        var end = id.LastIndexOf("::", StringComparison.Ordinal);
        if (Name(method) is { } name && (end < 0 ? name : id.Substring(0, end + 2) + name) is var named && !taken.Contains(named))
        {
            return named;
        }

        return Numbered(id, taken);
    }

    /// <summary>The id with the first number that makes it unique.</summary>
    public static string Numbered(string id, ICollection<string> taken) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{id}{n}").First(i => !taken.Contains(i));

    private static string Service(INamedTypeSymbol type)
    {
        var suffix = s_classSuffixes.FirstOrDefault(s => type.Name.Length > s.Length && type.Name.EndsWith(s, StringComparison.Ordinal)) ?? "";
        var name = Kebab(type.Name.Substring(0, type.Name.Length - suffix.Length));
        return name.Length == 0 || name == "engine" ? "service" : name;
    }

    private static string? Name(IMethodSymbol method) => method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || !method.CanBeReferencedByName
        ? null
        : Kebab(method.Name.Length > 5 && method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - 5) : method.Name);

    private static string Kebab(string name) =>
        NamingConventions.KebabCase(NamingConventions.CamelCase(new string(name.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray())));
}
