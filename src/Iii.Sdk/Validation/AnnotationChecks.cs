using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Iii.Generated;

/// <summary>
/// The annotations that are more than a comparison, as the framework checks them. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AnnotationChecks
{
    private static readonly EmailAddressAttribute s_email = new();
    private static readonly UrlAttribute s_url = new();
    private static readonly PhoneAttribute s_phone = new();
    private static readonly CreditCardAttribute s_creditCard = new();
    private static readonly Base64StringAttribute s_base64 = new();

    /// <summary>What [EmailAddress] asks.</summary>
    public static bool IsEmailAddress(string value) => s_email.IsValid(value);

    /// <summary>What [Url] asks of a text or a <see cref="Uri"/>.</summary>
    public static bool IsUrl(object value) => s_url.IsValid(value);

    /// <summary>What [Phone] asks.</summary>
    public static bool IsPhone(string value) => s_phone.IsValid(value);

    /// <summary>What [CreditCard] asks.</summary>
    public static bool IsCreditCard(string value) => s_creditCard.IsValid(value);

    /// <summary>What [Base64String] asks.</summary>
    public static bool IsBase64(string value) => s_base64.IsValid(value);

    /// <summary>What [RegularExpression] asks: nothing of an empty text, and that the first match is all of any other. A match that takes too long is none.</summary>
    public static bool Matches(Regex pattern, ReadOnlySpan<char> value)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (value.IsEmpty)
        {
            return true;
        }

        try
        {
            foreach (var match in pattern.EnumerateMatches(value))
            {
                return match.Index == 0 && match.Length == value.Length;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that keeps the worker busy for so long is refused as one that does not match.
        }

        return false;
    }

    /// <summary>The same for what is no text: it is looked at as it is written in the current culture.</summary>
    public static bool Matches<T>(Regex pattern, T value)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[128];
        return value.TryFormat(text, out var length, default, CultureInfo.CurrentCulture)
            ? Matches(pattern, text[..length])
            : Matches(pattern, value.ToString(null, CultureInfo.CurrentCulture).AsSpan());
    }

    /// <summary>What [EnumDataType] asks of an enum with [Flags]: its value is made of flags that have names.</summary>
    public static bool IsMadeOfFlags<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        // What has no names is written as a number.
        Span<char> text = stackalloc char[512];
        return Enum.TryFormat(value, text, out var length) ? !IsNumber(text[..length]) : !IsNumber(value.ToString());
    }

    /// <summary>Asks an attribute that converts what it looks at; what it can not convert is refused.</summary>
    public static bool Accepts(ValidationAttribute attribute, object? value)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        try
        {
            return attribute.IsValid(value);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text is [>= '0' and <= '9' or '-', ..];
}
