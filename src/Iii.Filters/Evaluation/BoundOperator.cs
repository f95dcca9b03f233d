using Iii.Filters.Json;
using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Represents an operator, bound to what is read for it.</summary>
internal sealed class BoundOperator(FilterOperator syntax, ElementTest? test)
{
    private const int ElementsCost = 1000;

    private readonly OperatorKind _kind = syntax.Kind;
    private readonly FilterLiteral[] _operands = syntax.Operands;

    public int Cost => test is null ? Math.Max(1, _operands.Length) : ElementsCost;

    /// <summary>Evaluates the operator on a value.</summary>
    public bool Holds(in Reading reading, ReadOnlySpan<byte> json, ref ValueSlot value, bool isPresent) => _kind switch
    {
        OperatorKind.Equal or OperatorKind.In => isPresent && EqualsAny(json, ref value),
        OperatorKind.NotEqual or OperatorKind.NotIn => !isPresent || !EqualsAny(json, ref value),
        OperatorKind.Exists => isPresent == (_operands[0].Kind == JsonTokenKind.True),
        OperatorKind.Any => isPresent && value.Kind == JsonTokenKind.Array && test!.Holds(reading, json, value.Start, value.Epoch),
        OperatorKind.Prefix => isPresent && value.Kind == JsonTokenKind.String && ValueComparer.StartsWith(json, value, _operands[0].Text),
        _ => isPresent && value.Kind == _operands[0].Kind && IsOrdered(json, ref value),
    };

    private bool EqualsAny(ReadOnlySpan<byte> json, ref ValueSlot value)
    {
        foreach (var operand in _operands)
        {
            if (ValueComparer.Equals(json, ref value, operand))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOrdered(ReadOnlySpan<byte> json, ref ValueSlot value)
    {
        if (value.Kind == JsonTokenKind.Number)
        {
            // A number that no double holds is NaN here, of which every comparison is false.
            var number = ValueComparer.Number(json, ref value);
            var bound = _operands[0].Number;
            return _kind switch
            {
                OperatorKind.Greater => number > bound,
                OperatorKind.GreaterOrEqual => number >= bound,
                OperatorKind.Less => number < bound,
                _ => number <= bound,
            };
        }

        return ValueComparer.TryCompare(json, value, _operands[0].Text, out var order) && _kind switch
        {
            OperatorKind.Greater => order > 0,
            OperatorKind.GreaterOrEqual => order >= 0,
            OperatorKind.Less => order < 0,
            _ => order <= 0,
        };
    }
}
