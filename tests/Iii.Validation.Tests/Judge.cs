using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Iii.Generated;

namespace Iii.Validation.Tests;

/// <summary>The framework's Validator, applied to an object and to what is in it, is the judge of what is valid.</summary>
internal static class Judge
{
    public delegate void Check<T>(T value, ref Violations found);

    /// <summary>Both take the value, or both refuse it.</summary>
    /// <returns>It is valid.</returns>
    public static bool Agree<T>(T value, Check<T> check)
        where T : notnull
    {
        var theirs = IsValid(value);
        var found = new Violations();
        check(value, ref found);
        Assert.True(theirs == (found.Count == 0), $"Validator {(theirs ? "takes" : "refuses")} it, and here: {string.Join("; ", found.Listed)}");
        return theirs;
    }

    /// <summary>All that is wrong, as it is told.</summary>
    public static string[] Problems<T>(T value, Check<T> check)
    {
        var found = new Violations();
        check(value, ref found);
        return [.. found.Listed.Select(v => v.ToString())];
    }

    private static bool IsValid(object value)
    {
        bool isValid;
        try
        {
            isValid = Validator.TryValidateObject(value, new ValidationContext(value), null, validateAllProperties: true);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            isValid = false;
        }

        return isValid && value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite || value is KeyValuePair<string, Address>).All(p => AreValid(p.GetValue(value)));
    }

    private static bool AreValid(object? value) => value switch
    {
        null or string or Uri or Version => true,
        IDictionary map => map.Values.Cast<object?>().All(AreValid),
        IEnumerable items => items.Cast<object?>().All(AreValid),
        _ => value.GetType().Assembly != typeof(Judge).Assembly && value is not KeyValuePair<string, Address> || value.GetType().IsEnum || IsValid(value),
    };
}
