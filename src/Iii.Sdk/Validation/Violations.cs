using System.Collections.ObjectModel;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Iii.Validation;

namespace Iii.Generated;

/// <summary>
/// What is found wrong with the arguments of one call. Nothing is allocated as long as all is well. Part of the contract between generated code and this library; not
/// for use by hand.
/// </summary>
/// <remarks>A path is put together from its end: who checks a member knows its name, and who checks the object around it puts its own before that.</remarks>
/// <param name="call">The call whose arguments are checked.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Violations(FunctionCall call)
{
    /// <summary>So many are listed; the others are counted.</summary>
    internal const int MostListed = 1_000;

    /// <summary>So many characters of a dictionary's key are in a path.</summary>
    private const int LongestKey = 64;

    /// <summary>As deep as JSON may be.</summary>
    private const int Deepest = 64;

    private readonly FunctionCall _call = call;
    private List<Violation>? _list;
    private int _unlisted;
    private int _depth;
    private bool _isTooDeep;

    /// <summary>How many there are.</summary>
    public readonly int Count => (_list?.Count ?? 0) + _unlisted;

    internal readonly IReadOnlyList<Violation> Listed => _list ?? [];

    internal readonly int Unlisted => _unlisted;

    /// <summary>Something is wrong with a member.</summary>
    /// <param name="path">The member; empty for the object itself.</param>
    /// <param name="message">What is wrong.</param>
    public void Add(string path, string message)
    {
        _list ??= [];
        if (_list.Count < MostListed)
        {
            _list.Add(new Violation(path, message));
        }
        else
        {
            _unlisted++;
        }
    }

    /// <summary>A number is out of its range.</summary>
    /// <param name="path">The member.</param>
    /// <param name="message">What it must be.</param>
    /// <param name="value">What it is.</param>
    public void AddNumber<T>(string path, string message, T value)
        where T : IFormattable => Add(path, string.Create(CultureInfo.InvariantCulture, $"{message}, is {value}"));

    /// <summary>There is too much or too little of something.</summary>
    /// <param name="path">The member.</param>
    /// <param name="message">How much there must be.</param>
    /// <param name="count">How much there is.</param>
    public void AddCount(string path, string message, int count) => Add(path, string.Create(CultureInfo.InvariantCulture, $"{message}, has {count}"));

    /// <summary>What the user's own code says of a member.</summary>
    /// <param name="path">The member.</param>
    /// <param name="result">What it says; null when all is well.</param>
    /// <param name="message">What is said when the result says nothing.</param>
    public void AddResult(string path, ValidationResult? result, string message)
    {
        if (result is not null)
        {
            Add(path, string.IsNullOrEmpty(result.ErrorMessage) ? message : result.ErrorMessage);
        }
    }

    /// <summary>What an object says of itself.</summary>
    /// <param name="results">What it says.</param>
    /// <param name="name">The names of its members in JSON by those in C#.</param>
    public void AddResults(IEnumerable<ValidationResult?>? results, Func<string, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var result in results ?? [])
        {
            if (result is null)
            {
                continue;
            }

            var hasMember = false;
            var message = string.IsNullOrEmpty(result.ErrorMessage) ? "is not valid" : result.ErrorMessage;
            foreach (var member in result.MemberNames)
            {
                hasMember = true;
                Add(string.IsNullOrEmpty(member) ? "" : name(member), message);
            }

            if (!hasMember)
            {
                Add("", message);
            }
        }
    }

    /// <summary>What was found since is in a member.</summary>
    /// <param name="name">The member.</param>
    /// <param name="start">The count before the member was looked at.</param>
    public readonly void Under(string name, int start) => Prefix(name, start);

    /// <summary>What was found since is in an element.</summary>
    /// <param name="index">The element's index.</param>
    /// <param name="start">The count before the element was looked at.</param>
    public readonly void Under(int index, int start)
    {
        if (start < Count)
        {
            Prefix(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), start);
        }
    }

    /// <summary>What was found since is in the value of a dictionary.</summary>
    /// <param name="key">The value's key.</param>
    /// <param name="start">The count before the value was looked at.</param>
    public readonly void UnderKey<TKey>(TKey key, int start)
    {
        if (start < Count)
        {
            // The caller's own text, and put before each violation below it.
            var text = (key is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : key?.ToString()) ?? "";
            Prefix($"[\"{(text.Length > LongestKey ? string.Concat(text.AsSpan(0, LongestKey), "…") : text)}\"]", start);
        }
    }

    /// <summary>An object is looked at that may contain itself: false when this goes too deep.</summary>
    public bool Enter()
    {
        if (_isTooDeep)
        {
            return false;
        }

        if (_depth == Deepest)
        {
            // Said once: what goes round in circles may do so on many ways.
            _isTooDeep = true;
            Add("", $"is nested deeper than {Deepest} levels");
            return false;
        }

        _depth++;
        return true;
    }

    /// <summary>The object has been looked at.</summary>
    public void Leave() => _depth--;

    /// <summary>What the user's own checks are told.</summary>
    /// <param name="instance">The object around the value, or the value itself.</param>
    /// <param name="member">The member's name in C#; null for an object that checks itself.</param>
    /// <param name="display">What messages call it.</param>
    public readonly ValidationContext Context(object? instance, string? member, string display) =>
        new(instance ?? "", display, new CallServices(_call), null) { MemberName = member };

    /// <summary>Refuses the call if anything is wrong.</summary>
    /// <exception cref="IIIException">Something is.</exception>
    public readonly void ThrowIfAny()
    {
        if (_list is not null)
        {
            throw new InvalidArgumentsException(new ReadOnlyCollection<Violation>(_list), _unlisted);
        }
    }

    private readonly void Prefix(string prefix, int start)
    {
        for (var i = start; i < _list?.Count; i++)
        {
            var path = _list[i].Path;
            _list[i] = _list[i] with { Path = path.Length == 0 || path[0] == '[' ? prefix + path : $"{prefix}.{path}" };
        }
    }
}
