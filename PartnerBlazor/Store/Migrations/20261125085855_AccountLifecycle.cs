using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class AccountLifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Demo",
                table: "Partners",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "AssistanceAskedAt",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AssistanceAt",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AssistanceCause",
                table: "Customers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "BillingRequested",
                table: "Customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Unlink_ById",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unlink_ByName",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Unlink_Confirmed",
                table: "Customers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Unlink_FailedCode",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unlink_FailedDetail",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Unlink_On",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "Unlink_RequestedAt",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "UnprotectedDevices",
                table: "Customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AssistanceAskedAt",
                table: "CustomerRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AssistanceAt",
                table: "CustomerRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AssistanceCause",
                table: "CustomerRows",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "BillingRequested",
                table: "CustomerRows",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "UnlinkOn",
                table: "CustomerRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "UnprotectedDevices",
                table: "CustomerRows",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AssistanceRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Answer = table.Column<int>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssistanceRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AssistanceRequests_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConsoleSignIns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SignInId = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsoleSignIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FormDrafts",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Token = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormDrafts", x => new { x.PersonId, x.Form });
                });

            migrationBuilder.CreateTable(
                name: "LaunchTokens",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SignInId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LaunchTokens", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "RedeemedKeys",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RedeemedKeys", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SentForms",
                columns: table => new
                {
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Token = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SentForms", x => new { x.PartnerId, x.PersonId, x.Token });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Unlink_On",
                table: "Customers",
                column: "Unlink_On",
                filter: "\"Unlink_On\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_UnlinkedAt",
                table: "Customers",
                column: "UnlinkedAt",
                filter: "\"UnlinkedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceRequests_CustomerId",
                table: "AssistanceRequests",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceRequests_Pending",
                table: "AssistanceRequests",
                column: "CustomerId",
                unique: true,
                filter: "\"Answer\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ConsoleSignIns_At",
                table: "ConsoleSignIns",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ConsoleSignIns_Hash",
                table: "ConsoleSignIns",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FormDrafts_At",
                table: "FormDrafts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_LaunchTokens_Until",
                table: "LaunchTokens",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_SentForms_At",
                table: "SentForms",
                column: "At");

            // Partners the demo made say so in their journal.
            migrationBuilder.Sql("""
                UPDATE "Partners" SET "Demo" = 1 WHERE EXISTS (SELECT 1 FROM "Journal" WHERE "PartnerId" = "Partners"."Id" AND "Kind" = 'demo.seeded');
                """);
            // Why assistance is as it is: the last switch on record; else, where it is as such an account begins, the beginning.
            // 2 = On, 1 = Off; origins 0 partner's trial, 2 monthly account, 3 managed order begin On; causes 1 Start, 3 Customer.
            migrationBuilder.Sql("""
                UPDATE "Customers" SET "AssistanceCause" = 3, "AssistanceAt" = switch."At"
                FROM (SELECT "CustomerId", MAX("PartnerSeq"), "At" FROM "Journal" WHERE "Kind" = 'customer.assistance' GROUP BY "CustomerId") AS switch
                WHERE switch."CustomerId" = "Customers"."Id";
                UPDATE "Customers" SET "AssistanceCause" = 1
                WHERE "AssistanceCause" = 0 AND "PartnerAssistance" = CASE WHEN "Origin" IN (0, 2, 3) THEN 2 ELSE 1 END;
                UPDATE "CustomerRows" SET "AssistanceCause" = customer."AssistanceCause", "AssistanceAt" = customer."AssistanceAt"
                FROM "Customers" AS customer WHERE customer."Id" = "CustomerRows"."Id";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AssistanceRequests");

            migrationBuilder.DropTable(
                name: "ConsoleSignIns");

            migrationBuilder.DropTable(
                name: "FormDrafts");

            migrationBuilder.DropTable(
                name: "LaunchTokens");

            migrationBuilder.DropTable(
                name: "RedeemedKeys");

            migrationBuilder.DropTable(
                name: "SentForms");

            migrationBuilder.DropIndex(
                name: "IX_Customers_Unlink_On",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_UnlinkedAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Demo",
                table: "Partners");

            migrationBuilder.DropColumn(
                name: "AssistanceAskedAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "AssistanceAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "AssistanceCause",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BillingRequested",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_ById",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_ByName",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_Confirmed",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_FailedCode",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_FailedDetail",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_On",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Unlink_RequestedAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "UnprotectedDevices",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "AssistanceAskedAt",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "AssistanceAt",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "AssistanceCause",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "BillingRequested",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "UnlinkOn",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "UnprotectedDevices",
                table: "CustomerRows");
        }
    }
}
