using System.Collections.Immutable;
using CsCheck;
using Iii.Generated.Iii_Validation_Tests;

namespace Iii.Validation.Tests;

/// <summary>The promise: what the framework's Validator takes is taken, what it refuses is refused.</summary>
public sealed class DifferentialTests
{
    private static readonly Gen<string?> s_text = OneOf<string?>(
        null, "", " ", "a", "ab", "abc", "abcd", "AB", "A!", "x", "1", "12", "13", "12.4", "-3", "99999999999", "1e999", "Red", "red", "Green", "5", "6", "Bold, Italic", "16",
        "ada@example.org", "@", "a@", "https://iii.dev", "HTTP://x", "ftp:", "+49 30 1234", "4111 1111 1111 1111", "4111-1111-1111-1112", "AQID", "AQ==", "A===", "x.png", "x.CSV", "x.txt", "png", "é", "\n", "12\n");

    private static readonly Gen<int> s_small = Gen.Int[-12, 12];

    private static readonly Gen<double> s_real = Gen.OneOf(Gen.Double[-3, 3], OneOf(0.1, 0.5, 1.5, 2.5, -2.5, 1.25, -0.5, 3.5, 1e300, -1e300, double.NaN, double.PositiveInfinity));

    [Fact]
    public void Numbers()
    {
        var valid = 0;
        Gen.Select(Gen.Int[0, 29], s_small, s_real, Gen.Long, s_text).Sample(
            (which, small, real, large, text) =>
            {
                var value = new Numbers();
                var money = double.IsFinite(real) && Math.Abs(real) < 1e10 ? (decimal)real : 0.3m;
                _ = which switch
                {
                    0 => value.S8 = (sbyte)small,
                    1 => value.U8 = (byte)large,
                    2 => value.S16 = (short)(small + (large % 3 == 0 ? 30_000 : 0)),
                    3 => value.U16 = (ushort)Math.Abs(small),
                    4 => value.S32 = small,
                    5 => value.U32 = (uint)Math.Abs(small) + (large % 3 == 0 ? 3_000_000_000 : 0),
                    6 => (value.S64 = large % 2 == 0 ? large : small) > 0,
                    7 => (value.U64 = large % 2 == 0 ? (ulong)large : (ulong)Math.Abs(small)) > 0,
                    8 => (value.F32 = (float)real) > 0,
                    9 => (value.F64 = real) > 0,
                    10 => (value.Money = money) > 0,
                    11 => (value.Real32 = (float)real) > 0,
                    12 => (value.Real64 = real) > 0,
                    13 => (value.RealMoney = money) > 0,
                    14 => value.RealInteger = small,
                    15 => (value.Maybe = small > 8 ? null : small) > 0,
                    16 => (value.Color = (Color)small) > 0,
                    17 => (value.MaybeColor = small > 8 ? null : (Color)small) > 0,
                    18 => (value.Letter = (char)(90 + small)) > 0,
                    19 => (value.Text = text) is null,
                    20 => (value.RealText = text) is null,
                    21 => value.Allowed = small,
                    22 => (value.MaybeAllowed = small > 8 ? null : small) > 0,
                    23 => (value.Denied = small > 8 ? double.NaN : small) > 0,
                    24 => (value.Green = (Color)small) > 0,
                    25 => (value.Defined = (Color)small) > 0,
                    26 => (value.Styled = (Styles)small) > 0,
                    27 => value.Number = small,
                    28 => value.Brief = (int)large,
                    _ => (object)true,
                };
                Count(ref valid, Judge.Agree(value, NumbersCheck));
            },
            iter: 30_000);
        Assert.InRange(valid, 5_000, 25_000);
    }

    [Fact]
    public void Ranges_of_types_that_are_named()
    {
        var valid = 0;
        Gen.Select(Gen.Int[0, 14], s_small, s_real, Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2040, 1, 1)], Gen.TimeSpan).Sample(
            (which, small, real, at, span) =>
            {
                var value = new Ranges();
                var finite = double.IsFinite(real) && Math.Abs(real) < 1e10 ? real : 0.5;
                _ = which switch
                {
                    0 => value.Money = (decimal)finite * small,
                    1 => value.S64 = small * 700_000_000L,
                    2 => value.F64 = small == 0 ? null : real,
                    3 => value.F32 = (float)real,
                    4 => value.F16 = (Half)real,
                    5 => value.S128 = (Int128)small * 10_000_000_000_000_000_000,
                    6 => value.Color = (Color)small,
                    7 => value.Yes = small > 0,
                    8 => value.Letter = (char)('m' + small),
                    9 => value.At = at,
                    10 => value.Moment = small == 0 ? null : new DateTimeOffset(at, TimeSpan.FromHours(small)),
                    11 => value.Day = DateOnly.FromDateTime(at),
                    12 => value.Clock = TimeOnly.FromDateTime(at),
                    13 => value.Span = small > 0 ? span : TimeSpan.FromHours(small * 3),
                    14 => value.Version = small == 0 ? null : new Version(Math.Abs(small) % 3, Math.Abs(small)),
                    _ => (object?)null,
                };
                Count(ref valid, Judge.Agree(value, RangesCheck));
            },
            iter: 20_000);
        Assert.InRange(valid, 4_000, 17_000);
    }

    [Fact]
    public void Texts()
    {
        var valid = 0;
        var properties = typeof(Texts).GetProperties().Where(p => p.PropertyType == typeof(string)).ToArray();
        Gen.Select(Gen.Int[0, properties.Length - 1], s_text, s_text, Gen.Int[0, properties.Length]).Sample(
            (which, text, other, second) =>
            {
                var value = new Texts();
                properties[which].SetValue(value, text);
                if (second < properties.Length)
                {
                    properties[second].SetValue(value, other);
                }
                else if (Uri.TryCreate(other, UriKind.RelativeOrAbsolute, out var uri))
                {
                    value.Address = uri;
                }

                Count(ref valid, Judge.Agree(value, TextsCheck));
            },
            iter: 40_000);
        Assert.InRange(valid, 5_000, 30_000);
    }

    [Fact]
    public void Any_text_at_all() => Gen.Select(Gen.String, Gen.Int[0, 12]).Sample(
        (text, which) =>
        {
            var value = which switch
            {
                0 => new Texts { Required = text },
                1 => new Texts { Brief = text },
                2 => new Texts { Pattern = text },
                3 => new Texts { Email = text },
                4 => new Texts { Url = text },
                5 => new Texts { Phone = text },
                6 => new Texts { Card = text },
                7 => new Texts { Base64 = text },
                8 => new Texts { Picture = text },
                9 => new Texts { Color = text },
                10 => new Texts { Anchored = text },
                11 => new Texts { Styles = text },
                _ => new Texts { Both = text },
            };
            Judge.Agree(value, TextsCheck);
        },
        iter: 20_000);

    [Fact]
    public void Counts()
    {
        var valid = 0;
        Gen.Select(Gen.Int[0, 8], Gen.Int[-1, 3]).Sample(
            (which, count) =>
            {
                int[]? items = count < 0 ? null : [.. Enumerable.Range(0, count)];
                var value = which switch
                {
                    0 => new Counts { List = items?.ToList() },
                    1 => new Counts { Array = items },
                    2 => new Counts { Set = items?.ToHashSet() },
                    3 => new Counts { Map = items?.ToDictionary(i => $"{i}") },
                    4 => new Counts { Bytes = items?.Select(i => (byte)i).ToArray() },
                    5 => new Counts { Interface = items },
                    6 => new Counts { Sequence = items?.ToList() },
                    7 => new Counts { Immutable = items is null ? [] : [.. items] },
                    _ => new Counts { Queue = items is null ? null : new(items) },
                };
                Count(ref valid, Judge.Agree(value, CountsCheck));
            },
            iter: 2_000);
        Assert.InRange(valid, 500, 1_700);
    }

    [Fact]
    public void Objects_in_objects()
    {
        var valid = 0;
        var address = Gen.Select(OneOf("x", "y", "city", "x", "x", "x", "city", "", "too long"), Gen.Int[0, 12].Select(n => n > 10 ? n : n % 10)).Select((city, number) => new Address { City = city, Number = number });
        var maybe = Gen.Select(address, Gen.Int[0, 3]).Select((a, n) => n == 0 ? null : a);
        var money = Gen.Select(Gen.Int[0, 120], OneOf<string?>("EUR", "USD", null, "EUR", "GBP")).Select((a, c) => new Money(a > 110 ? 100 : a % 100, c));
        var shape = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 11], OneOf<string?>("a", "abc", "abcd", null)).Select((which, n, name) => which switch
        {
            0 => (Shape)new Circle { Radius = n, Name = name },
            1 => new Ring { Hole = n, Name = name, Radius = 9 },
            2 => new Square { Side = n, Name = name },
            _ => null,
        });
        var nested = Gen.Recursive<Nested>((depth, next) => Gen.Select(Gen.Int[0, 12], maybe, address, Gen.Select(money, money), shape, depth < 4 ? next : OneOf<Nested>(null!, null!)).Select((which, a, b, m, s, n) => which switch
        {
            0 => new Nested { Home = a },
            1 => new Nested { Other = a },
            2 => new Nested { List = [b, a] },
            3 => new Nested { Jagged = [[b], [], [b, b]] },
            4 => new Nested { Map = new() { ["x"] = a, ["y"] = b } },
            5 => new Nested { Deep = new Dictionary<int, List<Money>> { [7] = [m.Item1], [8] = [m.Item2] } },
            6 => new Nested { Price = m.Item1 },
            7 => new Nested { Maybe = m.Item1 },
            8 => new Nested { Prices = [null, m.Item1] },
            9 => new Nested { Fixed = [m.Item1, m.Item2] },
            10 => new Nested { Shape = s },
            11 => new Nested { Set = new HashSet<Money> { m.Item1 }, Pair = new("k", b) },
            _ => new Nested { Next = n },
        }));
        nested.Sample(value => Count(ref valid, Judge.Agree(value, NestedCheck)), iter: 10_000);
        Assert.InRange(valid, 3_000, 9_500);
    }

    [Fact]
    public void Types_that_check_themselves()
    {
        var valid = 0;
        Gen.Select(Gen.Int[-2, 20], Gen.Int[-2, 20]).Sample((from, to) => Count(ref valid, Judge.Agree(new Period { From = from, To = to }, PeriodCheck)), iter: 3_000);
        Assert.InRange(valid, 500, 2_500);
    }

    private static Judge.Check<Numbers> NumbersCheck => Iii_Validation_Tests_NumbersValidation.Check;

    private static Judge.Check<Ranges> RangesCheck => Iii_Validation_Tests_RangesValidation.Check;

    private static Judge.Check<Texts> TextsCheck => Iii_Validation_Tests_TextsValidation.Check;

    private static Judge.Check<Counts> CountsCheck => Iii_Validation_Tests_CountsValidation.Check;

    private static Judge.Check<Nested> NestedCheck => Iii_Validation_Tests_NestedValidation.Check;

    private static Judge.Check<Period> PeriodCheck => Iii_Validation_Tests_PeriodValidation.Check;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Count(ref int valid, bool isValid)
    {
        if (isValid)
        {
            Interlocked.Increment(ref valid);
        }
    }
}
