using System.Collections.Immutable;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Writes contexts of System.Text.Json.</summary>
internal static class JsonContextSource
{
    private const string Name = "AppJsonContext";

    /// <summary>Adds types to the context that the assembly names, or to a new one in a file of its own.</summary>
    /// <param name="project">The project.</param>
    /// <param name="types">The types, as C# source from the root.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static async Task<Solution> AddAsync(Project project, ImmutableArray<string> types, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        foreach (var reference in JsonContexts.Of(compilation.Assembly.GetAttributes()).SelectMany(c => c.DeclaringSyntaxReferences))
        {
            if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is ClassDeclarationSyntax { AttributeLists.Count: > 0 } context && project.GetDocument(context.SyntaxTree) is { } document)
            {
                var root = await context.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
                return project.Solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(context, With(context, types)));
            }
        }

        return Create(project, compilation, types);
    }

    private static ClassDeclarationSyntax With(ClassDeclarationSyntax context, ImmutableArray<string> types)
    {
        // Each on a line of its own, laid out as the last one is.
        var last = context.AttributeLists.Last();
        var indent = last.GetLeadingTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        return context.AddAttributeLists(types
            .Select(t => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Serializable(t))).WithLeadingTrivia(indent).WithTrailingTrivia(last.GetTrailingTrivia()))
            .ToArray());
    }

    private static AttributeSyntax Serializable(string type) =>
        SyntaxFactory.Attribute(KnownTypes.Short(SyntaxFactory.ParseName("global::System.Text.Json.Serialization.JsonSerializable")))
            .AddArgumentListArguments(SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(KnownTypes.Short(SyntaxFactory.ParseTypeName(type)))));

    private static Solution Create(Project project, Compilation compilation, ImmutableArray<string> types)
    {
        var space = string.IsNullOrEmpty(project.DefaultNamespace) ? null : project.DefaultNamespace;
        var name = Enumerable.Range(1, int.MaxValue - 1).Select(n => n == 1 ? Name : $"{Name}{n}")
            .First(n => compilation.GetTypeByMetadataName(space is null ? n : $"{space}.{n}") is null && project.Documents.All(d => d.Name != n + ".cs"));
        var text = $$"""
            using System.Text.Json.Serialization;
            using Iii;

            [assembly: IIIJsonContext(typeof({{(space is null ? name : $"{space}.{name}")}}))]
            {{(space is null ? "" : $"\nnamespace {space};\n")}}
            /// <summary>Reads and writes types that have no readers and writers of their own.</summary>
            {{string.Join("\n", types.Select(t => $"[JsonSerializable(typeof({t}))]"))}}
            internal sealed partial class {{name}} : JsonSerializerContext;

            """.Replace("\r\n", "\n");
        if (project.Documents.FirstOrDefault(d => d.TryGetText(out _)) is { } other && other.TryGetText(out var like) && like.ToString().Contains("\r\n"))
        {
            text = text.Replace("\n", "\r\n");
        }

        var root = SyntaxFactory.ParseCompilationUnit(text, options: project.ParseOptions as CSharpParseOptions);
        root = root.ReplaceNodes(root.DescendantNodes().OfType<TypeOfExpressionSyntax>(), (_, of) => of.WithType(KnownTypes.Short(of.Type)));
        return project.Solution.AddDocument(DocumentId.CreateNewId(project.Id), name + ".cs", root, filePath: Place(project, name));
    }

    private static string? Place(Project project, string name) => project.FilePath is { } path ? Path.Combine(Path.GetDirectoryName(path)!, name + ".cs") : null;
}
