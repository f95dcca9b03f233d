using Iii.Generated;
using Iii.Generated.Iii_Validation_Tests;

namespace Iii.Validation.Tests;

/// <summary>What is said of what is wrong.</summary>
public sealed class ViolationTests
{
    [Fact]
    public void Every_violation_is_listed_with_its_path()
    {
        var value = new Nested
        {
            Home = null,
            List = [new Address(), null, new Address { City = "", Number = 10 }],
            Jagged = [[], [new Address { Number = -1 }]],
            Map = new() { ["a b"] = new Address { City = null } },
            Deep = new Dictionary<int, List<Money>> { [7] = [new Money(100, "EUR")] },
            Prices = [null, new Money(1, "GBP")],
            Next = new Nested { Shape = new Ring { Hole = 11, Name = "long" } },
        };
        Assert.Equal(
            [
                "home: is required",
                "list[2].city: is required",
                "list[2].number: must be between 0 and 9, is 10",
                "jagged[1][0].number: must be between 0 and 9, is -1",
                "map[\"a b\"].city: is required",
                "deep[\"7\"][0].amount: must be between 0 and 99, is 100",
                "prices[1].currency: must be one of 'EUR', 'USD', null",
                "next.shape.hole: must be between 0 and 9, is 11",
                "next.shape.name: must have at most 3 characters, has 4",
            ],
            Problems<Nested>(value, Iii_Validation_Tests_NestedValidation.Check));
    }

    [Fact]
    public void What_an_object_says_of_itself_names_its_members_as_the_json_does()
    {
        Assert.Equal(["from: ends before it begins", "until: ends before it begins"], Problems<Period>(new Period { From = 3, To = 2 }, Iii_Validation_Tests_PeriodValidation.Check));
        Assert.Equal(["$: Period may not end there"], Problems<Period>(new Period { From = 3, To = 13 }, Iii_Validation_Tests_PeriodValidation.Check));
        Assert.Equal(["$: The field Period is invalid."], Problems<Period>(new Period(), Iii_Validation_Tests_PeriodValidation.Check));
        Assert.Equal(["from: must be between 0 and 99, is 100"], Problems<Period>(new Period { From = 100 }, Iii_Validation_Tests_PeriodValidation.Check));
    }

    [Fact]
    public void Messages_of_the_users_code_are_told() => Assert.Equal(
        ["custom: Custom is loud", "own: The field Own is invalid.", "longer: Longer is not longer than Brief"],
        Problems<Texts>(new Texts { Custom = "!", Own = "LOUD", Brief = "ab", Longer = "a" }, Iii_Validation_Tests_TextsValidation.Check));

    [Fact]
    public void What_goes_round_in_circles_ends_at_the_depth_of_json()
    {
        var value = new Nested();
        value.Next = value;
        var problem = Assert.Single(Problems<Nested>(value, Iii_Validation_Tests_NestedValidation.Check));
        Assert.EndsWith(".next: is nested deeper than 64 levels", problem, StringComparison.Ordinal);
        Assert.Equal(64, problem.Split("next").Length - 1);
    }

    [Fact]
    public void After_a_thousand_the_others_are_counted()
    {
        var value = new Nested { List = [.. Enumerable.Repeat(new Address { Number = 10 }, 1_500)] };
        var found = new Violations();
        Iii_Validation_Tests_NestedValidation.Check(value, ref found);
        Assert.Equal((1_500, 1_000, 500), (found.Count, found.Listed.Count, found.Unlisted));
        Assert.Equal("list[999].number", found.Listed[^1].Path);
        var problem = Assert.Throws<InvalidArgumentsException>(() => Throw(found));
        Assert.EndsWith("; and 500 more.", problem.Details, StringComparison.Ordinal);
        static void Throw(Violations found) => found.ThrowIfAny();
    }

    [Fact]
    public void The_key_of_a_dictionary_is_shortened()
    {
        var value = new Nested { Map = new() { [new string('x', 10_000)] = new Address { Number = 10 } } };
        Assert.Equal($"map[\"{new string('x', 64)}…\"].number: must be between 0 and 9, is 10", Assert.Single(Problems<Nested>(value, Iii_Validation_Tests_NestedValidation.Check)));
    }

    [Fact]
    public void What_is_logged_names_places_only()
    {
        var found = new Violations();
        Iii_Validation_Tests_NumbersValidation.Check(new Numbers { S32 = 4711, U8 = 0 }, ref found);
        var problem = Record(found);
        Assert.Equal("INVALID_ARGUMENTS", problem.Code);
        Assert.Equal("The arguments are not valid at s32.", problem.Message);
        Assert.Contains("is 4711", problem.Details, StringComparison.Ordinal);
        var keyed = new Violations();
        Iii_Validation_Tests_NestedValidation.Check(new Nested { Map = new() { ["secret"] = new Address { City = null } } }, ref keyed);
        Assert.Equal("The arguments are not valid at map[…].", Record(keyed).Message);
        static InvalidArgumentsException Record(Violations found) => Assert.Throws<InvalidArgumentsException>(() => found.ThrowIfAny());
    }

    [Fact]
    public void Nothing_is_allocated_for_what_is_valid()
    {
        var address = new Address();
        var nested = new Nested
        {
            List = [address, null],
            Jagged = [[address], []],
            Map = new() { ["x"] = address },
            Deep = new Dictionary<int, List<Money>> { [1] = [new Money(1, "EUR")] },
            Prices = [null, new Money(1, null)],
            Fixed = [new Money(1, "USD")],
            Shape = new Ring { Hole = 1 },
            Next = new Nested(),
        };
        var numbers = new Numbers();
        var counts = new Counts { Array = [1], Interface = [1], Map = new() { ["x"] = 1 } };
        Assert.Equal(0, Run());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        int Run()
        {
            var problems = 0;
            for (var i = 0; i < 100; i++)
            {
                var found = new Violations();
                Iii_Validation_Tests_NestedValidation.Check(nested, ref found);
                Iii_Validation_Tests_NumbersValidation.Check(numbers, ref found);
                Iii_Validation_Tests_CountsValidation.Check(counts, ref found);
                problems += found.Count;
            }

            return problems;
        }
    }

    private static string[] Problems<T>(T value, Judge.Check<T> check) => Judge.Problems(value, check);
}
