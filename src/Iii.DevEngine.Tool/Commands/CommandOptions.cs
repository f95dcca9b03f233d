using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Iii.DevEngine.Tool.Commands;

/// <summary>Options that several commands have, or that are more than a text.</summary>
internal static class CommandOptions
{
    public static Option<int?> Port(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort))
            {
                result.AddError($"{name} is '{token.Value}'. Expected a port from 0 to {IPEndPoint.MaxPort}.");
            }
        });
        return option;
    }

    public static Option<IPAddress?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (HostAddress.Parse(text) is { } address)
            {
                return address;
            }

            result.AddError($"{name} is '{text}'. Expected {HostAddress.Expected}.");
            return null;
        },
    };

    /// <summary>Creates the option that selects a release of iii.</summary>
    public static Option<IIIEngineGeneration?> Generation() => new("--generation")
    {
        HelpName = "release",
        CompletionSources = { EngineGenerations.Names },
        Description = $"Behave exactly as a release of iii: {EngineGenerations.List}. Default: the newest features, and triggers too.",
        CustomParser = result =>
        {
            var name = result.Tokens[0].Value;
            if (EngineGenerations.Parse(name) is { } generation)
            {
                return generation;
            }

            result.AddError($"--generation is '{name}'. Expected {EngineGenerations.List}.");
            return null;
        },
    };

    /// <summary>A time such as <c>500ms</c>, <c>30s</c>, <c>2m</c>, or a number of seconds.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ParseDuration(text) is { } value)
            {
                return value;
            }

            result.AddError($"{name} is '{text}'. Expected a time longer than zero, such as 500ms, 30s or 2m.");
            return null;
        },
    };

    /// <summary>The engine that is asked.</summary>
    public static Option<string?> Url() => new("--url", "-u") { Description = "The engine's address. Default: III_URL, else ws://localhost:49134." };

    private static TimeSpan? ParseDuration(string text)
    {
        var (number, unit) = text switch
        {
            [.. var n, 'm', 's'] => (n, TimeSpan.FromMilliseconds(1)),
            [.. var n, 's'] => (n, TimeSpan.FromSeconds(1)),
            [.. var n, 'm'] => (n, TimeSpan.FromMinutes(1)),
            [.. var n, 'h'] => (n, TimeSpan.FromHours(1)),
            _ => (text, TimeSpan.FromSeconds(1)),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit.TotalMilliseconds is > 0 and <= int.MaxValue ? value * unit : null;
    }
}
