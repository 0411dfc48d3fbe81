using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Half-filled forms in the store: whose they are, how long they are kept, and that none comes back after it was sent.</summary>
public sealed class FormDraftCommandsTests : LifecycleTests
{
    private FormDraftCommands Drafts => new(Store.Factory, Store.Store, Store.Time);

    [Fact]
    public async Task A_draft_is_the_persons_own_one_a_form_and_the_last_word_counts()
    {
        var other = await Store.AddPersonAsync(Partner, name: "Other");
        var token = Guid.NewGuid();
        await SaveAsync(Admin, Guid.NewGuid(), "first");
        await SaveAsync(Admin, token, "second");
        await Drafts.SaveAsync(Admin, "trial", Guid.NewGuid(), "of a trial", None);

        Assert.Equal((token, "second"), await ReadAsync(Admin));
        Assert.Null(await ReadAsync(other));
        await Drafts.DiscardAsync(other, "monthly", None);
        Assert.NotNull(await ReadAsync(Admin));
        await Drafts.DiscardAsync(Admin, "monthly", None);
        Assert.Null(await ReadAsync(Admin));
        Assert.Equal("of a trial", (await Drafts.ReadAsync(Admin, "trial", None))!.Content);
    }

    [Fact]
    public async Task A_late_save_brings_nothing_back_that_was_sent()
    {
        var token = Guid.NewGuid();
        await SaveAsync(Admin, token, "typed");
        var created = await Accounts.CreateMonthlyAsync(Admin, token, AccountRulesTests.Draft, None);
        Assert.Null(await ReadAsync(Admin));

        Assert.Equal(new DraftSaved(true, created.CustomerId), await SaveAsync(Admin, token, "late"));

        Assert.Null(await ReadAsync(Admin));
        // The next form is another one.
        Assert.False((await SaveAsync(Admin, Guid.NewGuid(), "next")).Spent);
    }

    [Fact]
    public async Task Drafts_are_forgotten_after_a_week_and_sent_forms_after_a_month_at_the_next_save()
    {
        var other = await Store.AddPersonAsync(Partner, name: "Other");
        await SaveAsync(Admin, Guid.NewGuid(), "mine");
        await Accounts.CreateMonthlyAsync(Admin, Guid.NewGuid(), AccountRulesTests.Draft, None);
        Store.Time.Advance(FormDraftCommands.Kept);
        Assert.NotNull(await ReadAsync(Admin));
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ReadAsync(Admin));
        await SaveAsync(other, Guid.NewGuid(), "theirs");
        Assert.Equal((1, 1), await CountAsync());

        Store.Time.Advance(AccountCommands.Kept);
        await SaveAsync(other, Guid.NewGuid(), "theirs again");
        Assert.Equal((1, 0), await CountAsync());
        Assert.Equal("theirs again", (await ReadAsync(other))!.Value.Content);
    }

    [Fact]
    public async Task That_a_form_was_sent_is_written_with_what_it_created_or_not_at_all()
    {
        var form = new SentForm { PartnerId = Partner, PersonId = Admin.PersonId, Token = Guid.NewGuid() };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Store.WriteAsideAsync(db =>
        {
            db.SentForms.Add(form);
            return Task.CompletedTask;
        }, None));
    }

    private Task<DraftSaved> SaveAsync(PartnerScope scope, Guid token, string content) => Drafts.SaveAsync(scope, "monthly", token, content, None);

    private async Task<(Guid Token, string Content)?> ReadAsync(PartnerScope scope) =>
        await Drafts.ReadAsync(scope, "monthly", None) is { } draft ? (draft.Token, draft.Content) : null;

    private async Task<(int Drafts, int Sent)> CountAsync()
    {
        await using var db = Store.Db();
        return (await db.FormDrafts.CountAsync(None), await db.SentForms.CountAsync(None));
    }
}
