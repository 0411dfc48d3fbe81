using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Shell.Entry;

namespace PartnerBlazor.Tests.Entry;

/// <summary>The parts of the pages of signing in, by themselves.</summary>
public sealed class EntryPartsTests : IDisposable
{
    private readonly BunitContext _tab = new();

    public EntryPartsTests() => _tab.Services.AddLogging().AddLocalization();

    public void Dispose() => _tab.Dispose();

    [Fact]
    public void Recovery_codes_are_downloaded_without_a_script_and_copied_with_one()
    {
        var codes = _tab.Render<RecoveryCodes>(p => p.Add(c => c.Codes, ["AB-1", "CD-2"]).Add(c => c.Email, "ada@nordlys.example"));
        var file = codes.Find("a[download]").GetAttribute("href")!;
        Assert.StartsWith("data:text/plain", file, StringComparison.Ordinal);
        Assert.Contains("AB-1\r\nCD-2", Uri.UnescapeDataString(file), StringComparison.Ordinal);
        Assert.Equal("AB-1\nCD-2", codes.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void An_app_on_this_very_phone_is_opened_by_a_link_that_says_what_the_picture_says()
    {
        var setUp = _tab.Render<AuthenticatorSetUp>(p => p.Add(s => s.Key, "ABCDEFGH").Add(s => s.Email, "ada@nordlys.example"));
        Assert.Equal("otpauth://totp/PartnerBlazor:ada%40nordlys.example?secret=ABCDEFGH&issuer=PartnerBlazor&digits=6", setUp.Find("a").GetAttribute("href"));
        Assert.Equal("ABCDEFGH", setUp.Find("[data-copy]").GetAttribute("data-copy"));
    }
}
