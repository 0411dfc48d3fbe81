using System.Text.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A half-filled form as it is kept (<see cref="FormDraft"/>).</summary>
/// <param name="Draft">What was typed.</param>
/// <param name="Step">The step it is at.</param>
internal sealed record SavedForm(AccountDraft Draft, AccountStep Step)
{
    /// <summary>The name of the form of a kind of account.</summary>
    public static string NameOf(AccountKind kind) => kind == AccountKind.Monthly ? "monthly" : "trial";

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>What was kept; null: it is of another version of the form.</summary>
    public static SavedForm? Read(string content)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedForm>(content) is { Draft: not null } saved && Enum.IsDefined(saved.Step) ? saved : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
