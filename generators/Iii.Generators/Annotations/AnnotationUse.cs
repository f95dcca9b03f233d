using System.Globalization;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>One annotation on one value, while it is looked at.</summary>
internal sealed class AnnotationUse(AttributeData attribute, AnnotatedValue value, Compilation compilation, List<DiagnosticRecord>? problems)
{
    public AttributeData Attribute { get; } = attribute;

    public AnnotatedValue Value { get; } = value;

    public Compilation Compilation { get; } = compilation;

    /// <summary>The type of a value that is not null.</summary>
    public ITypeSymbol Type => Value.Inner;

    /// <summary>The attribute as people write it: <c>Range</c>.</summary>
    public string Display { get; } = attribute.AttributeClass!.Name is var name && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : attribute.AttributeClass.Name;

    /// <summary>An argument of the constructor; null when there is none.</summary>
    public object? Argument(int index) => index < Attribute.ConstructorArguments.Length ? Attribute.ConstructorArguments[index].Scalar() : null;

    /// <summary>A property that is set; null when it is not.</summary>
    public object? Named(string property) => Attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value.Scalar();

    /// <summary>The annotation asks for what the type does not have.</summary>
    public Annotation? HasNoMeaning(string fix) => Fail(AnnotationDiagnostics.HasNoMeaning, Display, Value.Place, Value.Type.ToDisplayString(), fix);

    /// <summary>The annotation contradicts itself.</summary>
    public Annotation? IsWrong(string reason) => Fail(AnnotationDiagnostics.IsWrong, Display, Value.Place, reason);

    /// <summary>Generated code can not do what it asks.</summary>
    public Annotation? CanNotBeChecked(string reason) => Fail(AnnotationDiagnostics.CanNotBeChecked, Display, Value.Place, reason);

    public Annotation? Fail(DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Report(descriptor, arguments);
        return null;
    }

    public void Report(DiagnosticDescriptor descriptor, params string[] arguments)
    {
        // Of what is in another assembly, the member's use is all there is to point at.
        var place = LocationRecord.From(Attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation()) ?? LocationRecord.From(Value.Symbol);
        problems?.Add(new DiagnosticRecord(descriptor, place, arguments.ToEquatableArray()));
    }

    /// <summary>What is said of a value that is refused, as C# source: the attribute's own words where it has some. Null when these can not be used.</summary>
    /// <param name="unlessSaid">The words otherwise.</param>
    /// <param name="arguments">What {1}, {2}… stand for.</param>
    /// <param name="isOwn">The words are the user's.</param>
    public string? Message(string unlessSaid, object[] arguments, out bool isOwn)
    {
        isOwn = true;
        if (Named("ErrorMessageResourceType") is INamedTypeSymbol resources && Named("ErrorMessageResourceName") is string name)
        {
            if (Named("ErrorMessage") is not null)
            {
                IsWrong("ErrorMessage and ErrorMessageResourceName are both set; set one");
                return null;
            }

            if (!resources.GetMembers(name).Any(m => m is IPropertySymbol { IsStatic: true, Type.SpecialType: SpecialType.System_String } or IFieldSymbol { IsStatic: true, Type.SpecialType: SpecialType.System_String } && Compilation.IsSymbolAccessibleWithin(m, Compilation.Assembly)))
            {
                CanNotBeChecked($"{resources.ToDisplayString()} has no static text '{name}' that generated code can read; make the property internal or public");
                return null;
            }

            var values = string.Concat(arguments.Select(a => $", {(a is string text ? NamingConventions.Literal(text) : Convert.ToString(a, CultureInfo.InvariantCulture))}"));
            return $"string.Format(global::System.Globalization.CultureInfo.CurrentCulture, {resources.QualifiedNotNull()}.{NamingConventions.Escaped(name)}, {Value.DisplayName}{values})";
        }

        if (Attribute.NamedArguments.Any(a => a.Key == "ErrorMessage"))
        {
            return Named("ErrorMessage") is string { Length: > 0 } message
                ? Format(message, arguments)
                : Unused("its ErrorMessage is empty; leave it out for the words of the library");
        }

        isOwn = false;
        return NamingConventions.Literal(unlessSaid);
    }

    private string? Format(string message, object[] arguments)
    {
        try
        {
            var known = Value.KnownName;
            var text = string.Format(CultureInfo.InvariantCulture, message, [known ?? "", .. arguments]);
            return known is not null
                ? NamingConventions.Literal(text)
                : $"string.Format(global::System.Globalization.CultureInfo.CurrentCulture, {NamingConventions.Literal(string.Format(CultureInfo.InvariantCulture, message, ["{0}", .. arguments]))}, {Value.DisplayName})";
        }
        catch (FormatException)
        {
            return Unused($"its ErrorMessage can not be formatted: it has the placeholders {{0}}{(arguments.Length > 0 ? $" to {{{arguments.Length}}}" : "")}, and a brace in the text is written twice");
        }
    }

    private string? Unused(string reason)
    {
        IsWrong(reason);
        return null;
    }
}
