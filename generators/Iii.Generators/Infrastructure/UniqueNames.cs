namespace Iii.Generators.Infrastructure;

/// <summary>Gives each name once: a second one gets a number. Case makes no difference, for names become files.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(string name)
    {
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++)
        {
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
