using Microsoft.AspNetCore.Components;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>Who is signed in, in which role, for which partner; and the way out.</summary>
public sealed partial class PersonMenu
{
    /// <summary>The signed-in person.</summary>
    [Parameter, EditorRequired]
    public PartnerScope Person { get; set; } = default!;

    [Inject]
    private PersonSession Session { get; set; } = default!;

    private string PartnerName => Session.PartnerName;
}
