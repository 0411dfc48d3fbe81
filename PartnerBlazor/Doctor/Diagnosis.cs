namespace PartnerBlazor.Doctor;

/// <summary>How something was found.</summary>
public enum Finding
{
    /// <summary>As it should be.</summary>
    Ok,
    /// <summary>Not used, or worth knowing.</summary>
    Note,
    /// <summary>Broken: something the settings ask for does not work.</summary>
    Fault,
}

/// <summary>One line of the doctor: what was looked at, how it was found, and what mends it. Never a secret.</summary>
/// <param name="Part">What was looked at.</param>
/// <param name="Finding">How it was found.</param>
/// <param name="Text">What there is to say, and the mend.</param>
public sealed record Diagnosis(string Part, Finding Finding, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Finding == Finding.Fault ? "FAULT" : Finding.ToString().ToLowerInvariant()),-6}{Part,-10}{Text.ReplaceLineEndings(" ")}";
}
