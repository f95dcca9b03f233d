namespace Iii.Generated;

/// <summary>How deep JSON may be nested.</summary>
internal static class JsonDepth
{
    /// <summary>Where nobody says otherwise, as in System.Text.Json.</summary>
    public const int Default = 64;

    /// <summary>What the engine takes: its reader gives up behind 127 levels, of which the frame is one.</summary>
    public const int Engine = 126;

    /// <summary>A setting, of which 0 stands for the default.</summary>
    public static int Of(int setting) => setting is 0 ? Default : setting;
}
