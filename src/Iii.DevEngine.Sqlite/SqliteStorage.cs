using System.Text;
using Microsoft.Data.Sqlite;

namespace Iii.DevEngine.Sqlite;

/// <summary>Keeps records in a SQLite file that nobody else may open meanwhile.</summary>
/// <remarks>The write-ahead log is synchronised at every commit: what a commit has made outlasts a loss of power, and one that was cut off leaves nothing.</remarks>
internal sealed class SqliteStorage : IIIEngineStorage
{
    /// <summary>The name of the file in its directory.</summary>
    public const string FileName = "engine.db";

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _remove;

    private SqliteStorage(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _put = Command(
            """
            INSERT INTO records (collection, part, key, json) VALUES ($collection, $part, $key, $json)
            ON CONFLICT (collection, part, key) DO UPDATE SET json = excluded.json
            """,
            "$collection", "$part", "$key", "$json");
        _remove = Command("DELETE FROM records WHERE collection = $collection AND part = $part AND key = $key", "$collection", "$part", "$key");
    }

    /// <summary>Opens the file of a directory; both are made when they are not there.</summary>
    /// <exception cref="IOException">It can not be used: another engine has it, it is not this engine's, or it is another version's.</exception>
    public static SqliteStorage Open(string directory)
    {
        var path = Path.Combine(Path.GetFullPath(directory), FileName);
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            SqliteSchema.Prepare(connection, path);
            return new SqliteStorage(path, connection);
        }
        catch (Exception e) when (e is SqliteException or UnauthorizedAccessException or IOException)
        {
            connection?.Dispose();
            throw SqliteSchema.Explain(e, path);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<IIIStorageRecord> Load()
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT collection, part, key, json FROM records ORDER BY sequence";
            using var reader = command.ExecuteReader();
            var records = new List<IIIStorageRecord>();
            while (reader.Read())
            {
                records.Add(new IIIStorageRecord(Text(reader, 0), Text(reader, 1), Text(reader, 2), reader.GetString(3)));
            }

            return records;
        }
        catch (SqliteException e)
        {
            throw SqliteSchema.Explain(e, _path);
        }
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<IIIStorageRecord> changes)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            (_put.Transaction, _remove.Transaction) = (transaction, transaction);
            foreach (var change in changes)
            {
                var command = change.Json is null ? _remove : _put;
                command.Parameters[0].Value = Encoding.UTF8.GetBytes(change.Collection);
                command.Parameters[1].Value = Encoding.UTF8.GetBytes(change.Group);
                command.Parameters[2].Value = Encoding.UTF8.GetBytes(change.Key);
                if (change.Json is not null)
                {
                    command.Parameters[3].Value = change.Json;
                }

                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw SqliteSchema.Explain(e, _path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
        _connection.Dispose();
    }

    // Names are bytes: as SQLite's texts they would end at their first NUL.
    private static string Text(SqliteDataReader reader, int column) => Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(column));

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }
}
