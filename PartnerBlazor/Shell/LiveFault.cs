using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Shell;

/// <summary>
/// Renders nothing. Stands inside the page's guard, so that an error of a push reaches the guard: thrown from the layout it would be
/// above it and end the whole tab.
/// </summary>
public sealed class LiveFault : ComponentBase
{
    /// <summary>Hands an error to the guard around the page.</summary>
    public Task FailAsync(Exception error) => DispatchExceptionAsync(error);
}
