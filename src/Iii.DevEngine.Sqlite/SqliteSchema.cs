using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Iii.DevEngine.Sqlite;

/// <summary>What is in the file, which version of it, and why one can not be used.</summary>
internal static class SqliteSchema
{
    /// <summary>The version of the tables; a file of another one is refused.</summary>
    public const int Version = 1;

    // "iii" and the engine: what tells these files from anybody else's.
    private const int ApplicationId = 0x69696965;

    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <summary>Takes the file for this process alone, and makes the tables when it is new.</summary>
    /// <exception cref="IOException">It is not this engine's, or another version's.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        // The lock is taken with the first access and held until the file is closed, by the end of the process too.
        Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction();
        var application = Number(connection, transaction, "PRAGMA application_id");
        var version = Number(connection, transaction, "PRAGMA user_version");
        if (application == 0 && version == 0 && Number(connection, transaction, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Run(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"""
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                CREATE TABLE records (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    collection BLOB NOT NULL,
                    part BLOB NOT NULL,
                    key BLOB NOT NULL,
                    json TEXT NOT NULL,
                    UNIQUE (collection, part, key)
                ) STRICT;
                """),
                transaction);
        }
        else if (application != ApplicationId)
        {
            throw new IOException($"'{path}' is a database, but not one of this engine. Choose another directory.");
        }
        else if (version != Version)
        {
            throw new IOException($"'{path}' has version {version} of the engine's tables; this engine knows version {Version} only. Use the engine that wrote it, or another directory.");
        }

        transaction.Commit();
    }

    /// <summary>Says what is wrong with the file, and what to do.</summary>
    public static IOException Explain(Exception problem, string path) => problem switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => new IOException($"'{path}' is in use, probably by another engine. Stop that, or choose another directory.", problem),
        SqliteException { SqliteErrorCode: NotADatabase } => new IOException($"'{path}' is not a database. Choose another directory.", problem),
        SqliteException { SqliteErrorCode: Corrupt } => new IOException($"'{path}' is damaged: {problem.Message} Restore a copy of it, or choose another directory.", problem),
        SqliteException { SqliteErrorCode: Full } => new IOException($"'{path}' can not grow: the disk is full.", problem),
        SqliteException => new IOException($"'{path}' can not be used: {problem.Message}", problem),
        IOException told when told.Message.Contains(path, StringComparison.Ordinal) => told,
        _ => new IOException($"'{path}' can not be opened: {problem.Message}", problem),
    };

    private static void Run(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        return (long)command.ExecuteScalar()!;
    }
}
