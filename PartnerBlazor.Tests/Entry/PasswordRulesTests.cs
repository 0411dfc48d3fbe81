using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Length over composition; what others use is refused.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData(null, RefusalCodes.PasswordShort)]
    [InlineData("Aa1!Aa1!xyz", RefusalCodes.PasswordShort)]
    [InlineData("passwordpassword", RefusalCodes.PasswordCommon)]
    [InlineData("Password12345!", RefusalCodes.PasswordCommon)]
    [InlineData("qwertyuiop12345", RefusalCodes.PasswordCommon)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", RefusalCodes.PasswordCommon)]
    [InlineData("partnerblazor2026", RefusalCodes.PasswordCommon)]
    [InlineData("adanystrom nordlys", RefusalCodes.PasswordCommon)]
    [InlineData("otter lamp violet crane", null)]
    [InlineData("seven quiet harbour bells", null)]
    [InlineData("xkvq mwzp ltrn", null)]
    public void Each_password_is_refused_for_one_reason(string? password, string? code) =>
        Assert.Equal(code, PasswordRules.RefusalOf(password, "Ada Nystrom", "adanystrom@nordlys.example", "Nordlys"));

    [Fact]
    public void A_long_one_is_read_quickly_and_too_long_a_one_not_at_all()
    {
        var words = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"w{i * 7919:x}"));
        Assert.Null(PasswordRules.RefusalOf(words[..PasswordRules.Longest]));
        Assert.Equal(RefusalCodes.PasswordLong, PasswordRules.RefusalOf(words[..(PasswordRules.Longest + 1)]));
    }
}
