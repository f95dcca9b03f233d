using Iii.Generators.Infrastructure;

namespace Iii.Generators.Validation;

/// <summary>Leaves out the types in which nothing is checked, and the ways that lead to nothing else.</summary>
internal sealed class ValidationPruning
{
    private readonly Dictionary<string, ValidationModel> _models;
    private readonly HashSet<string> _needed;

    public ValidationPruning(Dictionary<string, ValidationModel> models)
    {
        _models = models;
        _needed = new(models.Values.Where(m => m.IsValidatable || m.OwnChecks.Count > 0 || m.Members.Any(c => c.Checks.Count > 0)).Select(m => m.Name), StringComparer.Ordinal);

        // What leads to something that is checked is needed as well, until there is nothing more of that kind.
        while (models.Values.Where(m => !_needed.Contains(m.Name) && Targets(m).Any(_needed.Contains)).ToArray() is { Length: > 0 } more)
        {
            _needed.UnionWith(more.Select(m => m.Name));
        }
    }

    /// <summary>The walk, when it leads to anything.</summary>
    public Walk? Needed(Walk? walk) => walk is null || !_needed.Contains(Target(walk)) ? null : walk;

    /// <summary>The needed types that are reached, with needed walks only.</summary>
    public IEnumerable<ValidationModel> Reached(IEnumerable<Walk?> from)
    {
        var open = new Stack<string>(from.Select(Needed).OfType<Walk>().Select(Target));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!seen.Add(name))
            {
                continue;
            }

            var model = Pruned(_models[name]);
            foreach (var target in Targets(model))
            {
                open.Push(target);
            }

            yield return model;
        }
    }

    private ValidationModel Pruned(ValidationModel model) => model with
    {
        Members = model.Members.Select(m => m with { Walk = Needed(m.Walk) }).Where(m => m.Checks.Count > 0 || m.Walk is not null).ToEquatableArray(),
        Derived = model.Derived.Select(d => d.Validator is { } validator && _needed.Contains(validator) ? d : d with { Validator = null }).ToEquatableArray(),
        IsRecursive = Reaches(model, model.Name),
    };

    private bool Reaches(ValidationModel from, string name)
    {
        var open = new Stack<string>(Targets(from).Where(_needed.Contains));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next == name)
            {
                return true;
            }

            foreach (var target in seen.Add(next) ? Targets(_models[next]).Where(_needed.Contains) : [])
            {
                open.Push(target);
            }
        }

        return false;
    }

    private static IEnumerable<string> Targets(ValidationModel model) =>
        model.Members.Select(m => m.Walk).OfType<Walk>().Select(Target).Concat(model.Derived.Select(d => d.Validator).OfType<string>());

    private static string Target(Walk walk)
    {
        for (; walk.Item is { } item; walk = item)
        {
        }

        return walk.Validator!;
    }
}
