namespace PartnerBlazor.Tests.Browser;

/// <summary>A running portal a browser can visit.</summary>
public interface IPortal
{
    /// <summary>Where it answers, on loopback.</summary>
    Uri BaseAddress { get; }
}
