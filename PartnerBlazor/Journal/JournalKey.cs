using System.Security.Cryptography;
using System.Text;

namespace PartnerBlazor.Journal;

/// <summary>
/// The secret that vouches for what the portal itself took out of a journal: hashes alone can be computed by whoever writes the database.
/// In a file of its own beside the head file, made when it is first needed; never in the database, never in a log.
/// </summary>
public sealed class JournalKey(JournalFiles files)
{
    private const int Length = 32;

    private readonly Lock _lock = new();

    /// <summary>True when there is one.</summary>
    public bool Exists => File.Exists(files.Key);

    /// <summary>The seals of the key; makes the key where there is none.</summary>
    /// <exception cref="IOException">The file cannot be written or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public JournalSeals Need()
    {
        lock (_lock)
        {
            if (!Exists)
                Make();
            return Read();
        }
    }

    /// <summary>The seals of the key that is there; else why there is none to be had, in words for an administrator. Makes none.</summary>
    public (JournalSeals? Seals, string Why) Look()
    {
        try
        {
            return Exists ? (Read(), "") : (null, $"the key file {files.Key} is missing");
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, $"the key file {files.Key} cannot be read");
        }
    }

    private JournalSeals Read()
    {
        var text = File.ReadAllText(files.Key).Trim();
        return text.Length == 2 * Length && text.All(char.IsAsciiHexDigit) ? new JournalSeals(Convert.FromHexString(text))
            : throw new InvalidDataException($"{files.Key} holds no key.");
    }

    private void Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(files.Key)!);
        var part = files.Key + ".part";
        // One that a killed process left may be readable for others.
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(part, options))
        {
            file.Write(Encoding.ASCII.GetBytes($"{Convert.ToHexString(RandomNumberGenerator.GetBytes(Length))}\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, files.Key);
    }
}
