#pragma warning disable CA1865, CA1508, CA1860, CA1829, CA1310, IDE0075, IDE0029, RCS1246 // Each predicate is written the way that it tests.
using System.Collections.Immutable;

namespace Iii.Json.Tests.Predicates;

/// <summary>Predicates, each of the target beside it.</summary>
public static class PredicateFunctions
{
    private static readonly Guid s_id = new("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11");
    private static readonly DateOnly s_day = new(2026, 1, 31);
    private static readonly List<string> s_currencies = ["EUR", "USD"];
    private static readonly ImmutableArray<string?> s_notes = ["x", null];
    private static readonly HashSet<int> s_set = [1, 5, 17];

    [IIIFunction("predicate::p000"), Observes("shop::pay", When = nameof(P000))]
    public static void F000()
    {
    }

    internal static bool P000(Observed<Payment, Receipt?> c) => c.Input.Amount >= 5 && c.Input.Currency != "TST";

    [IIIFunction("predicate::p001"), Observes("shop::pay", When = nameof(P001))]
    public static void F001()
    {
    }

    internal static bool P001(Observed<Payment, Receipt?> c) => c.Input.Amount == 5 || c.Input.Amount < 2;

    [IIIFunction("predicate::p002"), Observes("shop::pay", When = nameof(P002))]
    public static void F002()
    {
    }

    internal static bool P002(Observed<Payment, Receipt?> c) => !(c.Input.Amount < 5);

    [IIIFunction("predicate::p003"), Observes("shop::pay", When = nameof(P003))]
    public static void F003()
    {
    }

    internal static bool P003(Observed<Payment, Receipt?> c) => c.Input.Amount is > 1 and < 5 or 7;

    [IIIFunction("predicate::p004"), Observes("shop::pay", When = nameof(P004))]
    public static void F004()
    {
    }

    internal static bool P004(Observed<Payment, Receipt?> c) => c.Input.Amount is not (5 or 6);

    [IIIFunction("predicate::p005"), Observes("shop::pay", When = nameof(P005))]
    public static void F005()
    {
    }

    internal static bool P005(Observed<Payment, Receipt?> c) => c.Input.Currency == "EUR" || c.Input.Currency == "USD" || c.Input.Note == "EUR";

    [IIIFunction("predicate::p006"), Observes("shop::pay", When = nameof(P006))]
    public static void F006()
    {
    }

    internal static bool P006(Observed<Payment, Receipt?> c) => c.Input.Currency.StartsWith("E", StringComparison.Ordinal);

    [IIIFunction("predicate::p007"), Observes("shop::pay", When = nameof(P007))]
    public static void F007()
    {
    }

    internal static bool P007(Observed<Payment, Receipt?> c) => !c.Input.Currency.StartsWith("E", StringComparison.Ordinal);

    [IIIFunction("predicate::p008"), Observes("shop::pay", When = nameof(P008))]
    public static void F008()
    {
    }

    internal static bool P008(Observed<Payment, Receipt?> c) => c.Input.Currency.Length == 0;

    [IIIFunction("predicate::p009"), Observes("shop::pay", When = nameof(P009))]
    public static void F009()
    {
    }

    internal static bool P009(Observed<Payment, Receipt?> c) => c.Input.Currency.Length > 0;

    [IIIFunction("predicate::p010"), Observes("shop::pay", When = nameof(P010))]
    public static void F010()
    {
    }

    internal static bool P010(Observed<Payment, Receipt?> c) => !(c.Input.Note!.Length > 0);

    [IIIFunction("predicate::p011"), Observes("shop::pay", When = nameof(P011))]
    public static void F011()
    {
    }

    internal static bool P011(Observed<Payment, Receipt?> c) => c.Input.Note?.Length > 0;

    [IIIFunction("predicate::p012"), Observes("shop::pay", When = nameof(P012))]
    public static void F012()
    {
    }

    internal static bool P012(Observed<Payment, Receipt?> c) => c.Input.Note?.Length != 0;

    [IIIFunction("predicate::p013"), Observes("shop::pay", When = nameof(P013))]
    public static void F013()
    {
    }

    internal static bool P013(Observed<Payment, Receipt?> c) => string.IsNullOrEmpty(c.Input.Note);

    [IIIFunction("predicate::p014"), Observes("shop::pay", When = nameof(P014))]
    public static void F014()
    {
    }

    internal static bool P014(Observed<Payment, Receipt?> c) => !string.IsNullOrEmpty(c.Input.Note) && c.Input.Note != "\u00e9\ud83d\ude00";

    [IIIFunction("predicate::p015"), Observes("shop::pay", When = nameof(P015))]
    public static void F015()
    {
    }

    internal static bool P015(Observed<Payment, Receipt?> c) => c.Input.Note == null;

    [IIIFunction("predicate::p016"), Observes("shop::pay", When = nameof(P016))]
    public static void F016()
    {
    }

    internal static bool P016(Observed<Payment, Receipt?> c) => c.Input.Note is not null and not "EUR";

    [IIIFunction("predicate::p017"), Observes("shop::pay", When = nameof(P017))]
    public static void F017()
    {
    }

    internal static bool P017(Observed<Payment, Receipt?> c) => (c.Input.Note ?? "EUR") == "EUR";

    [IIIFunction("predicate::p018"), Observes("shop::pay", When = nameof(P018))]
    public static void F018()
    {
    }

    internal static bool P018(Observed<Payment, Receipt?> c) => (c.Input.Note ?? "EUR") != "EUR";

    [IIIFunction("predicate::p019"), Observes("shop::pay", When = nameof(P019))]
    public static void F019()
    {
    }

    internal static bool P019(Observed<Payment, Receipt?> c) => c.Input.Note!.Equals("EUR", StringComparison.Ordinal);

    [IIIFunction("predicate::p020"), Observes("shop::pay", When = nameof(P020))]
    public static void F020()
    {
    }

    internal static bool P020(Observed<Payment, Receipt?> c) => !c.Input.Note!.Equals("EUR");

    [IIIFunction("predicate::p021"), Observes("shop::pay", When = nameof(P021))]
    public static void F021()
    {
    }

    internal static bool P021(Observed<Payment, Receipt?> c) => !"EUR".Equals(c.Input.Note);

    [IIIFunction("predicate::p022"), Observes("shop::pay", When = nameof(P022))]
    public static void F022()
    {
    }

    internal static bool P022(Observed<Payment, Receipt?> c) => c.Input.Rate > 0.1;

    [IIIFunction("predicate::p023"), Observes("shop::pay", When = nameof(P023))]
    public static void F023()
    {
    }

    internal static bool P023(Observed<Payment, Receipt?> c) => !(c.Input.Rate <= 0.30000000000000004);

    [IIIFunction("predicate::p024"), Observes("shop::pay", When = nameof(P024))]
    public static void F024()
    {
    }

    internal static bool P024(Observed<Payment, Receipt?> c) => c.Input.Rate == 0;

    [IIIFunction("predicate::p025"), Observes("shop::pay", When = nameof(P025))]
    public static void F025()
    {
    }

    internal static bool P025(Observed<Payment, Receipt?> c) => c.Input.Weight > 0.1f;

    [IIIFunction("predicate::p026"), Observes("shop::pay", When = nameof(P026))]
    public static void F026()
    {
    }

    internal static bool P026(Observed<Payment, Receipt?> c) => c.Input.Weight >= 0.5 || c.Input.Weight < -16777216;

    [IIIFunction("predicate::p027"), Observes("shop::pay", When = nameof(P027))]
    public static void F027()
    {
    }

    internal static bool P027(Observed<Payment, Receipt?> c) => c.Input.Weight != 16777216;

    [IIIFunction("predicate::p028"), Observes("shop::pay", When = nameof(P028))]
    public static void F028()
    {
    }

    internal static bool P028(Observed<Payment, Receipt?> c) => (double)c.Input.Price >= 4.35;

    [IIIFunction("predicate::p029"), Observes("shop::pay", When = nameof(P029))]
    public static void F029()
    {
    }

    internal static bool P029(Observed<Payment, Receipt?> c) => c.Input.Serial < 9007199254740991;

    [IIIFunction("predicate::p030"), Observes("shop::pay", When = nameof(P030))]
    public static void F030()
    {
    }

    internal static bool P030(Observed<Payment, Receipt?> c) => c.Input.Serial >= -9007199254740991 && c.Input.Serial != 5;

    [IIIFunction("predicate::p031"), Observes("shop::pay", When = nameof(P031))]
    public static void F031()
    {
    }

    internal static bool P031(Observed<Payment, Receipt?> c) => c.Input.Points > 3;

    [IIIFunction("predicate::p032"), Observes("shop::pay", When = nameof(P032))]
    public static void F032()
    {
    }

    internal static bool P032(Observed<Payment, Receipt?> c) => !(c.Input.Points > 3);

    [IIIFunction("predicate::p033"), Observes("shop::pay", When = nameof(P033))]
    public static void F033()
    {
    }

    internal static bool P033(Observed<Payment, Receipt?> c) => c.Input.Points != 3;

    [IIIFunction("predicate::p034"), Observes("shop::pay", When = nameof(P034))]
    public static void F034()
    {
    }

    internal static bool P034(Observed<Payment, Receipt?> c) => c.Input.Points!.Value != 3;

    [IIIFunction("predicate::p035"), Observes("shop::pay", When = nameof(P035))]
    public static void F035()
    {
    }

    internal static bool P035(Observed<Payment, Receipt?> c) => c.Input.Points.HasValue && c.Input.Points.Value < 4;

    [IIIFunction("predicate::p036"), Observes("shop::pay", When = nameof(P036))]
    public static void F036()
    {
    }

    internal static bool P036(Observed<Payment, Receipt?> c) => (c.Input.Points ?? 7) > 5;

    [IIIFunction("predicate::p037"), Observes("shop::pay", When = nameof(P037))]
    public static void F037()
    {
    }

    internal static bool P037(Observed<Payment, Receipt?> c) => c.Input.Points.GetValueOrDefault() == 0;

    [IIIFunction("predicate::p038"), Observes("shop::pay", When = nameof(P038))]
    public static void F038()
    {
    }

    internal static bool P038(Observed<Payment, Receipt?> c) => c.Input.Points is 3 or null;

    [IIIFunction("predicate::p039"), Observes("shop::pay", When = nameof(P039))]
    public static void F039()
    {
    }

    internal static bool P039(Observed<Payment, Receipt?> c) => c.Input.IsTest;

    [IIIFunction("predicate::p040"), Observes("shop::pay", When = nameof(P040))]
    public static void F040()
    {
    }

    internal static bool P040(Observed<Payment, Receipt?> c) => !c.Input.IsTest;

    [IIIFunction("predicate::p041"), Observes("shop::pay", When = nameof(P041))]
    public static void F041()
    {
    }

    internal static bool P041(Observed<Payment, Receipt?> c) => c.Input.IsPaid == true;

    [IIIFunction("predicate::p042"), Observes("shop::pay", When = nameof(P042))]
    public static void F042()
    {
    }

    internal static bool P042(Observed<Payment, Receipt?> c) => c.Input.IsPaid != true;

    [IIIFunction("predicate::p043"), Observes("shop::pay", When = nameof(P043))]
    public static void F043()
    {
    }

    internal static bool P043(Observed<Payment, Receipt?> c) => c.Input.IsPaid ?? true;

    [IIIFunction("predicate::p044"), Observes("shop::pay", When = nameof(P044))]
    public static void F044()
    {
    }

    internal static bool P044(Observed<Payment, Receipt?> c) => c.Input.IsPaid is null or false;

    [IIIFunction("predicate::p045"), Observes("shop::pay", When = nameof(P045))]
    public static void F045()
    {
    }

    internal static bool P045(Observed<Payment, Receipt?> c) => c.Input.Grade == 'A' || c.Input.Grade > 'x';

    [IIIFunction("predicate::p046"), Observes("shop::pay", When = nameof(P046))]
    public static void F046()
    {
    }

    internal static bool P046(Observed<Payment, Receipt?> c) => c.Input.Grade != 'A';

    [IIIFunction("predicate::p047"), Observes("shop::pay", When = nameof(P047))]
    public static void F047()
    {
    }

    internal static bool P047(Observed<Payment, Receipt?> c) => c.Input.Level >= Level.Middle;

    [IIIFunction("predicate::p048"), Observes("shop::pay", When = nameof(P048))]
    public static void F048()
    {
    }

    internal static bool P048(Observed<Payment, Receipt?> c) => c.Input.Level is not Level.High;

    [IIIFunction("predicate::p049"), Observes("shop::pay", When = nameof(P049))]
    public static void F049()
    {
    }

    internal static bool P049(Observed<Payment, Receipt?> c) => (int)c.Input.Level == 5;

    [IIIFunction("predicate::p050"), Observes("shop::pay", When = nameof(P050))]
    public static void F050()
    {
    }

    internal static bool P050(Observed<Payment, Receipt?> c) => c.Input.Color == Color.Red;

    [IIIFunction("predicate::p051"), Observes("shop::pay", When = nameof(P051))]
    public static void F051()
    {
    }

    internal static bool P051(Observed<Payment, Receipt?> c) => c.Input.Color != Color.Blue;

    [IIIFunction("predicate::p052"), Observes("shop::pay", When = nameof(P052))]
    public static void F052()
    {
    }

    internal static bool P052(Observed<Payment, Receipt?> c) => c.Input.Trim is Color.Azure or null;

    [IIIFunction("predicate::p053"), Observes("shop::pay", When = nameof(P053))]
    public static void F053()
    {
    }

    internal static bool P053(Observed<Payment, Receipt?> c) => c.Input.Trim != Color.Red;

    [IIIFunction("predicate::p054"), Observes("shop::pay", When = nameof(P054))]
    public static void F054()
    {
    }

    internal static bool P054(Observed<Payment, Receipt?> c) => c.Input.Id == s_id;

    [IIIFunction("predicate::p055"), Observes("shop::pay", When = nameof(P055))]
    public static void F055()
    {
    }

    internal static bool P055(Observed<Payment, Receipt?> c) => c.Input.Id != Guid.Empty;

    [IIIFunction("predicate::p056"), Observes("shop::pay", When = nameof(P056))]
    public static void F056()
    {
    }

    internal static bool P056(Observed<Payment, Receipt?> c) => c.Input.Day >= s_day;

    [IIIFunction("predicate::p057"), Observes("shop::pay", When = nameof(P057))]
    public static void F057()
    {
    }

    internal static bool P057(Observed<Payment, Receipt?> c) => c.Input.Day < s_day || c.Input.Day == new DateOnly(9999, 12, 31);

    [IIIFunction("predicate::p058"), Observes("shop::pay", When = nameof(P058))]
    public static void F058()
    {
    }

    internal static bool P058(Observed<Payment, Receipt?> c) => c.Input.Customer!.Age > 17;

    [IIIFunction("predicate::p059"), Observes("shop::pay", When = nameof(P059))]
    public static void F059()
    {
    }

    internal static bool P059(Observed<Payment, Receipt?> c) => c.Input.Customer!.Age != 17;

    [IIIFunction("predicate::p060"), Observes("shop::pay", When = nameof(P060))]
    public static void F060()
    {
    }

    internal static bool P060(Observed<Payment, Receipt?> c) => c.Input.Customer?.Age > 17;

    [IIIFunction("predicate::p061"), Observes("shop::pay", When = nameof(P061))]
    public static void F061()
    {
    }

    internal static bool P061(Observed<Payment, Receipt?> c) => c.Input.Customer?.Age != 17;

    [IIIFunction("predicate::p062"), Observes("shop::pay", When = nameof(P062))]
    public static void F062()
    {
    }

    internal static bool P062(Observed<Payment, Receipt?> c) => !(c.Input.Customer?.Age > 17);

    [IIIFunction("predicate::p063"), Observes("shop::pay", When = nameof(P063))]
    public static void F063()
    {
    }

    internal static bool P063(Observed<Payment, Receipt?> c) => c.Input.Customer?.Referrer?.Name == "Ada";

    [IIIFunction("predicate::p064"), Observes("shop::pay", When = nameof(P064))]
    public static void F064()
    {
    }

    internal static bool P064(Observed<Payment, Receipt?> c) => c.Input.Customer?.Referrer!.Name != "Ada";

    [IIIFunction("predicate::p065"), Observes("shop::pay", When = nameof(P065))]
    public static void F065()
    {
    }

    internal static bool P065(Observed<Payment, Receipt?> c) => (c.Input.Customer?.Referrer)!.Name != "Ada";

    [IIIFunction("predicate::p066"), Observes("shop::pay", When = nameof(P066))]
    public static void F066()
    {
    }

    internal static bool P066(Observed<Payment, Receipt?> c) => c.Input.Customer?.Score is null;

    [IIIFunction("predicate::p067"), Observes("shop::pay", When = nameof(P067))]
    public static void F067()
    {
    }

    internal static bool P067(Observed<Payment, Receipt?> c) => c.Input.Customer!.Score is not null;

    [IIIFunction("predicate::p068"), Observes("shop::pay", When = nameof(P068))]
    public static void F068()
    {
    }

    internal static bool P068(Observed<Payment, Receipt?> c) => c.Input.Customer is { Age: > 17, Name: "Ada" or "Bob" };

    [IIIFunction("predicate::p069"), Observes("shop::pay", When = nameof(P069))]
    public static void F069()
    {
    }

    internal static bool P069(Observed<Payment, Receipt?> c) => c.Input.Customer is not { Age: > 17, Name: not "Ada" };

    [IIIFunction("predicate::p070"), Observes("shop::pay", When = nameof(P070))]
    public static void F070()
    {
    }

    internal static bool P070(Observed<Payment, Receipt?> c) => c.Input.Customer is { Referrer.Score: null };

    [IIIFunction("predicate::p071"), Observes("shop::pay", When = nameof(P071))]
    public static void F071()
    {
    }

    internal static bool P071(Observed<Payment, Receipt?> c) => c.Input.Customer is { Referrer: { Score: not 5 } };

    [IIIFunction("predicate::p072"), Observes("shop::pay", When = nameof(P072))]
    public static void F072()
    {
    }

    internal static bool P072(Observed<Payment, Receipt?> c) => c.Input.Customer is { } who && who.Name != "Ada";

    [IIIFunction("predicate::p073"), Observes("shop::pay", When = nameof(P073))]
    public static void F073()
    {
    }

    internal static bool P073(Observed<Payment, Receipt?> c) => !(c.Input.Customer is { } who && who.Name != "Ada");

    [IIIFunction("predicate::p074"), Observes("shop::pay", When = nameof(P074))]
    public static void F074()
    {
    }

    internal static bool P074(Observed<Payment, Receipt?> c) => c.Input.Customer is null || c.Input.Customer.Age == 17;

    [IIIFunction("predicate::p075"), Observes("shop::pay", When = nameof(P075))]
    public static void F075()
    {
    }

    internal static bool P075(Observed<Payment, Receipt?> c) => c.Input.Customer != null && c.Input.Customer.Referrer!.Age != 17;

    [IIIFunction("predicate::p076"), Observes("shop::pay", When = nameof(P076))]
    public static void F076()
    {
    }

    internal static bool P076(Observed<Payment, Receipt?> c) => c.Input.Customer!.Age == 17 || c.Input.Amount > 5;

    [IIIFunction("predicate::p077"), Observes("shop::pay", When = nameof(P077))]
    public static void F077()
    {
    }

    internal static bool P077(Observed<Payment, Receipt?> c) => c.Input.Amount > 5 || c.Input.Customer!.Age == 17;

    [IIIFunction("predicate::p078"), Observes("shop::pay", When = nameof(P078))]
    public static void F078()
    {
    }

    internal static bool P078(Observed<Payment, Receipt?> c) => !(c.Input.Customer!.Age == 17 && c.Input.Amount > 5);

    [IIIFunction("predicate::p079"), Observes("shop::pay", When = nameof(P079))]
    public static void F079()
    {
    }

    internal static bool P079(Observed<Payment, Receipt?> c) => !(c.Input.Amount > 5 && c.Input.Customer!.Age == 17);

    [IIIFunction("predicate::p080"), Observes("shop::pay", When = nameof(P080))]
    public static void F080()
    {
    }

    internal static bool P080(Observed<Payment, Receipt?> c) => c.Input.IsTest ? c.Input.Customer!.Age == 17 : c.Input.Amount > 5;

    [IIIFunction("predicate::p081"), Observes("shop::pay", When = nameof(P081))]
    public static void F081()
    {
    }

    internal static bool P081(Observed<Payment, Receipt?> c) => !(c.Input.IsTest ? c.Input.Customer!.Age == 17 : c.Input.Amount > 5);

    [IIIFunction("predicate::p082"), Observes("shop::pay", When = nameof(P082))]
    public static void F082()
    {
    }

    internal static bool P082(Observed<Payment, Receipt?> c) => c.Input.Owner.Name != "Ada";

    [IIIFunction("predicate::p083"), Observes("shop::pay", When = nameof(P083))]
    public static void F083()
    {
    }

    internal static bool P083(Observed<Payment, Receipt?> c) => c.Input.Owner.Referrer == null;

    [IIIFunction("predicate::p084"), Observes("shop::pay", When = nameof(P084))]
    public static void F084()
    {
    }

    internal static bool P084(Observed<Payment, Receipt?> c) => c.Input.Owner.Age < 17 & c.Input.Amount > 1;

    [IIIFunction("predicate::p085"), Observes("shop::pay", When = nameof(P085))]
    public static void F085()
    {
    }

    internal static bool P085(Observed<Payment, Receipt?> c) => !(c.Input.Owner.Age < 17 | c.Input.Amount > 1);

    [IIIFunction("predicate::p086"), Observes("shop::pay", When = nameof(P086))]
    public static void F086()
    {
    }

    internal static bool P086(Observed<Payment, Receipt?> c) => c.Input.Left == null;

    [IIIFunction("predicate::p087"), Observes("shop::pay", When = nameof(P087))]
    public static void F087()
    {
    }

    internal static bool P087(Observed<Payment, Receipt?> c) => c.Input.Left != "x";

    [IIIFunction("predicate::p088"), Observes("shop::pay", When = nameof(P088))]
    public static void F088()
    {
    }

    internal static bool P088(Observed<Payment, Receipt?> c) => c.Input.Left is "x" or null;

    [IIIFunction("predicate::p089"), Observes("shop::pay", When = nameof(P089))]
    public static void F089()
    {
    }

    internal static bool P089(Observed<Payment, Receipt?> c) => c.Input.Guest?.Name != "Ada";

    [IIIFunction("predicate::p090"), Observes("shop::pay", When = nameof(P090))]
    public static void F090()
    {
    }

    internal static bool P090(Observed<Payment, Receipt?> c) => c.Input.Guest!.Name != "Ada";

    [IIIFunction("predicate::p091"), Observes("shop::pay", When = nameof(P091))]
    public static void F091()
    {
    }

    internal static bool P091(Observed<Payment, Receipt?> c) => c.Input.Guest is { Name: not "Ada" };

    [IIIFunction("predicate::p092"), Observes("shop::pay", When = nameof(P092))]
    public static void F092()
    {
    }

    internal static bool P092(Observed<Payment, Receipt?> c) => c.Input.Zero == 0;

    [IIIFunction("predicate::p093"), Observes("shop::pay", When = nameof(P093))]
    public static void F093()
    {
    }

    internal static bool P093(Observed<Payment, Receipt?> c) => c.Input.Zero != 0;

    [IIIFunction("predicate::p094"), Observes("shop::pay", When = nameof(P094))]
    public static void F094()
    {
    }

    internal static bool P094(Observed<Payment, Receipt?> c) => c.Input.Zero < 3;

    [IIIFunction("predicate::p095"), Observes("shop::pay", When = nameof(P095))]
    public static void F095()
    {
    }

    internal static bool P095(Observed<Payment, Receipt?> c) => c.Input.Zero > 3 || c.Input.Zero is 1;

    [IIIFunction("predicate::p096"), Observes("shop::pay", When = nameof(P096))]
    public static void F096()
    {
    }

    internal static bool P096(Observed<Payment, Receipt?> c) => !(c.Input.Zero > -1);

    [IIIFunction("predicate::p097"), Observes("shop::pay", When = nameof(P097))]
    public static void F097()
    {
    }

    internal static bool P097(Observed<Payment, Receipt?> c) => c.Input.Unset == Level.Low;

    [IIIFunction("predicate::p098"), Observes("shop::pay", When = nameof(P098))]
    public static void F098()
    {
    }

    internal static bool P098(Observed<Payment, Receipt?> c) => c.Input.Unset is Level.Low or Level.High;

    [IIIFunction("predicate::p099"), Observes("shop::pay", When = nameof(P099))]
    public static void F099()
    {
    }

    internal static bool P099(Observed<Payment, Receipt?> c) => c.Input.Unset > Level.Low;

    [IIIFunction("predicate::p100"), Observes("shop::pay", When = nameof(P100))]
    public static void F100()
    {
    }

    internal static bool P100(Observed<Payment, Receipt?> c) => c.Input.Odd == 1;

    [IIIFunction("predicate::p101"), Observes("shop::pay", When = nameof(P101))]
    public static void F101()
    {
    }

    internal static bool P101(Observed<Payment, Receipt?> c) => new[] { "EUR", "USD" }.Contains(c.Input.Currency);

    [IIIFunction("predicate::p102"), Observes("shop::pay", When = nameof(P102))]
    public static void F102()
    {
    }

    internal static bool P102(Observed<Payment, Receipt?> c) => !s_currencies.Contains(c.Input.Currency);

    [IIIFunction("predicate::p103"), Observes("shop::pay", When = nameof(P103))]
    public static void F103()
    {
    }

    internal static bool P103(Observed<Payment, Receipt?> c) => new string?[] { "EUR", null }.Contains(c.Input.Note);

    [IIIFunction("predicate::p104"), Observes("shop::pay", When = nameof(P104))]
    public static void F104()
    {
    }

    internal static bool P104(Observed<Payment, Receipt?> c) => !s_notes.Contains(c.Input.Left);

    [IIIFunction("predicate::p105"), Observes("shop::pay", When = nameof(P105))]
    public static void F105()
    {
    }

    internal static bool P105(Observed<Payment, Receipt?> c) => s_set.Contains(c.Input.Amount);

    [IIIFunction("predicate::p106"), Observes("shop::pay", When = nameof(P106))]
    public static void F106()
    {
    }

    internal static bool P106(Observed<Payment, Receipt?> c) => !s_set.Contains(c.Input.Customer!.Age);

    [IIIFunction("predicate::p107"), Observes("shop::pay", When = nameof(P107))]
    public static void F107()
    {
    }

    internal static bool P107(Observed<Payment, Receipt?> c) => c.Input.Labels!.Contains("vip");

    [IIIFunction("predicate::p108"), Observes("shop::pay", When = nameof(P108))]
    public static void F108()
    {
    }

    internal static bool P108(Observed<Payment, Receipt?> c) => !c.Input.Labels!.Contains("vip");

    [IIIFunction("predicate::p109"), Observes("shop::pay", When = nameof(P109))]
    public static void F109()
    {
    }

    internal static bool P109(Observed<Payment, Receipt?> c) => c.Input.Labels?.Contains("vip") == true;

    [IIIFunction("predicate::p110"), Observes("shop::pay", When = nameof(P110))]
    public static void F110()
    {
    }

    internal static bool P110(Observed<Payment, Receipt?> c) => c.Input.Labels?.Contains("vip") != true;

    [IIIFunction("predicate::p111"), Observes("shop::pay", When = nameof(P111))]
    public static void F111()
    {
    }

    internal static bool P111(Observed<Payment, Receipt?> c) => c.Input.Labels?.Any(l => l.StartsWith("v", StringComparison.Ordinal)) ?? true;

    [IIIFunction("predicate::p112"), Observes("shop::pay", When = nameof(P112))]
    public static void F112()
    {
    }

    internal static bool P112(Observed<Payment, Receipt?> c) => c.Input.Labels!.Count == 2;

    [IIIFunction("predicate::p113"), Observes("shop::pay", When = nameof(P113))]
    public static void F113()
    {
    }

    internal static bool P113(Observed<Payment, Receipt?> c) => c.Input.Labels!.Count != 1;

    [IIIFunction("predicate::p114"), Observes("shop::pay", When = nameof(P114))]
    public static void F114()
    {
    }

    internal static bool P114(Observed<Payment, Receipt?> c) => c.Input.Labels?.Count > 1;

    [IIIFunction("predicate::p115"), Observes("shop::pay", When = nameof(P115))]
    public static void F115()
    {
    }

    internal static bool P115(Observed<Payment, Receipt?> c) => !(c.Input.Labels?.Count < 2);

    [IIIFunction("predicate::p116"), Observes("shop::pay", When = nameof(P116))]
    public static void F116()
    {
    }

    internal static bool P116(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.Sku.StartsWith("GIFT-", StringComparison.Ordinal));

    [IIIFunction("predicate::p117"), Observes("shop::pay", When = nameof(P117))]
    public static void F117()
    {
    }

    internal static bool P117(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.IsGift && i.Count > 2);

    [IIIFunction("predicate::p118"), Observes("shop::pay", When = nameof(P118))]
    public static void F118()
    {
    }

    internal static bool P118(Observed<Payment, Receipt?> c) => !c.Input.Items.Any(i => i.IsGift || i.Count == 2);

    [IIIFunction("predicate::p119"), Observes("shop::pay", When = nameof(P119))]
    public static void F119()
    {
    }

    internal static bool P119(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.Part?.Grade != 3);

    [IIIFunction("predicate::p120"), Observes("shop::pay", When = nameof(P120))]
    public static void F120()
    {
    }

    internal static bool P120(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.Part is { Grade: null } or { Code: "b" });

    [IIIFunction("predicate::p121"), Observes("shop::pay", When = nameof(P121))]
    public static void F121()
    {
    }

    internal static bool P121(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.Tags != null && i.Tags.Any(t => t == "x"));

    [IIIFunction("predicate::p122"), Observes("shop::pay", When = nameof(P122))]
    public static void F122()
    {
    }

    internal static bool P122(Observed<Payment, Receipt?> c) => c.Input.Items.Any(i => i.Tags?.Contains("x") != true);

    [IIIFunction("predicate::p123"), Observes("shop::pay", When = nameof(P123))]
    public static void F123()
    {
    }

    internal static bool P123(Observed<Payment, Receipt?> c) => c.Input.Items.All(i => i.Count > 0);

    [IIIFunction("predicate::p124"), Observes("shop::pay", When = nameof(P124))]
    public static void F124()
    {
    }

    internal static bool P124(Observed<Payment, Receipt?> c) => !c.Input.Items.All(i => i.Count > 0 && i.Sku != "a");

    [IIIFunction("predicate::p125"), Observes("shop::pay", When = nameof(P125))]
    public static void F125()
    {
    }

    internal static bool P125(Observed<Payment, Receipt?> c) => c.Input.Items.Any();

    [IIIFunction("predicate::p126"), Observes("shop::pay", When = nameof(P126))]
    public static void F126()
    {
    }

    internal static bool P126(Observed<Payment, Receipt?> c) => c.Input.Items.Length == 0;

    [IIIFunction("predicate::p127"), Observes("shop::pay", When = nameof(P127))]
    public static void F127()
    {
    }

    internal static bool P127(Observed<Payment, Receipt?> c) => c.Input.Items.Length > 1;

    [IIIFunction("predicate::p128"), Observes("shop::pay", When = nameof(P128))]
    public static void F128()
    {
    }

    internal static bool P128(Observed<Payment, Receipt?> c) => c.Input.Items.Length <= 1;

    [IIIFunction("predicate::p129"), Observes("shop::pay", When = nameof(P129))]
    public static void F129()
    {
    }

    internal static bool P129(Observed<Payment, Receipt?> c) => c.Input.Items.Count() == 2;

    [IIIFunction("predicate::p130"), Observes("shop::pay", When = nameof(P130))]
    public static void F130()
    {
    }

    internal static bool P130(Observed<Payment, Receipt?> c) => c.Input.Items[0].Sku == "a";

    [IIIFunction("predicate::p131"), Observes("shop::pay", When = nameof(P131))]
    public static void F131()
    {
    }

    internal static bool P131(Observed<Payment, Receipt?> c) => c.Input.Items[1].Sku != "a";

    [IIIFunction("predicate::p132"), Observes("shop::pay", When = nameof(P132))]
    public static void F132()
    {
    }

    internal static bool P132(Observed<Payment, Receipt?> c) => !(c.Input.Items[1].Count > 2);

    [IIIFunction("predicate::p133"), Observes("shop::pay", When = nameof(P133))]
    public static void F133()
    {
    }

    internal static bool P133(Observed<Payment, Receipt?> c) => c.Input.Map!["env"] == "prod";

    [IIIFunction("predicate::p134"), Observes("shop::pay", When = nameof(P134))]
    public static void F134()
    {
    }

    internal static bool P134(Observed<Payment, Receipt?> c) => c.Input.Map!["env"] != "prod";

    [IIIFunction("predicate::p135"), Observes("shop::pay", When = nameof(P135))]
    public static void F135()
    {
    }

    internal static bool P135(Observed<Payment, Receipt?> c) => c.Input.Map!["env"] == null;

    [IIIFunction("predicate::p136"), Observes("shop::pay", When = nameof(P136))]
    public static void F136()
    {
    }

    internal static bool P136(Observed<Payment, Receipt?> c) => c.Input.Map!.ContainsKey("a.b");

    [IIIFunction("predicate::p137"), Observes("shop::pay", When = nameof(P137))]
    public static void F137()
    {
    }

    internal static bool P137(Observed<Payment, Receipt?> c) => !c.Input.Map!.ContainsKey("a.b");

    [IIIFunction("predicate::p138"), Observes("shop::pay", When = nameof(P138))]
    public static void F138()
    {
    }

    internal static bool P138(Observed<Payment, Receipt?> c) => c.Input.Map!.Count == 0;

    [IIIFunction("predicate::p139"), Observes("shop::pay", When = nameof(P139))]
    public static void F139()
    {
    }

    internal static bool P139(Observed<Payment, Receipt?> c) => c.Status == InvocationStatus.Error;

    [IIIFunction("predicate::p140"), Observes("shop::pay", When = nameof(P140))]
    public static void F140()
    {
    }

    internal static bool P140(Observed<Payment, Receipt?> c) => c.Status != InvocationStatus.Error && c.Input.Amount > 3;

    [IIIFunction("predicate::p141"), Observes("shop::pay", When = nameof(P141))]
    public static void F141()
    {
    }

    internal static bool P141(Observed<Payment, Receipt?> c) => c.Error!.Code == "DECLINED";

    [IIIFunction("predicate::p142"), Observes("shop::pay", When = nameof(P142))]
    public static void F142()
    {
    }

    internal static bool P142(Observed<Payment, Receipt?> c) => c.Error!.Code != "DECLINED";

    [IIIFunction("predicate::p143"), Observes("shop::pay", When = nameof(P143))]
    public static void F143()
    {
    }

    internal static bool P143(Observed<Payment, Receipt?> c) => c.Error?.Code != "DECLINED";

    [IIIFunction("predicate::p144"), Observes("shop::pay", When = nameof(P144))]
    public static void F144()
    {
    }

    internal static bool P144(Observed<Payment, Receipt?> c) => c.Error is { Code: "DECLINED", Message: not "" };

    [IIIFunction("predicate::p145"), Observes("shop::pay", When = nameof(P145))]
    public static void F145()
    {
    }

    internal static bool P145(Observed<Payment, Receipt?> c) => c.Error is null && c.Output is not null;

    [IIIFunction("predicate::p146"), Observes("shop::pay", When = nameof(P146))]
    public static void F146()
    {
    }

    internal static bool P146(Observed<Payment, Receipt?> c) => c.Output is { Total: > 5 };

    [IIIFunction("predicate::p147"), Observes("shop::pay", When = nameof(P147))]
    public static void F147()
    {
    }

    internal static bool P147(Observed<Payment, Receipt?> c) => c.Output!.Total != 5;

    [IIIFunction("predicate::p148"), Observes("shop::pay", When = nameof(P148))]
    public static void F148()
    {
    }

    internal static bool P148(Observed<Payment, Receipt?> c) => c.Output?.Total != 5;

    [IIIFunction("predicate::p149"), Observes("shop::pay", When = nameof(P149))]
    public static void F149()
    {
    }

    internal static bool P149(Observed<Payment, Receipt?> c) => c.Output == null;

    [IIIFunction("predicate::p150"), Observes("shop::pay", When = nameof(P150))]
    public static void F150()
    {
    }

    internal static bool P150(Observed<Payment, Receipt?> c) => c.HasOutput && c.Output!.Number != "a";

    [IIIFunction("predicate::p151"), Observes("shop::pay", When = nameof(P151))]
    public static void F151()
    {
    }

    internal static bool P151(Observed<Payment, Receipt?> c) => c.Caller?.WorkerName != "audit";

    [IIIFunction("predicate::p152"), Observes("shop::pay", When = nameof(P152))]
    public static void F152()
    {
    }

    internal static bool P152(Observed<Payment, Receipt?> c) => c.Caller!.WorkerName != "audit";

    [IIIFunction("predicate::p153"), Observes("shop::pay", When = nameof(P153))]
    public static void F153()
    {
    }

    internal static bool P153(Observed<Payment, Receipt?> c) => c.Caller?.Parent?.FunctionId is null or "x::y";

    [IIIFunction("predicate::p154"), Observes("shop::pay", When = nameof(P154))]
    public static void F154()
    {
    }

    internal static bool P154(Observed<Payment, Receipt?> c) => c.Metadata == null;

    [IIIFunction("predicate::p155"), Observes("shop::pay", When = nameof(P155))]
    public static void F155()
    {
    }

    internal static bool P155(Observed<Payment, Receipt?> c) => c.Metadata.HasValue;

    [IIIFunction("predicate::p156"), Observes("shop::pay", When = nameof(P156))]
    public static void F156()
    {
    }

    internal static bool P156(Observed<Payment, Receipt?> c) => c is { Input.Amount: > 3, Status: InvocationStatus.Success, Error: null };

    [IIIFunction("predicate::p157"), Observes("shop::pay", When = nameof(P157))]
    public static void F157()
    {
    }

    internal static bool P157(Observed<Payment, Receipt?> c) => c.Input is { IsTest: true } or { Amount: 5 };

    [IIIFunction("predicate::p158"), Observes("shop::pay", When = nameof(P158))]
    public static void F158()
    {
    }

    internal static bool P158(Observed<Payment, Receipt?> c) => IsBig(c) && !IsNamed(c.Input.Currency);

    [IIIFunction("predicate::p159"), Observes("shop::pay", When = nameof(P159))]
    public static void F159()
    {
    }

    internal static bool P159(Observed<Payment, Receipt?> c) => IsOld(c.Input.Customer);

    [IIIFunction("predicate::p160"), Observes("shop::pay", When = nameof(P160))]
    public static void F160()
    {
    }

    internal static bool P160(Observed<Payment, Receipt?> c) => !IsOld(c.Input.Owner);

    private static bool IsBig(Observed<Payment, Receipt?> call) => call.Input.Amount > 3;

    private static bool IsNamed(string? text) => text is not (null or "");

    private static bool IsOld(Customer? customer) => customer!.Age > 17;
}
