using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Iii.Validation.Tests;

public enum Color
{
    Red,
    Green = 5,
}

[Flags]
public enum Styles
{
    Bold = 1,
    Italic = 2,
    Underlined = 8,
}

/// <summary>Every numeric type with ranges of every kind.</summary>
public sealed class Numbers
{
    [Range(-5, 5)] public sbyte S8 { get; set; }
    [Range(-1000, 300)] public byte U8 { get; set; } = 1;
    [Range(10, 40_000, MinimumIsExclusive = true)] public short S16 { get; set; } = 11;
    [Range(0, 9, MaximumIsExclusive = true)] public ushort U16 { get; set; }
    [Range(-7, 7)] public int S32 { get; set; }
    [Range(-7, 7)] public uint U32 { get; set; }
    [Range(int.MinValue, int.MaxValue)] public long S64 { get; set; }
    [Range(3, int.MaxValue)] public ulong U64 { get; set; } = 3;
#pragma warning disable III074 // That it rounds is compared here.
    [Range(-2, 2)] public float F32 { get; set; }
    [Range(-2, 2, MinimumIsExclusive = true, MaximumIsExclusive = true)] public double F64 { get; set; }
    [Range(0, 1)] public decimal Money { get; set; }
#pragma warning restore III074
    [Range(-0.5, 1.25)] public float Real32 { get; set; }
    [Range(0.1, double.PositiveInfinity, MinimumIsExclusive = true)] public double Real64 { get; set; } = 1;
    [Range(-0.5, 0.3)] public decimal RealMoney { get; set; }
    [Range(-0.5, 3.5)] public int RealInteger { get; set; }
    [Range(1, 5)] public int? Maybe { get; set; }
    [Range(0.0, 5.5)] public Color Color { get; set; }
    [Range(1, 5)] public Color? MaybeColor { get; set; }
    [Range(60, 97)] public char Letter { get; set; } = 'A';
    [Range(1, 12)] public string? Text { get; set; }
    [Range(0.5, 12.5, MaximumIsExclusive = true)] public string? RealText { get; set; }
    [AllowedValues(1, 2, -3)] public int Allowed { get; set; } = 1;
    [AllowedValues(1L, null)] public long? MaybeAllowed { get; set; }
    [DeniedValues(0.0, double.NaN)] public double Denied { get; set; } = 1;
    [AllowedValues(Color.Green)] public Color Green { get; set; } = Color.Green;
    [EnumDataType(typeof(Color))] public Color Defined { get; set; }
    [EnumDataType(typeof(Styles))] public Styles Styled { get; set; } = Styles.Bold;
    [EnumDataType(typeof(Color))] public int Number { get; set; }
    [RegularExpression("-?[0-9]{1,2}")] public int Brief { get; set; }
}

/// <summary>Ranges of types that are named.</summary>
public sealed class Ranges
{
    [Range(typeof(decimal), "-0.5", "1e1", ParseLimitsInInvariantCulture = true)] public decimal Money { get; set; }
    [Range(typeof(long), "-5", "5000000000")] public long S64 { get; set; }
    [Range(typeof(double), "0.5", "1.5", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)] public double? F64 { get; set; }
    [Range(typeof(float), "0", "1.5", ParseLimitsInInvariantCulture = true)] public float F32 { get; set; }
    [Range(typeof(Half), "0", "2")] public Half F16 { get; set; }
    [Range(typeof(Int128), "0", "99999999999999999999")] public Int128 S128 { get; set; }
    [Range(typeof(Color), "Red", "Green", MaximumIsExclusive = true)] public Color Color { get; set; }
    [Range(typeof(bool), "true", "true")] public bool Yes { get; set; } = true;
    [Range(typeof(char), "b", "y")] public char Letter { get; set; } = 'c';
    [Range(typeof(DateTime), "2000-01-01", "2030-06-01T12:00:00", ParseLimitsInInvariantCulture = true)] public DateTime At { get; set; } = new(2020, 1, 1);
    [Range(typeof(DateTimeOffset), "2000-01-01T00:00:00Z", "2030-01-01T00:00:00Z", MaximumIsExclusive = true, ParseLimitsInInvariantCulture = true)] public DateTimeOffset? Moment { get; set; }
    [Range(typeof(DateOnly), "2000-01-01", "2030-01-01", ParseLimitsInInvariantCulture = true)] public DateOnly Day { get; set; } = new(2020, 1, 1);
    [Range(typeof(TimeOnly), "08:00", "17:30", ParseLimitsInInvariantCulture = true)] public TimeOnly Clock { get; set; } = new(9, 0);
    [Range(typeof(TimeSpan), "-1.00:00:00", "1.00:00:00", MinimumIsExclusive = true)] public TimeSpan Span { get; set; }
    [Range(typeof(Version), "1.0", "2.0")] public Version? Version { get; set; }
}

/// <summary>What is asked of texts.</summary>
public sealed class Texts
{
    [Required] public string? Required { get; set; } = "x";
    [Required(AllowEmptyStrings = true)] public string? Present { get; set; } = "";
    [StringLength(3)] public string? Brief { get; set; }
    [StringLength(4, MinimumLength = 2), Required] public string? Both { get; set; } = "ab";
    [MinLength(2)] public string? Lengthy { get; set; }
    [MaxLength(2)] public string? Little { get; set; }
    [Length(1, 3)] public string? Some { get; set; }
    [MaxLength] public string? Any { get; set; }
    [RegularExpression("a|ab|[0-9]+")] public string? Pattern { get; set; }
    [RegularExpression("^[A-Z]{2}$", MatchTimeoutInMilliseconds = -1)] public string? Anchored { get; set; }
    [EmailAddress] public string? Email { get; set; }
    [Url] public string? Url { get; set; }
    [Url] public Uri? Address { get; set; }
    [Phone] public string? Phone { get; set; }
    [CreditCard] public string? Card { get; set; }
    [Base64String] public string? Base64 { get; set; }
    [FileExtensions] public string? Picture { get; set; }
    [FileExtensions(Extensions = ".csv, TXT")] public string? Table { get; set; }
    [AllowedValues("a", "", null)] public string? Allowed { get; set; }
    [DeniedValues("a", "x")] public string? Denied { get; set; }
    [EnumDataType(typeof(Color))] public string? Color { get; set; }
    [EnumDataType(typeof(Styles))] public string? Styles { get; set; }
    [Compare(nameof(Denied))] public string? Same { get; set; }
    [DataType(DataType.Password)] public string? Password { get; set; }
    [CustomValidation(typeof(Rules), nameof(Rules.NoBang))] public string? Custom { get; set; }
    [NotShouting] public string? Own { get; set; }
    [LongerThan(nameof(Brief))] public string? Longer { get; set; }
}

/// <summary>What is counted.</summary>
public sealed class Counts
{
    [MinLength(1)] public List<int>? List { get; set; }
    [MaxLength(2)] public int[]? Array { get; set; }
    [Length(1, 2)] public HashSet<int>? Set { get; set; }
    [MaxLength(1)] public Dictionary<string, int>? Map { get; set; }
    [MinLength(1)] public byte[]? Bytes { get; set; }
    [MaxLength(1)] public IReadOnlyList<int>? Interface { get; set; }
    [MaxLength(1)] public IEnumerable<int>? Sequence { get; set; }
    [MaxLength(1)] public ImmutableArray<int> Immutable { get; set; } = [];
    [Required, MinLength(1)] public Queue<int>? Queue { get; set; } = new([1]);
}

public sealed class Address
{
    [Required, StringLength(6)] public string? City { get; set; } = "x";

    [Range(0, 9)] public int Number { get; set; }
}

public readonly record struct Money([property: Range(0.0, 99.0)] decimal Amount, [property: AllowedValues("EUR", "USD", null)] string? Currency);

[JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Ring), "ring"), JsonDerivedType(typeof(Square), "square")]
public abstract class Shape
{
    [StringLength(3)] public virtual string? Name { get; set; }
}

public class Circle : Shape
{
    [Range(0, 9)] public int Radius { get; set; }
}

public sealed class Ring : Circle
{
    [Range(0, 9)] public int Hole { get; set; }
}

public sealed class Square : Shape
{
    public override string? Name { get; set; }

    [Range(0, 9)] public int Side { get; set; }
}

/// <summary>Objects in objects, in collections and in dictionaries.</summary>
public sealed class Nested
{
    [Required] public Address? Home { get; set; } = new();
    public Address? Other { get; set; }
    public List<Address?>? List { get; set; }
    public Address[][]? Jagged { get; set; }
    public Dictionary<string, Address?>? Map { get; set; }
    public IReadOnlyDictionary<int, List<Money>>? Deep { get; set; }
    public Money Price { get; set; }
    public Money? Maybe { get; set; }
    public Money?[]? Prices { get; set; }
    public ImmutableArray<Money> Fixed { get; set; } = [];
    public Shape? Shape { get; set; }
    public ISet<Money>? Set { get; set; }
    public KeyValuePair<string, Address> Pair { get; set; } = new("", new Address());
    public Nested? Next { get; set; }
    [Range(0, 9)] public int Total => (Other?.Number ?? 0) * 2;
}

/// <summary>A type that checks itself.</summary>
[NotBothZero]
public sealed class Period : IValidatableObject
{
    [Range(0, 99)] public int From { get; set; }

    [JsonPropertyName("until")] public int To { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From > To)
        {
            yield return new ValidationResult("ends before it begins", [nameof(From), nameof(To)]);
        }

        yield return ValidationResult.Success!;
        if (To == 13)
        {
            yield return new ValidationResult($"{validationContext.DisplayName} may not end there");
        }
    }
}

public static class Rules
{
    public static ValidationResult? NoBang(string? value, ValidationContext context) =>
        value?.Contains('!', StringComparison.Ordinal) is true ? new ValidationResult($"{context.MemberName} is loud") : ValidationResult.Success;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class NotShoutingAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string text || text.Length == 0 || text.Any(c => !char.IsUpper(c));
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class LongerThanAttribute(string other) : ValidationAttribute
{
    public string Other { get; } = other;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var texts = (Texts)validationContext.ObjectInstance;
        return (value as string)?.Length < texts.Brief?.Length ? new ValidationResult($"{validationContext.DisplayName} is not longer than {Other}") : ValidationResult.Success;
    }
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class NotBothZeroAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not Period { From: 0, To: 0 };
}

/// <summary>The functions through which the checks are made.</summary>
[Validate]
public static class Functions
{
    [IIIFunction("validate::numbers")] public static int Take(Numbers value) => 1;

    [IIIFunction("validate::ranges")] public static int Take(Ranges value) => 1;

    [IIIFunction("validate::texts")] public static int Take(Texts value) => 1;

    [IIIFunction("validate::counts")] public static int Take(Counts value) => 1;

    [IIIFunction("validate::nested")] public static int Take(Nested value) => 1;

    [IIIFunction("validate::period")] public static int Take(Period value) => 1;
}
