namespace Iii.Telemetry;

/// <summary>The names of properties whose values are never shown: those that every SDK of the platform hides, the keys of channels, and cookies.</summary>
internal static class SecretNames
{
    private static readonly string[] s_parts =
    [
        "api_key", "apikey", "api-key", "password", "secret", "credential", "authorization", "auth_token", "access_token", "refresh_token", "bearer", "private_key",
        "client_secret", "access_key", "cookie",
    ];

    public static bool Contains(string name)
    {
        foreach (var part in s_parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // As a part of others the word is too common.
        return name.Equals("token", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_token", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("-token", StringComparison.OrdinalIgnoreCase);
    }
}
