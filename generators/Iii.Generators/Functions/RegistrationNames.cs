using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>How the methods are called that register an assembly's functions, and who can call them.</summary>
/// <param name="Class">The class that holds them.</param>
/// <param name="Method">The one that programs that reference the assembly call: <c>AddAcmeOrdersFunctions</c>.</param>
/// <param name="IsProgram">Nobody references the assembly.</param>
/// <param name="IsTaken">An assembly that shows its internals to this one has <c>AddFunctions()</c> already.</param>
internal sealed record RegistrationNames(string Class, string Method, bool IsProgram, bool IsTaken)
{
    private const string Suffix = "IIIWorkerExtensions";

    public static RegistrationNames Of(Compilation compilation) => new(
        ClassOf(compilation.AssemblyName),
        $"Add{string.Concat((compilation.AssemblyName ?? "Assembly").Split('.', '-', '_', ' ').Select(Part))}Functions",
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication,
        compilation.SourceModule.ReferencedAssemblySymbols.Any(a => a.GivesAccessTo(compilation.Assembly) && a.GetTypeByMetadataName("Iii." + ClassOf(a.Name)) is not null));

    private static string ClassOf(string? assemblyName) => NamingConventions.Namespace(assemblyName).Substring("Iii.Generated.".Length) + Suffix;

    private static string Part(string part)
    {
        var name = NamingConventions.Identifier(part);
        return part.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }
}
