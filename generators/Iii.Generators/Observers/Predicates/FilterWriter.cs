using Iii.Generators.Schemas;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Writes a condition as a filter in compact JSON.</summary>
internal static class FilterWriter
{
    public static string Write(FilterNode node)
    {
        var clauses = new Clauses();
        clauses.Add(node);
        return clauses.ToString();
    }

    /// <summary>The clauses of one filter object: operators of one path are put together, and a name that is taken goes into <c>$and</c>.</summary>
    private sealed class Clauses
    {
        private readonly List<(string Path, List<(string Name, string Operand)> Operators)> _paths = [];
        private readonly List<string> _choices = [];
        private readonly List<string> _denials = [];
        private readonly List<string> _more = [];

        public void Add(FilterNode node)
        {
            switch (node)
            {
                case AllNode all:
                    foreach (var inner in Ordered(all.Nodes))
                    {
                        Add(inner);
                    }

                    break;
                case AnyOfNode { Nodes.Count: 0 }:
                    _denials.Add("{}");
                    break;
                case AnyOfNode any:
                    _choices.Add($"[{string.Join(",", any.Nodes.Select(Write))}]");
                    break;
                case NotNode not:
                    _denials.Add(Write(not.Node));
                    break;
                case TestNode test:
                    Operator(test.Path.Text, test.Name, test.Operand);
                    break;
                case ElementNode element:
                    Operator(element.Path.Text, "$any", Element(element.Condition));
                    break;
                case NullNode isNull:
                    AddNull(isNull);
                    break;
            }
        }

        public override string ToString()
        {
            var members = _paths.Select(p => $"{JsonLiteral.String(p.Path)}:{{{string.Join(",", p.Operators.Select(o => $"\"{o.Name}\":{o.Operand}"))}}}")
                .Concat(_choices.Take(1).Select(c => $"\"$or\":{c}"))
                .Concat(_denials.Take(1).Select(d => $"\"$not\":{d}"))
                .ToList();
            var more = _more.Concat(_choices.Skip(1).Select(c => $"{{\"$or\":{c}}}")).Concat(_denials.Skip(1).Select(d => $"{{\"$not\":{d}}}")).ToArray();
            if (more.Length > 0)
            {
                members.Add($"\"$and\":[{string.Join(",", more)}]");
            }

            return $"{{{string.Join(",", members)}}}";
        }

        /// <summary>What is there comes last, for it may be said at a path that another condition is about.</summary>
        private static IEnumerable<FilterNode> Ordered(IReadOnlyList<FilterNode> nodes) => nodes.Where(n => n is not NullNode).Concat(nodes.Where(n => n is NullNode));

        private void AddNull(NullNode node)
        {
            var path = node.Path.Text;
            if (!node.IsNull && node.Witness is { } witness && (node.MayBeAbsent || _paths.Any(p => p.Path == witness.Text)))
            {
                Operator(witness.Text, "$exists", "true");
            }
            else if (!node.IsNull)
            {
                if (node.MayBeAbsent)
                {
                    Operator(path, "$exists", "true");
                }

                Operator(path, "$ne", "null");
            }
            else if (node.MayBeAbsent)
            {
                _choices.Add($"[{{{JsonLiteral.String(path)}:{{\"$eq\":null}}}},{{{JsonLiteral.String(path)}:{{\"$exists\":false}}}}]");
            }
            else
            {
                Operator(path, "$eq", "null");
            }
        }

        private void Operator(string path, string name, string operand)
        {
            var at = _paths.FindIndex(p => p.Path == path);
            if (at < 0)
            {
                _paths.Add((path, [(name, operand)]));
            }
            else if (name is "$ne" or "$nin" && _paths[at].Operators.FindIndex(o => o.Name is "$ne" or "$nin") is var denied and >= 0)
            {
                var (known, values) = _paths[at].Operators[denied];
                _paths[at].Operators[denied] = ("$nin", $"[{Items(known, values)},{Items(name, operand)}]");
            }
            else if (!_paths[at].Operators.Any(o => o.Name == name))
            {
                // Whether it is there comes first.
                _paths[at].Operators.Insert(name == "$exists" ? 0 : _paths[at].Operators.Count, (name, operand));
            }
            else if (!_paths[at].Operators.Contains((name, operand)))
            {
                _more.Add($"{{{JsonLiteral.String(path)}:{{\"{name}\":{operand}}}}}");
            }
        }

        private static string Items(string name, string operand) => name == "$nin" ? operand.Substring(1, operand.Length - 2) : operand;

        /// <summary>The operand of <c>$any</c>: operators where all is said about the element itself, else a filter.</summary>
        private static string Element(FilterNode condition)
        {
            var text = Write(condition);
            return text.StartsWith("{\"@\":{", StringComparison.Ordinal) && IsOneMember(text) ? text.Substring(5, text.Length - 6) : text;
        }

        private static bool IsOneMember(string json)
        {
            var depth = 0;
            var isText = false;
            for (var i = 0; i < json.Length; i++)
            {
                switch (json[i])
                {
                    case '\\' when isText:
                        i++;
                        break;
                    case '"':
                        isText = !isText;
                        break;
                    case '{' or '[' when !isText:
                        depth++;
                        break;
                    case '}' or ']' when !isText:
                        depth--;
                        break;
                    case ',' when !isText && depth == 1:
                        return false;
                }
            }

            return true;
        }
    }
}
