using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Iii.Generators.CodeFixes;

/// <summary>Types and attributes that fixes write: as short as the document allows.</summary>
internal static class KnownTypes
{
    /// <summary>A type of which the full name is known.</summary>
    public static TypeSyntax Type(string name) => Short(SyntaxFactory.ParseTypeName("global::" + name));

    /// <summary>An attribute of the library.</summary>
    /// <param name="name">Its name without the ending.</param>
    /// <param name="arguments">The arguments, as C# source.</param>
    public static AttributeSyntax Attribute(string name, params string[] arguments)
    {
        var attribute = SyntaxFactory.Attribute(Short(SyntaxFactory.ParseName("global::" + name)));
        return arguments.Length == 0
            ? attribute
            : attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(arguments.Select(a => SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(a))))));
    }

    /// <summary>The name as it is written where the document imports its namespace.</summary>
    public static TNode Short<TNode>(TNode node)
        where TNode : SyntaxNode => node.WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
}
