using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Validation;

/// <summary>Writes the checks of members, or of parameters.</summary>
internal sealed class CheckEmitter
{
    private readonly SourceWriter _source;
    private readonly UniqueNames _locals = new();
    private readonly UniqueNames _fields = new();
    private readonly Dictionary<(string Member, Check Check), string[]> _fieldNames = new();

    /// <param name="source">Where to.</param>
    /// <param name="taken">Names that are something else already.</param>
    public CheckEmitter(SourceWriter source, params IEnumerable<string> taken)
    {
        _source = source;
        foreach (var name in taken)
        {
            _locals.Take(name);
            _fields.Take(name);
        }
    }

    /// <summary>Writes what is made once for all calls.</summary>
    public void EmitFields(IReadOnlyList<(string Member, Check Check)> checks)
    {
        foreach (var (member, check) in checks.Where(c => c.Check.Fields.Count > 0))
        {
            var stem = "s_" + (member.Length == 0 ? "" : NamingConventions.CamelCase(member));
            var names = check.Fields.Select(f => _fields.Take(member.Length == 0 ? stem + NamingConventions.CamelCase(f.Name) : stem + f.Name)).ToArray();
            _fieldNames[(member, check)] = names;
            foreach (var (field, name) in check.Fields.Zip(names, (f, n) => (f, n)))
            {
                _source.Line($"private static readonly {field.Type} {name} = {field.Initializer};").Line();
            }
        }
    }

    /// <summary>Writes what is asked of members and of what is in them.</summary>
    public void EmitMembers(IEnumerable<CheckedMember> members)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            if (!isFirst)
            {
                _source.Line();
            }

            isFirst = false;
            EmitMember(member);
        }
    }

    private void EmitMember(CheckedMember member)
    {
        var local = member.Access;
        if (local.Contains("."))
        {
            local = _locals.Take(NamingConventions.CamelCase(member.Name));
            local = NamingConventions.Escaped(local);
            _source.Line($"var {local} = {member.Access};");
        }

        var checks = member.Checks.Items;
        if (!member.IsRequired)
        {
            EmitOthers(member, local, checks, isKnown: false);
            return;
        }

        EmitCheck(member.Name, member.Path, local, checks[0]);
        if (checks.Length > 1 || member.Walk is not null)
        {
            using (_source.Open("else"))
            {
                EmitOthers(member, local, checks.Skip(1), isKnown: true);
            }
        }
    }

    /// <summary>Writes what is asked of an object as a whole.</summary>
    public void EmitOwn(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            EmitCheck("", "", "value", check);
        }
    }

    private void EmitOthers(CheckedMember member, string local, IEnumerable<Check> checks, bool isKnown)
    {
        var ofNull = checks.Where(c => c.IsOfNull).ToArray();
        var present = checks.Where(c => !c.IsOfNull).ToArray();
        EmitChecks(member, local, ofNull);
        if (ofNull.Length > 0 && (present.Length > 0 || member.Walk is not null))
        {
            _source.Line();
        }

        EmitPresent(member, local, present, isKnown);
    }

    private void EmitPresent(CheckedMember member, string local, Check[] checks, bool isKnown)
    {
        if (checks.Length == 0 && member.Walk is null)
        {
            return;
        }

        var condition = isKnown && member.Nothing is not Absence.DefaultArray ? null : Present(member.Nothing, local);
        using (condition is null ? default : _source.Open($"if ({condition})"))
        {
            var value = Value(member.Nothing, local);
            EmitChecks(member, value, checks);
            if (member.Walk is not null)
            {
                if (checks.Length > 0)
                {
                    _source.Line();
                }

                EmitWalk(member.Walk, value, member.Name, member.Path.Length == 0 ? null : NamingConventions.Literal(member.Path));
            }
        }
    }

    private void EmitChecks(CheckedMember member, string value, IEnumerable<Check> checks)
    {
        var isFirst = true;
        foreach (var check in checks)
        {
            if (!isFirst)
            {
                _source.Line();
            }

            isFirst = false;
            EmitCheck(member.Name, member.Path, value, check);
        }
    }

    private void EmitCheck(string member, string path, string value, Check check)
    {
        var place = NamingConventions.Literal(path);
        if (check.Result is { } result)
        {
            _source.Line($"found.AddResult({place}, {Named(result)}, {Named(check.Message)});");
            return;
        }

        using (_source.Open($"if ({Named(check.Refused)})"))
        {
            _source.Line(
                check.Number is { } number ? $"found.AddNumber({place}, {Named(check.Message)}, {Named(number)});"
                : check.Count is { } count ? $"found.AddCount({place}, {Named(check.Message)}, {Named(count)});"
                : $"found.Add({place}, {Named(check.Message)});");
        }

        string Named(string text)
        {
            text = text.Replace(Check.Value.ToString(), value).Replace(Check.Owner.ToString(), "value");
            if (_fieldNames.TryGetValue((member, check), out var fields))
            {
                for (var i = 0; i < fields.Length; i++)
                {
                    text = text.Replace(((char)(Check.Field + i)).ToString(), fields[i]);
                }
            }

            return text;
        }
    }

    /// <param name="walk">How the value is looked at.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">What names of variables begin with.</param>
    /// <param name="under">What its place is called, as C# source; null for the payload as a whole.</param>
    /// <param name="underMethod">How that is said.</param>
    private void EmitWalk(Walk walk, string value, string name, string? under, string underMethod = "Under")
    {
        var stem = NamingConventions.CamelCase(name);
        var start = under is null ? null : _locals.Take(stem + "Start");
        if (start is not null)
        {
            _source.Line($"var {start} = found.Count;");
        }

        if (walk.Kind is WalkKind.Object)
        {
            _source.Line($"{walk.Validator}.Check({value}, ref found);");
        }
        else
        {
            EmitItems(walk, value, stem);
            if (start is not null)
            {
                _source.Line();
            }
        }

        if (start is not null)
        {
            _source.Line($"found.{underMethod}({under}, {start});");
        }
    }

    private void EmitItems(Walk walk, string value, string stem)
    {
        var isEntries = walk.Kind is WalkKind.Entries;
        var item = _locals.Take(stem + (isEntries ? "Entry" : "Item"));
        var index = isEntries ? null : _locals.Take(stem + "Index");
        if (index is not null)
        {
            _source.Line($"var {index} = 0;");
        }

        using (_source.Open($"foreach ({walk.ItemType} {item} in {(walk.IsInterface ? $"global::Iii.Generated.Items.Of({value})" : value)})"))
        {
            var inner = isEntries ? item + ".Value" : item;
            var condition = Present(walk.ItemAbsence, inner);
            using (condition is null ? default : _source.Open($"if ({condition})"))
            {
                EmitWalk(walk.Item!, Value(walk.ItemAbsence, inner), stem + (isEntries ? "Value" : "Item"), isEntries ? item + ".Key" : index, isEntries ? "UnderKey" : "Under");
            }

            if (index is not null)
            {
                _source.Line(condition is null ? $"{index}++;" : $"\n{index}++;");
            }
        }
    }

    private static string? Present(Absence absence, string value) => absence switch
    {
        Absence.Null or Absence.NullableValue => $"{value} is not null",
        Absence.DefaultArray => $"!{value}.IsDefault",
        _ => null,
    };

    private static string Value(Absence absence, string value) => absence is Absence.NullableValue ? value + ".Value" : value;
}
