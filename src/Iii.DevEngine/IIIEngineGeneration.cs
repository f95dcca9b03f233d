// The releases are written with an underscore, because `V023` reads like version 23.
#pragma warning disable CA1707

namespace Iii.DevEngine;

/// <summary>Selects the iii release whose protocol an embedded engine speaks.</summary>
public enum IIIEngineGeneration
{
    /// <summary>Selects 0.22. Between workers and engine it is the same as <see cref="V0_23"/>.</summary>
    V0_22,

    /// <summary>Selects 0.23: triggers, no features, no size checks; a result of <c>null</c> reaches the caller as no result.</summary>
    V0_23,

    /// <summary>Selects 0.24: as 0.23, but a result of <c>null</c> stays <c>null</c>.</summary>
    V0_24,

    /// <summary>Selects 0.25: triggers and observers (<c>observe.v1</c>), local dispatch, messages in fragments,
    /// <c>payload_too_large</c> for what a worker cannot receive.</summary>
    V0_25,

    /// <summary>Selects 0.26: observers (<c>observe.v2</c>) instead of triggers;
    /// a channel whose writer was cut off ends with an error.</summary>
    V0_26,

    /// <summary>Selects 0.27. Between workers and engine it is the same as <see cref="V0_26"/>.</summary>
    V0_27,
}
