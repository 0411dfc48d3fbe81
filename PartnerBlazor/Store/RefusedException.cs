namespace PartnerBlazor.Store;

/// <summary>A command refused. The code is the same on screen, in the log and in the API (SPEC, first paragraph).</summary>
public sealed class RefusedException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="code">One of <see cref="RefusalCodes"/>.</param>
    /// <param name="field">The input field it belongs to, if any.</param>
    /// <param name="detail">A value the localised reason names, for example the name now shown.</param>
    /// <param name="cause">What the database has against it, if that is the reason.</param>
    public RefusedException(string code, string? field = null, string? detail = null, Exception? cause = null)
        : base($"Refused: {code}{(field is null ? "" : $" ({field})")}", cause)
    {
        Code = code;
        Field = field;
        Detail = detail;
    }

    /// <summary>Stable code.</summary>
    public string Code { get; }
    /// <summary>The input field, if any.</summary>
    public string? Field { get; }
    /// <summary>A value the localised reason names.</summary>
    public string? Detail { get; }
}

/// <summary>The stable codes of refusals. Each has a text of this name in <c>Text/RefusalTexts</c>.</summary>
public static class RefusalCodes
{
    /// <summary>The role lacks the permission.</summary>
    public const string NotAllowed = "not_allowed";
    /// <summary>It does not exist for this person.</summary>
    public const string NotFound = "not_found";
    /// <summary>Managed orders cannot be changed (SPEC §5).</summary>
    public const string ManagedOrder = "managed_order";
    /// <summary>Longer than allowed; the detail is how long it may be.</summary>
    public const string TooLong = "too_long";
    /// <summary>Contains control characters.</summary>
    public const string ControlCharacters = "control_characters";
    /// <summary>Must not be empty.</summary>
    public const string Required = "required";
    /// <summary>Somebody else changed it meanwhile; the detail is the present value.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";
    /// <summary>Another one has this name; the detail is the name as it is written there.</summary>
    public const string DuplicateName = "duplicate_name";
    /// <summary>The database is busy; nothing was saved, try again.</summary>
    public const string Busy = "busy";
    /// <summary>The database cannot write (the disk is full, read-only or broken); nothing was saved, try again.</summary>
    public const string NotSaved = "not_saved";
}
