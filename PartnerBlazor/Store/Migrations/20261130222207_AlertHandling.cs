using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class AlertHandling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AssigneeId",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ById",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ByName",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "FirstAt",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "Found",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Handled",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Notes",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReopenedAt",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ResolveAskedAt",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ResolveById",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResolveByName",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ResolveProblem",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Rule",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Seq",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "SnoozeBelow",
                table: "Alerts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SnoozeReason",
                table: "Alerts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "SnoozedUntil",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StateAt",
                table: "Alerts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WasAcknowledged",
                table: "Alerts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AlertActions",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VendorId = table.Column<string>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertActions", x => new { x.AlertId, x.VendorId });
                });

            migrationBuilder.CreateTable(
                name: "AlertNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LoudRules",
                columns: table => new
                {
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoudRules", x => new { x.PartnerId, x.Rule });
                });

            // What is known already: the rule stands before the object in the cause, where the vendor told one.
            migrationBuilder.Sql("UPDATE \"Alerts\" SET \"Rule\" = substr(\"Cause\", 1, instr(\"Cause\", '|') - 1) WHERE \"Cause\" LIKE 'Event::%|%'");
            migrationBuilder.Sql("UPDATE \"Alerts\" SET \"FirstAt\" = COALESCE((SELECT MIN(\"RaisedAt\") FROM \"AlertOccurrences\" WHERE \"AlertId\" = \"Alerts\".\"Id\"), \"RaisedAt\")");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_PartnerId_AssigneeId",
                table: "Alerts",
                columns: new[] { "PartnerId", "AssigneeId" },
                filter: "\"AssigneeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_PartnerId_Severity_RaisedAt_Id",
                table: "Alerts",
                columns: new[] { "PartnerId", "Severity", "RaisedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_SnoozedUntil",
                table: "Alerts",
                column: "SnoozedUntil",
                filter: "\"SnoozedUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AlertActions_PartnerId_State_NextAt",
                table: "AlertActions",
                columns: new[] { "PartnerId", "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AlertNotes_AlertId_At",
                table: "AlertNotes",
                columns: new[] { "AlertId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AlertNotes_ById",
                table: "AlertNotes",
                column: "ById");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertActions");

            migrationBuilder.DropTable(
                name: "AlertNotes");

            migrationBuilder.DropTable(
                name: "LoudRules");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_PartnerId_AssigneeId",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_PartnerId_Severity_RaisedAt_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_SnoozedUntil",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ById",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ByName",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "FirstAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Found",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Handled",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Notes",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ReopenedAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ResolveAskedAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ResolveById",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ResolveByName",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "ResolveProblem",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Rule",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Seq",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "SnoozeBelow",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "SnoozeReason",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "SnoozedUntil",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "StateAt",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "WasAcknowledged",
                table: "Alerts");
        }
    }
}
