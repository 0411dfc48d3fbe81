namespace PartnerBlazor.Central.Import;

/// <summary>The files of a folder that may be answers. Links are followed, but each folder is read once: one that leads back ends nowhere.</summary>
internal static class AnswerFiles
{
    // Hidden files too. What may not be read is told: silence would pass for completeness.
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Full paths of the files below the folder, in a fixed order; what begins with a dot is nobody's answer.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="passOver">Told what is not read because it leads back, was read already or may not be read, by its path below the folder.</param>
    public static IReadOnlyList<string> Of(string folder, Action<string> passOver)
    {
        var files = new List<string>();
        var read = new HashSet<string>(StringComparer.Ordinal);
        // Links wait until the folders themselves are read, so that a file is told by its own name.
        var (folders, links) = (new Queue<(string Path, string Real)>(), new Queue<(string Path, string Real)>());
        folders.Enqueue((folder, RealOf(new DirectoryInfo(folder)) ?? folder));
        while (folders.TryDequeue(out var next) || links.TryDequeue(out next))
        {
            if (!read.Add(next.Real))
            {
                passOver(Path.GetRelativePath(folder, next.Path));
                continue;
            }
            if (Entries(next.Path) is not { } entries)
            {
                passOver(Path.GetRelativePath(folder, next.Path));
                continue;
            }
            foreach (var entry in entries.OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                var real = entry.LinkTarget is null ? Path.Combine(next.Real, entry.Name) : RealOf(entry);
                if (real is null)
                    passOver(Path.GetRelativePath(folder, entry.FullName));
                else if (entry is FileInfo)
                    files.Add(entry.FullName);
                else
                    (entry.LinkTarget is null ? folders : links).Enqueue((entry.FullName, real));
            }
        }
        return [.. files.Order(StringComparer.Ordinal)];
    }

    // Null when it may not be read, or stands behind a chain of links too long to follow.
    private static FileSystemInfo[]? Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", s_all).Where(entry => !entry.Name.StartsWith('.'))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Null when it leads to itself.
    private static string? RealOf(FileSystemInfo entry)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator((entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry).FullName);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
