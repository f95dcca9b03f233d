using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Iii.Generators.CodeFixes;

/// <summary>Lets a JsonSerializerContext read and write a type that has no reader and writer here.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class JsonContextFix : CodeFix
{
    /// <summary>One context takes the types of all three errors.</summary>
    internal const string Key = "JsonSerializerContext";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III003", "III004", "III012"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => JsonContextFixAll.Instance;

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is { } type)
        {
            context.RegisterCodeFix(CodeAction.Create($"Read and write {type.Split(':', '.').Last()} by a JsonSerializerContext", token => JsonContextSource.AddAsync(context.Document.Project, [type], token), Key), diagnostic);
        }

        return Task.CompletedTask;
    }
}
