using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

public sealed class ValidationTests
{
    private const string Orders = """
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;
        using Iii;

        namespace Shop
        {
            public record Line([Required, StringLength(10, MinimumLength = 2)] string Item, [Range(1, 100)] int Quantity = 1);

            [JsonDerivedType(typeof(Card), "card"), JsonDerivedType(typeof(Cash), "cash")]
            public abstract record Payment([property: Range(0.01, 999.99)] decimal Amount);
            public record Card([CreditCard] string Number, decimal Amount) : Payment(Amount);
            public record Cash(decimal Amount) : Payment(Amount);

            public class Order : IValidatableObject
            {
                [Required, RegularExpression("[A-Z]{3}", ErrorMessage = "{0} must be like {1}")] public string? Code { get; set; }
                [MinLength(1)] public List<Line> Lines { get; set; } = new();
                [JsonPropertyName("by-name")] public IReadOnlyDictionary<string, Line?>? Named { get; set; }
                [Range(typeof(System.DateOnly), "2020-01-01", "2030-01-01", MaximumIsExclusive = true)] public System.DateOnly? Due { get; init; }
                [AllowedValues("kg", "lb")] public string? Unit { get; set; }
                [Even] public int Even { get; set; }
                public Payment? Payment { get; set; }
                public Order? Parent { get; set; }
                public string? Free { get; set; }
                public IEnumerable<ValidationResult> Validate(ValidationContext context) => new ValidationResult[0];
            }

            public class EvenAttribute : ValidationAttribute { public override bool IsValid(object? value) => value is int i && i % 2 == 0; }

            public static class Orders
            {
                [IIIFunction("orders::save"), Validate] public static void Save(Order order) { }
                [IIIFunction("orders::find"), Validate, HttpTrigger("GET", "/orders/:id")] public static void Find([StringLength(3)] string id, [Range(1, 50)] int limit = 10) { }
            }
        }
        """;

    [Fact]
    public void The_checks_of_a_type() => Snapshot.Verify(Generation.Of(Orders).Files["Validation.Shop_OrderValidation.g.cs"], "Type");

    [Fact]
    public void The_checks_of_a_base_type() => Snapshot.Verify(Generation.Of(Orders).Files["Validation.Shop_PaymentValidation.g.cs"], "Polymorphic");

    [Fact]
    public void The_checks_of_parameters()
    {
        var file = Generation.Of(Orders).Files["Functions.Shop_Orders.g.cs"];
        Snapshot.Verify(file[file.IndexOf("    /// <summary><c>orders::find</c>", StringComparison.Ordinal)..], "Parameters");
    }

    [Fact]
    public void Emitted_code_compiles_without_a_warning()
    {
        var generation = Generation.Of(Orders);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Types_without_annotations_get_no_checks()
    {
        var generation = Generation.Of("""
            public class A { public B? B { get; set; } public A? Next { get; set; } } public class B { public int X { get; set; } }
            public static class C { [Iii.IIIFunction("a::b"), Iii.Validate] public static int F(A a) => 1; }
            """);
        Assert.Empty(generation.Ids);
        Assert.DoesNotContain(generation.Files.Keys, f => f.StartsWith("Validation.", StringComparison.Ordinal));
        Assert.DoesNotContain("Violations", generation.Files["Functions.C.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_leads_to_a_marked_type_is_looked_at_where_nothing_else_is_asked()
    {
        var generation = Generation.Of("""
            using System.ComponentModel.DataAnnotations;
            public class A { [Range(1, 2)] public int X { get; set; } public B? B { get; set; } } [Iii.Validate] public class B { [Range(1, 2)] public int X { get; set; } }
            public static class C { [Iii.IIIFunction("a::b")] public static int F(A a) => 1; }
            """);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
        Assert.Equal(["Validation.APartsValidation.g.cs", "Validation.BValidation.g.cs"], generation.Files.Keys.Where(f => f.StartsWith("Validation.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("x:", generation.Files["Validation.APartsValidation.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[assembly: Iii.IIIJsonOptions(Validate = true)]", "", "", "", true)]
    [InlineData("[assembly: Iii.IIIJsonOptions(Validate = true)]", "[Iii.Validate(false)]", "", "", false)]
    [InlineData("", "[Iii.Validate]", "", "", true)]
    [InlineData("", "[Iii.Validate]", "[Iii.Validate(false)]", "", false)]
    [InlineData("", "", "[Iii.Validate]", "", true)]
    [InlineData("", "", "[Iii.Validate]", "[Iii.Validate(false)]", false)]
    [InlineData("", "", "[Iii.Validate(false)]", "[Iii.Validate]", true)]
    [InlineData("", "", "", "[Iii.Validate]", true)]
    public void What_is_nearest_to_the_parameter_decides(string assembly, string type, string method, string parameter, bool isChecked)
    {
        var generation = Generation.Of($"{assembly} {type} public static class C {{ [Iii.IIIFunction(\"a::b\")] {method} public static int F({parameter} [System.ComponentModel.DataAnnotations.Range(1, 2)] int x) => 1; }}");
        Assert.Equal(isChecked, generation.Files["Functions.C.g.cs"].Contains("must be between 1 and 2", StringComparison.Ordinal));
        Assert.Empty(generation.Ids);
    }

    [Fact]
    public void Annotations_that_nothing_checks_are_pointed_out()
    {
        const string Types = "using System.ComponentModel.DataAnnotations; public record A(B B); public record B([Range(1, 2)] int X); ";
        var generation = Generation.Of(Types + "public static class C { [Iii.IIIFunction(\"a::b\")] public static int F(A a) => 1; }");
        Assert.Equal(["III075"], generation.Ids);
        Assert.Contains("'a' are in the schema of 'C.F'", generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(Generation.Of(Types + "public static class C { [Iii.IIIFunction(\"a::b\")] public static int F([Iii.Validate] A a) => 1; }").Ids);
        Assert.Empty(Generation.Of(Types + "public static class C { [Iii.IIIFunction(\"a::b\"), Iii.Validate(false)] public static int F(A a) => 1; }").Ids);
        Assert.Empty(Generation.Of(Types + "public static class C { [Iii.IIIFunction(\"a::b\")] public static int F([Iii.Validate(false)] A a) => 1; }").Ids);
        Assert.Empty(Generation.Of(Types + "public static class C { [Iii.IIIFunction(\"a::b\")] public static A? F() => null; }").Ids);
    }

    [Theory]
    [InlineData("III070", "[StringLength(5)] public int A { get; set; }", "[StringLength] on 'X.A' has no meaning for int")]
    [InlineData("III070", "[StringLength(5)] public int[]? A { get; set; }", "use [Length]")]
    [InlineData("III070", "[MinLength(5)] public int A { get; set; }", "texts and collections")]
    [InlineData("III070", "[MaxLength(5)] public System.Memory<byte> A { get; set; }", "texts and collections")]
    [InlineData("III070", "[Range(1, 5)] public bool A { get; set; }", "typeof(bool)")]
    [InlineData("III070", "[Range(1, 5)] public System.DateTime A { get; set; }", "typeof(System.DateTime)")]
    [InlineData("III070", "[Range(1.0, 5.0)] public System.Half A { get; set; }", "typeof(System.Half)")]
    [InlineData("III070", "[Range(1.0, 5.0)] public char A { get; set; }", "typeof(char)")]
    [InlineData("III070", "[Range(typeof(long), \"1\", \"5\")] public int A { get; set; }", "name typeof(int)")]
    [InlineData("III070", "[Range(typeof(string), \"a\", \"b\")] public string? A { get; set; }", "IValidatableObject")]
    [InlineData("III070", "[EmailAddress] public int A { get; set; }", "it is for texts")]
    [InlineData("III070", "[Url] public int A { get; set; }", "texts and Uri")]
    [InlineData("III070", "[RegularExpression(\"a\")] public int[]? A { get; set; }", "it is for texts")]
    [InlineData("III070", "[EnumDataType(typeof(System.DayOfWeek))] public double A { get; set; }", "DayOfWeek, texts and whole numbers")]
    [InlineData("III070", "[Compare(nameof(B))] public int A { get; set; } public long B { get; set; }", "never equal")]
    [InlineData("III070", "[StringLength(5)] public object? A { get; set; }", "object")]
    [InlineData("III071", "[Range(5, 1)] public int A { get; set; }", "minimum is more than its maximum")]
    [InlineData("III071", "[Range(1, 1, MinimumIsExclusive = true)] public int A { get; set; }", "equal and one is exclusive")]
    [InlineData("III071", "[Range(1, 2, MinimumIsExclusive = true, MaximumIsExclusive = true)] public int A { get; set; }", "no int is in it")]
    [InlineData("III071", "[Range(300, 400)] public byte A { get; set; }", "no byte is in it")]
    [InlineData("III071", "[Range(double.NaN, 1)] public double A { get; set; }", "NaN")]
    [InlineData("III071", "[Range(typeof(System.DateTime), \"yesterday\", \"2020-01-01\")] public System.DateTime A { get; set; }", "not both values of System.DateTime")]
    [InlineData("III071", "[Range(typeof(int), \"1\", \"x\")] public int A { get; set; }", "not both values of int")]
    [InlineData("III071", "[Range(typeof(System.TimeSpan), \"2.00:00\", \"01:00\")] public System.TimeSpan A { get; set; }", "minimum is more")]
    [InlineData("III071", "[StringLength(1, MinimumLength = 2)] public string? A { get; set; }", "minimum 2 is more than its maximum 1")]
    [InlineData("III071", "[StringLength(-1)] public string? A { get; set; }", "less than 0")]
    [InlineData("III071", "[MinLength(-1)] public string? A { get; set; }", "less than 0")]
    [InlineData("III071", "[MaxLength(0)] public string? A { get; set; }", "more than 0")]
    [InlineData("III071", "[Length(3, 1)] public string? A { get; set; }", "minimum 3 is more")]
    [InlineData("III071", "[RegularExpression(\"[a\")] public string? A { get; set; }", "malformed")]
    [InlineData("III071", "[RegularExpression(\"\")] public string? A { get; set; }", "empty")]
    [InlineData("III071", "[RegularExpression(\"a\", MatchTimeoutInMilliseconds = 0)] public string? A { get; set; }", "MatchTimeoutInMilliseconds")]
    [InlineData("III071", "[AllowedValues(1, 2)] public long A { get; set; }", "the value 1 is no long")]
    [InlineData("III071", "[AllowedValues] public long A { get; set; }", "no value at all")]
    [InlineData("III071", "[DeniedValues(\"x\")] public int A { get; set; }", "the value 'x' is no int")]
    [InlineData("III071", "[EnumDataType(typeof(string))] public string? A { get; set; }", "not an enum")]
    [InlineData("III071", "[Required(ErrorMessage = \"{1}\")] public string? A { get; set; }", "can not be formatted")]
    [InlineData("III071", "[Required(ErrorMessage = \"\")] public string? A { get; set; }", "ErrorMessage is empty")]
    [InlineData("III072", "[CustomValidation(typeof(Rules), \"Nothing\")] public int A { get; set; }", "one method 'static ValidationResult? Nothing(int value)'")]
    [InlineData("III072", "[CustomValidation(typeof(Rules), \"Hidden\")] public int A { get; set; }", "is private")]
    [InlineData("III072", "[CustomValidation(typeof(Rules), \"OfText\")] public int A { get; set; }", "does not take a int")]
    [InlineData("III072", "[Reflecting] public int A { get; set; }", "uses reflection")]
    [InlineData("III072", "[Hidden] public int A { get; set; } private class HiddenAttribute : ValidationAttribute;", "is private")]
    [InlineData("III072", "[Range(1, 2)] [System.Text.Json.Serialization.JsonInclude] private int A { get; set; }", "make it internal or public")]
    [InlineData("III072", "[Required(ErrorMessageResourceType = typeof(Rules), ErrorMessageResourceName = \"Nothing\")] public string? A { get; set; }", "no static text 'Nothing'")]
    [InlineData("III073", "[Compare(\"B\")] public int A { get; set; }", "names 'B', which is no public property of X")]
    [InlineData("III074", "[Range(1, 10)] public double A { get; set; }", "[Range(1.0, 10.0)]")]
    public void A_mistake_is_reported_once_at_its_attribute(string id, string member, string reason)
    {
        var generation = Generation.Of($$"""
            using System.ComponentModel.DataAnnotations;
            public class X { {{member}} }
            public class ReflectingAttribute : ValidationAttribute { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("It does.")] public ReflectingAttribute() { } }
            public static class Rules { private static ValidationResult? Hidden(int x) => null; public static ValidationResult? OfText(string x) => null; }
            public static class C
            {
                [Iii.IIIFunction("a::b"), Iii.Validate] public static int F(X x) => 1;
                [Iii.IIIFunction("a::c"), Iii.Validate] public static int G(System.Collections.Generic.List<X> x) => 1;
                public static void H(Iii.IIIWorker worker) => worker.MapFunction("a::d", [Iii.Validate] (X x) => 1);
            }
            """);
        Assert.Equal([id], generation.Ids);
        Assert.Contains(reason, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(member.Split(']')[0].TrimStart('['), Generation.TextAt(generation.Diagnostics[0]).Split(']')[0], ignoreCase: false, ignoreWhiteSpaceDifferences: true);
        if (generation.Diagnostics[0].Severity is DiagnosticSeverity.Error)
        {
            Assert.DoesNotContain("FFunction", generation.Files.GetValueOrDefault("Functions.C.g.cs") ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Messages_may_be_resources()
    {
        var generation = Generation.Of("""
            using System.ComponentModel.DataAnnotations;
            public class X { [Display(Name = nameof(Texts.Name), ResourceType = typeof(Texts)), Range(1, 5, ErrorMessageResourceType = typeof(Texts), ErrorMessageResourceName = nameof(Texts.Range))] public int A { get; set; } }
            public static class Texts { public static string Name => "A"; public static string Range => "{0} {1} {2}"; }
            public static class C { [Iii.IIIFunction("a::b"), Iii.Validate] public static int F(X x) => 1; }
            """);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
        Assert.Contains("string.Format(global::System.Globalization.CultureInfo.CurrentCulture, global::Texts.Range, global::Texts.Name, 1, 5)", generation.Files["Validation.XValidation.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unrelated_edit_runs_nothing_again()
    {
        var after = Generation.Of(Orders, "class Unrelated { }").With(1, "class Unrelated { int x; }");
        Assert.Contains(after.Steps, s => s.Step == nameof(Infrastructure.TrackingNames.ValidatedTypes));
        Assert.All(after.Steps, s => Assert.True(s.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{s.Step}: {s.Reason}"));
    }

    [Fact]
    public void An_edit_of_one_type_emits_its_checks_again_and_no_others()
    {
        var before = Generation.Of(Orders);
        var after = before.With(0, Orders.Replace("Range(1, 100)", "Range(1, 99)", StringComparison.Ordinal));
        Assert.Equal(["Functions.Shop_Orders.g.cs", "Validation.Shop_LineValidation.g.cs"], after.Files.Where(f => before.Files[f.Key] != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Single(after.Steps, s => s.Step == nameof(Infrastructure.TrackingNames.ValidatedTypes) && s.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }
}
