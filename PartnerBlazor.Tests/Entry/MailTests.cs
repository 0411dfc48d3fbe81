using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using netDumbster.smtp;
using PartnerBlazor.Access;
using PartnerBlazor.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Links by mail, through a real SMTP server on loopback.</summary>
public sealed class MailTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_forgotten_password_is_chosen_anew_behind_the_link_in_the_mail()
    {
        using var server = SimpleSmtpServer.Start();
        await using var portal = await RealPortal.StartAsync(Settings(server));
        var mail = NextMail(server);
        await using var tab = await browser.TabAsync(portal, "fr");
        foreach (var address in new[] { "nobody@nordlys.example", RealPortal.Email })
        {
            await tab.GoAsync("/forgotten");
            await tab.Page.Locator("[name=Email]").FillAsync(address);
            await tab.Page.Locator("[name=Email]").PressAsync("Enter");
            // The same words, whether somebody has the address or not.
            await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Si un compte porte cette adresse");
        }
        var text = await mail;
        Assert.Contains(RealPortal.Name.Split(' ')[0], text, StringComparison.Ordinal);
        await tab.GoAsync(LinkIn(text));
        // Whose password it is, and where it opens what.
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("Nordlys");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync(RealPortal.Email);
        await tab.Page.Locator("[name=Chosen]").FillAsync("seven quiet harbour bells");
        await tab.Page.Locator("[name=Repeated]").FillAsync("seven quiet harbour bells");
        await tab.Page.Locator("[name=Repeated]").PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("[name=Email]")).ToHaveValueAsync(RealPortal.Email);
        await tab.TypeAsync();
        Assert.Equal(["sign_in_wrong"], await tab.RefusalsAsync());
        await tab.TypeAsync("seven quiet harbour bells");
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();
        Assert.Equal(1, server.ReceivedEmailCount);
    }

    [Fact]
    public async Task An_invitation_that_no_server_takes_is_a_link_to_hand_over()
    {
        Dictionary<string, string> settings;
        using (var gone = SimpleSmtpServer.Start())
            settings = Settings(gone);
        await using var portal = await RealPortal.StartAsync(settings);
        var id = await portal.AddAsync("Bo Lind", "bo@nordlys.example");
        using var scope = portal.Services.CreateScope();
        var sent = await scope.ServiceProvider.GetRequiredService<AccountLinks>().InviteAsync(await portal.ScopeAsync(RealPortal.Email), id, TestContext.Current.CancellationToken);
        Assert.Equal((false, PartnerBlazor.Store.RefusalCodes.MailFailed), (sent.Mailed, sent.Problem));
        Assert.StartsWith("/password?", sent.Link, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(SimpleSmtpServer server) => new()
    {
        ["Portal:Address"] = "http://portal.example",
        ["Smtp:Host"] = "localhost",
        ["Smtp:Port"] = $"{server.Configuration.Port}",
        ["Smtp:Security"] = "None",
        ["Smtp:From"] = "portal@nordlys.example",
    };

    private static Task<string> NextMail(SimpleSmtpServer server)
    {
        var mail = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.MessageReceived += (_, received) => mail.TrySetResult(received.Message.MessageParts[0].BodyData);
        return mail.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static string LinkIn(string mail) => Regex.Match(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal), @"http://portal\.example(/password\S+)").Groups[1].Value;
}
