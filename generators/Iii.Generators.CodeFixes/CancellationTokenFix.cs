using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Adds a CancellationToken to a function; those who call the method themselves need not give one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CancellationTokenFix : CodeFix
{
    private static readonly string[] s_names = ["cancellationToken", "stoppingToken", "callCancellationToken"];

    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III054"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol
            || symbol.IsOverride || symbol.PartialDefinitionPart is not null || symbol.PartialImplementationPart is not null || Implements(symbol))
        {
            // Others declare its parameters as well.
            return;
        }

        var names = method.DescendantNodes().OfType<ParameterSyntax>().Select(p => p.Identifier.ValueText).Concat(method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(v => v.Identifier.ValueText)).ToArray();
        var name = s_names.FirstOrDefault(n => !names.Contains(n, StringComparer.Ordinal));
        if (name is null)
        {
            return;
        }

        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name))
            .WithType(KnownTypes.Type(KnownNames.CancellationToken).WithTrailingTrivia(SyntaxFactory.Space))
            .WithDefault(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
        if (symbol.IsAsync && symbol.ReturnType.Name == "IAsyncEnumerable")
        {
            // The compiler asks for it where a sequence is made of an iterator.
            var mark = SyntaxFactory.Attribute(KnownTypes.Short(SyntaxFactory.ParseName("global::System.Runtime.CompilerServices.EnumeratorCancellation")));
            parameter = parameter.AddAttributeLists(SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(mark)).WithTrailingTrivia(SyntaxFactory.Space));
        }

        var index = method.ParameterList.Parameters.IndexOf(p => p.Modifiers.Any(SyntaxKind.ParamsKeyword));
        var changed = ParameterComment.Add(method, name, "Ends the call early.")
            .WithParameterList(method.ParameterList.With(index < 0 ? method.ParameterList.Parameters.Count : index, parameter));
        context.RegisterCodeFix(CodeAction.Create("Add a CancellationToken", _ => Task.FromResult(context.Document.WithSyntaxRoot(Imports.Of(root.ReplaceNode(method, changed), model, method.SpanStart, KnownNames.CancellationToken))), id), diagnostic);
    }

    private static bool Implements(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));
}
