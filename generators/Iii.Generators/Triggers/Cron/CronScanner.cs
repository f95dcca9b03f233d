using System.Globalization;

namespace Iii.Generators.Triggers.Cron;

/// <summary>Takes a cron expression apart as the engine's parser does, white space within a field and all.</summary>
internal sealed class CronScanner(string text)
{
    private int _at;

    public bool IsAtEnd => _at == text.Length;

    /// <summary>What stands next, up to white space.</summary>
    public string Rest => new(text.Skip(_at).TakeWhile(c => !IsSpace(c)).ToArray());

    /// <summary>The parts of the next field; null, and nothing is taken, when none begins here.</summary>
    public IReadOnlyList<CronPart>? TryField(bool takesQuestionMark)
    {
        var start = _at;
        SkipSpace();
        var parts = new List<CronPart>();
        var end = _at;
        do
        {
            if (TryPart(takesQuestionMark) is not { } part)
            {
                break;
            }

            parts.Add(part);
            end = _at;
        }
        while (Take(','));

        _at = end;
        if (parts.Count == 0)
        {
            _at = start;
            return null;
        }

        SkipSpace();
        return parts;
    }

    private CronPart? TryPart(bool takesQuestionMark)
    {
        var start = _at;
        if (Take('*') || takesQuestionMark && Take('?'))
        {
            return new CronPart(null, null, TryStep());
        }

        if (TryNumber() is { } first)
        {
            var last = TryAfterDash(TryNumber);
            return new CronPart(first, last, TryStep());
        }

        if (TryName() is { } name)
        {
            // A single name takes no step.
            return TryAfterDash(TryName) is { } last ? new CronPart(name, last, TryStep()) : new CronPart(name, null, null);
        }

        _at = start;
        return null;
    }

    private string? TryAfterDash(Func<string?> read)
    {
        var start = _at;
        if (Take('-') && read() is { } last)
        {
            return last;
        }

        _at = start;
        return null;
    }

    private uint? TryStep()
    {
        var start = _at;
        if (Take('/') && TryNumber() is { } step)
        {
            return uint.Parse(step, CultureInfo.InvariantCulture);
        }

        _at = start;
        return null;
    }

    private string? TryNumber() => TryRun(static c => c is >= '0' and <= '9');

    private string? TryName() => TryRun(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z');

    private string? TryRun(Func<char, bool> belongs)
    {
        var start = _at;
        SkipSpace();
        var first = _at;
        while (_at < text.Length && belongs(text[_at]))
        {
            _at++;
        }

        var run = text.Substring(first, _at - first);
        if (run.Length == 0 || char.IsDigit(run[0]) && !uint.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            _at = start;
            return null;
        }

        SkipSpace();
        return run;
    }

    private bool Take(char wanted)
    {
        if (IsAtEnd || text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && IsSpace(text[_at]))
        {
            _at++;
        }
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
