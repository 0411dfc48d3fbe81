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
    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = typeof(RefusalCodes).GetFields().Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>The code when it is one of ours, else null: what stands in an address is not believed.</summary>
    public static string? Known(string? code) => code is not null && All.Contains(code) ? code : null;

    /// <summary>An alert's rule is always loud: it cannot be snoozed.</summary>
    public const string AlertLoud = "alert_loud";
    /// <summary>An alert is closed: nothing is to be done about it any more.</summary>
    public const string AlertClosed = "alert_closed";
    /// <summary>The vendor allows no action that would close the alert.</summary>
    public const string AlertNoAction = "alert_no_action";
    /// <summary>The vendor's own alert behind it is not known: it comes with the next reading.</summary>
    public const string AlertNotRead = "alert_not_read";
    /// <summary>The vendor took the action a day ago and lists the alert still.</summary>
    public const string AlertStillListed = "alert_still_listed";
    /// <summary>No end of a snooze was given.</summary>
    public const string SnoozeUntilMissing = "snooze_until_missing";
    /// <summary>The end of a snooze is over already.</summary>
    public const string SnoozeUntilPast = "snooze_until_past";
    /// <summary>The end of a snooze is too far ahead; the detail is the most days.</summary>
    public const string SnoozeUntilFar = "snooze_until_far";
    /// <summary>A snooze needs a reason.</summary>
    public const string SnoozeReasonMissing = "snooze_reason_missing";
    /// <summary>A comment without text.</summary>
    public const string CommentMissing = "comment_missing";
    /// <summary>The person may not handle alerts, or not those of this customer.</summary>
    public const string AssigneeNotAllowed = "assignee_not_allowed";
    /// <summary>Too short a password; the detail is the least length.</summary>
    public const string PasswordShort = "password_short";
    /// <summary>Too long a password.</summary>
    public const string PasswordLong = "password_long";
    /// <summary>A password that others use or that is easily guessed.</summary>
    public const string PasswordCommon = "password_common";
    /// <summary>Not the present password.</summary>
    public const string PasswordWrong = "password_wrong";
    /// <summary>The two passwords differ.</summary>
    public const string PasswordsDiffer = "passwords_differ";
    /// <summary>The address or the password is wrong, or the account is locked for a while: which is told to nobody.</summary>
    public const string SignInWrong = "sign_in_wrong";
    /// <summary>Not the code the authenticator app shows.</summary>
    public const string CodeWrong = "code_wrong";
    /// <summary>The passkey was not accepted.</summary>
    public const string PasskeyRefused = "passkey_refused";
    /// <summary>The link is used, too old, or an invention.</summary>
    public const string LinkInvalid = "link_invalid";
    /// <summary>Not the code the log prints.</summary>
    public const string SetUpCodeWrong = "set_up_code_wrong";
    /// <summary>No mail server is set.</summary>
    public const string MailOff = "mail_off";
    /// <summary>The mail server did not take it.</summary>
    public const string MailFailed = "mail_failed";
    /// <summary>The identity provider's answer is of no use.</summary>
    public const string ProviderFailed = "provider_failed";
    /// <summary>Nothing the identity provider says about the person gives a role here.</summary>
    public const string ProviderNoRole = "provider_no_role";
    /// <summary>The identity provider vouches for no email address.</summary>
    public const string ProviderNoEmail = "provider_no_email";
    /// <summary>The person may no longer sign in here, whatever the identity provider says.</summary>
    public const string ProviderDeactivated = "provider_deactivated";
    /// <summary>The person's values were erased: who they were is not known any more.</summary>
    public const string PersonErased = "person_erased";
    /// <summary>Somebody else has this address at the identity provider than before.</summary>
    public const string ProviderOther = "provider_other";
    /// <summary>The identity provider alone vouches for the account: it has no credentials of its own here.</summary>
    public const string ProviderAccount = "provider_account";
    /// <summary>The last Super Admin stays (SPEC §2).</summary>
    public const string LastSuperAdmin = "last_super_admin";
    /// <summary>Somebody has that email address already.</summary>
    public const string EmailTaken = "email_taken";
    /// <summary>Nobody gives, or takes over, more rights than they have.</summary>
    public const string RoleBeyondOwn = "role_beyond_own";
    /// <summary>Who demands a factor of others must have one.</summary>
    public const string SetUpYourself = "set_up_yourself";
    /// <summary>Long ago signed in: for this, sign in again.</summary>
    public const string SignInAgain = "sign_in_again";
    /// <summary>Nobody changes their own role or takes away their own sign-in (SPEC §2).</summary>
    public const string OwnRole = "own_role";
    /// <summary>People still have the custom role; the detail is how many.</summary>
    public const string RoleInUse = "role_in_use";
    /// <summary>Nothing is taken away: the built-in role does the same.</summary>
    public const string RoleSame = "role_same";
    /// <summary>The list is looked at as somebody else sees it: nothing can be changed.</summary>
    public const string ViewingAs = "viewing_as";
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
    /// <summary>The partner does not hold MSP Flex (SPEC §5).</summary>
    public const string MspFlexRequired = "msp_flex_required";
    /// <summary>An active licence holds the account; the detail is its product.</summary>
    public const string ActiveLicence = "active_licence";
    /// <summary>A licence can still be reactivated; the detail is the first day (ISO 8601) it no longer can.</summary>
    public const string LicenceInGrace = "licence_in_grace";
    /// <summary>The billing type cannot be changed in this direction.</summary>
    public const string BillingChangeNotOffered = "billing_change_not_offered";
    /// <summary>The customer's account is suspended or cancelled.</summary>
    public const string CustomerNotActive = "customer_not_active";
    /// <summary>The vendor has not activated the account yet.</summary>
    public const string NotActivated = "not_activated";
    /// <summary>Partner Assistance is not on.</summary>
    public const string AssistanceOff = "partner_assistance_off";
    /// <summary>No email address.</summary>
    public const string EmailInvalid = "email_invalid";
    /// <summary>No phone number anybody could have.</summary>
    public const string PhoneInvalid = "phone_invalid";
    /// <summary>No postcode of the country; the detail is the shape of one, where known.</summary>
    public const string PostcodeInvalid = "postcode_invalid";
    /// <summary>No country (ISO 3166 alpha-2).</summary>
    public const string CountryUnknown = "country_unknown";
    /// <summary>No place where the vendor keeps data.</summary>
    public const string GeographyUnknown = "geography_unknown";
    /// <summary>At least one product must be chosen.</summary>
    public const string ProductRequired = "product_required";
    /// <summary>The catalogue has no such product; the detail is its code.</summary>
    public const string ProductUnknown = "product_unknown";
    /// <summary>The terms were not accepted.</summary>
    public const string TermsNotAccepted = "terms_not_accepted";
    /// <summary>No vendor is connected for this partner.</summary>
    public const string NotConnected = "not_connected";
    /// <summary>An account with this name or address was asked for at the vendor and is under way, or may still appear.</summary>
    public const string AccountOnItsWay = "account_on_its_way";
    /// <summary>A new account was sent to the vendor, and what became of it is being found out.</summary>
    public const string AccountBeingSent = "account_being_sent";
    /// <summary>The vendor does not accept what a new account says; it does not tell which of it.</summary>
    public const string AccountInvalid = "account_invalid";
    /// <summary>The vendor does not let the partner create such an account.</summary>
    public const string AccountNotAllowed = "account_not_allowed";
    /// <summary>The vendor has an account with this name or address already, maybe another partner's.</summary>
    public const string AccountExists = "account_exists";
    /// <summary>The vendor refuses a new account for another reason.</summary>
    public const string AccountRefused = "account_refused";
    /// <summary>A new account was sent and is in no list of the vendor's since.</summary>
    public const string AccountUnseen = "account_unseen";
    /// <summary>The vendor lists a new customer of that name whose other facts differ from what was asked for.</summary>
    public const string AccountDiffers = "account_differs";
    /// <summary>The vendor's customers were not read to the end yet: nobody can say who is there already.</summary>
    public const string CustomersNotRead = "customers_not_read";
    /// <summary>The product cannot be asked for through the vendor's API; the detail is its name.</summary>
    public const string ProductNotAtVendor = "product_not_at_vendor";
    /// <summary>What was typed was forgotten meanwhile.</summary>
    public const string DraftForgotten = "draft_forgotten";
    /// <summary>The person has begun such a form already.</summary>
    public const string DraftExists = "draft_exists";
    /// <summary>The customer's licences were not read lately: nobody can say what depends on them.</summary>
    public const string LicencesNotRead = "licences_not_read";
    /// <summary>The customer's contact has no email address one could write to.</summary>
    public const string ContactEmailMissing = "contact_email_missing";
    /// <summary>The customer's contact was written to a short while ago.</summary>
    public const string RemindedLately = "reminded_lately";
    /// <summary>Nothing is asked for at the vendor any more.</summary>
    public const string NotRequested = "not_requested";
    /// <summary>The vendor does not accept the credentials the portal was given.</summary>
    public const string LinkRefused = "link_refused";
    /// <summary>The vendor's credentials are another partner's than the one whose customers are here.</summary>
    public const string LinkOtherPartner = "link_other_partner";
    /// <summary>The vendor asked to be left alone for a while.</summary>
    public const string LinkLimited = "link_limited";
    /// <summary>The customer does not let the partner see it: Partner Assistance is off, or the vendor does not allow it for such accounts.</summary>
    public const string NoVisibility = "no_visibility";
    /// <summary>The vendor's API refuses to tell of a customer, and not for want of permission.</summary>
    public const string VendorRefuses = "vendor_refuses";
    /// <summary>The vendor names no address for a customer's region that may be used.</summary>
    public const string NoAddress = "no_address";
    /// <summary>The vendor's API gave no answer, or none that could be read.</summary>
    public const string VendorSilent = "vendor_silent";
    /// <summary>The vendor's list of customers changed while it was read, or tells more customers than it names.</summary>
    public const string ListIncomplete = "list_incomplete";
    /// <summary>More customers than can be believed are missing from the vendor's list: none was removed.</summary>
    public const string TooManyMissing = "too_many_missing";
    /// <summary>The other system took the name and shows another one all the same.</summary>
    public const string ReceiverOtherName = "receiver_other_name";
    /// <summary>The other system does not know the customer.</summary>
    public const string ReceiverUnknown = "receiver_unknown";
    /// <summary>The CRM has no account that is certainly the customer's.</summary>
    public const string CrmUnmatched = "crm_unmatched";
    /// <summary>Several accounts of the CRM may be the customer's.</summary>
    public const string CrmSeveral = "crm_several";
    /// <summary>Other customers have, or had, a name of this customer's: by name, no account is certain.</summary>
    public const string CrmNameShared = "crm_name_shared";
    /// <summary>The account is another customer's.</summary>
    public const string CrmTaken = "crm_taken";
    /// <summary>The account a person chose is not there any more, or not to be seen.</summary>
    public const string CrmGone = "crm_gone";
    /// <summary>What was typed holds no id of an account.</summary>
    public const string CrmIdInvalid = "crm_id_invalid";
    /// <summary>The CRM does not accept the credentials the portal was given.</summary>
    public const string CrmRefused = "crm_refused";
    /// <summary>The CRM's credentials are another organisation's than the one whose accounts are known here.</summary>
    public const string CrmOtherOrganization = "crm_other_organization";
    /// <summary>The calls the organisation may make to its CRM are used up for now.</summary>
    public const string CrmLimited = "crm_limited";
    /// <summary>The CRM does not know the field that is to hold the vendor's id, or does not show it.</summary>
    public const string CrmFieldUnknown = "crm_field_unknown";
    /// <summary>No CRM is connected.</summary>
    public const string CrmNotConnected = "crm_not_connected";
    /// <summary>A licence key is needed.</summary>
    public const string LicenceKeyRequired = "licence_key_required";
    /// <summary>The vendor knows no such licence key.</summary>
    public const string LicenceKeyUnknown = "licence_key_unknown";
    /// <summary>The licence key was redeemed already.</summary>
    public const string LicenceKeyUsed = "licence_key_used";
    /// <summary>The licence key is for a product the customer does not use.</summary>
    public const string LicenceKeyWrongProduct = "licence_key_wrong_product";
    /// <summary>A customer with this name exists; the detail is its id.</summary>
    public const string DuplicateCustomerName = "duplicate_customer_name";
    /// <summary>A customer with this email exists; the detail is its id.</summary>
    public const string DuplicateCustomerEmail = "duplicate_customer_email";
    /// <summary>Partner Assistance is on already.</summary>
    public const string AssistanceAlreadyOn = "assistance_already_on";
    /// <summary>Approval was asked for already; nobody has answered.</summary>
    public const string AssistancePending = "assistance_pending";
    /// <summary>The account is no monthly account.</summary>
    public const string NotMonthly = "not_monthly";
    /// <summary>The last product cannot be removed.</summary>
    public const string LastProduct = "last_product";
    /// <summary>What would happen is no longer what was said; look again.</summary>
    public const string PlanChanged = "plan_changed";
    /// <summary>What was typed to confirm is not it.</summary>
    public const string ConfirmationMismatch = "confirmation_mismatch";
    /// <summary>Nothing is scheduled.</summary>
    public const string NotScheduled = "not_scheduled";
    /// <summary>Unlinks are scheduled, and nobody has said whether to keep or cancel them; the detail is how many.</summary>
    public const string ScheduledUnlinks = "scheduled_unlinks";
    /// <summary>Another billing type was asked for already and is not seen at the vendor yet.</summary>
    public const string BillingAlreadyRequested = "billing_already_requested";
    /// <summary>Only for exactly one customer.</summary>
    public const string OneCustomer = "one_customer";
    /// <summary>The time to restore it is over.</summary>
    public const string TooLateToRestore = "too_late_to_restore";
    /// <summary>The billing type is another one than when it was scheduled.</summary>
    public const string BillingTypeChanged = "billing_type_changed";
    /// <summary>There is nowhere to open customers' consoles from here (SPEC §9).</summary>
    public const string LaunchNotConfigured = "launch_not_configured";
    /// <summary>The link was used, is too old, or is somebody else's.</summary>
    public const string LaunchLinkInvalid = "launch_link_invalid";
    /// <summary>The journal cannot be kept for so many days.</summary>
    public const string AuditDaysInvalid = "audit_days_invalid";
    /// <summary>The person may still sign in: their values are not erased.</summary>
    public const string PersonActive = "person_active";
    /// <summary>The other system does not answer; it is asked again.</summary>
    public const string ReceiverSilent = "receiver_silent";
    /// <summary>The other system refuses the name.</summary>
    public const string ReceiverRefused = "receiver_refused";
    /// <summary>It is delivered: there is nothing to do.</summary>
    public const string NothingToDeliver = "nothing_to_deliver";
    /// <summary>The database is busy; nothing was saved, try again.</summary>
    public const string Busy = "busy";
    /// <summary>The database cannot write (the disk is full, read-only or broken); nothing was saved, try again.</summary>
    public const string NotSaved = "not_saved";
}
