// The versions of iii are written with an underscore, as `V023` would read like version 23.
#pragma warning disable CA1707

namespace Iii.DevEngine;

/// <summary>Selects the iii release whose protocol an embedded engine speaks.</summary>
public enum IIIEngineGeneration
{
    /// <summary>Selects 0.22. The protocol between workers and engine is that of <see cref="V0_23"/>.</summary>
    V0_22,

    /// <summary>Selects 0.23: triggers, no features, a result of <c>null</c> is no result, no size check.</summary>
    V0_23,

    /// <summary>Selects 0.24: as 0.23, but <c>null</c> is a result, and messages that are too large for their receiver are refused with <c>payload_too_large</c>.</summary>
    V0_24,

    /// <summary>Selects 0.25: triggers and observers (<c>observe.v1</c>), local dispatch, messages in fragments.</summary>
    V0_25,

    /// <summary>Selects 0.26: observers instead of triggers (<c>observe.v2</c>); a channel whose writer was cut ends in an error.</summary>
    V0_26,

    /// <summary>Selects 0.27. The protocol between workers and engine is that of <see cref="V0_26"/>.</summary>
    V0_27,
}
