using System.Runtime.CompilerServices;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Json;

/// <summary>
/// The names of all methods and types with a type parameter that is marked with [IIIJson], here and in what is referenced. Only names in source that are
/// among them are worth asking the compiler about. What a tree or a reference holds does not change, so each is searched once.
/// </summary>
internal static class MarkedNames
{
    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> s_compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> s_trees = new();
    private static readonly ConditionalWeakTable<MetadataReference, string[]> s_references = new();

    public static HashSet<string> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (s_compilations.TryGetValue(compilation, out var known))
        {
            return known;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.UnionWith(s_trees.GetValue(tree, t => OfTree(t).ToArray()));
        }

        foreach (var reference in compilation.References)
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.UnionWith(s_references.GetValue(reference, r => compilation.GetAssemblyOrModuleSymbol(r) is IAssemblySymbol assembly ? OfAssembly(assembly).ToArray() : []));
        }

        return s_compilations.GetValue(compilation, _ => names);
    }

    private static IEnumerable<string> OfTree(SyntaxTree tree) =>
        from parameter in tree.GetRoot().DescendantNodes().OfType<TypeParameterSyntax>()
        where parameter.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Split('.').Last() is "IIIJson" or "IIIJsonAttribute")
        select parameter.Parent?.Parent switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            TypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => "",
        };

    /// <summary>Only an assembly that knows the attribute can use it.</summary>
    private static IEnumerable<string> OfAssembly(IAssemblySymbol assembly)
    {
        var declares = assembly.GetTypeByMetadataName(KnownNames.JsonAttribute) is not null;
        return declares || assembly.Modules.SelectMany(m => m.ReferencedAssemblySymbols).Any(a => a.GetTypeByMetadataName(KnownNames.JsonAttribute) is not null)
            ? OfNamespace(assembly.GlobalNamespace)
            : [];
    }

    private static IEnumerable<string> OfNamespace(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            var parameters = member switch
            {
                IMethodSymbol method => method.TypeParameters,
                INamedTypeSymbol type => type.TypeParameters,
                _ => [],
            };
            if (parameters.Any(p => p.Attribute(KnownNames.JsonAttribute) is not null))
            {
                yield return member.Name;
            }

            foreach (var name in member is INamespaceOrTypeSymbol inner ? OfNamespace(inner) : [])
            {
                yield return name;
            }
        }
    }
}
