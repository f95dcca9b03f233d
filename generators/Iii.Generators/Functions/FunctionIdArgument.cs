using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Functions;

/// <summary>The argument of [IIIFunction] that is the id.</summary>
internal static class FunctionIdArgument
{
    /// <summary>The argument; null when there is none.</summary>
    public static AttributeArgumentSyntax? Of(AttributeSyntax attribute) => attribute.Argument("Id", -1) ?? attribute.Argument("id", 0);

    /// <summary>Where the id stands; the whole attribute when it is missing.</summary>
    public static Location? Place(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.Syntax(cancellationToken) is { } syntax ? (Of(syntax)?.Expression ?? (SyntaxNode)syntax).GetLocation() : null;
}
