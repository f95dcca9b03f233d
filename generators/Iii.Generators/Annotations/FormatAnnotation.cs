using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>The annotations that say what a text is: [EmailAddress], [Url], [Phone], [CreditCard], [Base64String] and [FileExtensions].</summary>
internal static class FormatAnnotation
{
    private const string Checks = "global::Iii.Generated.AnnotationChecks.";

    public static Annotation? Of(AnnotationUse use)
    {
        var name = use.Attribute.AttributeClass!.FullMetadataName();
        var isText = use.Type.SpecialType is SpecialType.System_String;
        if (!isText && !(name == AnnotationNames.Url && use.Type.FullMetadataName() == "System.Uri"))
        {
            return use.HasNoMeaning(name == AnnotationNames.Url ? "it is for texts and Uri" : "it is for texts");
        }

        return name switch
        {
            AnnotationNames.EmailAddress => Of(use, "must be an e-mail address", "IsEmailAddress", new KeyValuePair<string, string>("format", "\"email\"")),
            AnnotationNames.Url => Of(use, "must be an http, https or ftp address", "IsUrl", new KeyValuePair<string, string>("format", "\"uri\"")),
            AnnotationNames.Phone => Of(use, "must be a phone number", "IsPhone"),
            AnnotationNames.CreditCard => Of(use, "must be the number of a credit card", "IsCreditCard"),
            AnnotationNames.Base64String => Of(use, "must be base64", "IsBase64", new KeyValuePair<string, string>("contentEncoding", "\"base64\"")),
            _ => OfExtensions(use),
        };
    }

    private static Annotation? Of(AnnotationUse use, string words, string method, params KeyValuePair<string, string>[] keywords) => use.Message(words, [], out _) is not { } message ? null : new Annotation
    {
        Keywords = keywords,
        Check = new Check($"!{Checks}{method}({Check.Value})", message),
    };

    private static Annotation? OfExtensions(AnnotationUse use)
    {
        const string Type = "global::System.ComponentModel.DataAnnotations.FileExtensionsAttribute";
        var extensions = use.Named("Extensions") as string is { } given && !string.IsNullOrWhiteSpace(given) ? given : "png,jpg,jpeg,gif";
        var list = string.Join(", ", extensions.Replace(" ", "").Replace(".", "").ToLowerInvariant().Split(',').Select(e => "." + e));
        return use.Message($"must be the name of a file that ends with {list}", [list], out _) is not { } message ? null : new Annotation
        {
            Check = new Check($"!{Check.Field}.IsValid({Check.Value})", message)
            {
                Fields = new[] { new CheckField(Type, "Extensions", $"new() {{ Extensions = {NamingConventions.Literal(extensions)} }}") }.ToEquatableArray(),
            },
        };
    }
}
