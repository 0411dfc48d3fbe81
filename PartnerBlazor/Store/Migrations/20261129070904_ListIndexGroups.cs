using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Cover",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Usage",
                table: "CustomerRows");

            migrationBuilder.CreateIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "AlertRank", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "ReadAt", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "Assistance", "ManagedOrder", "BillingType", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Cover",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "WorstCover", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NextExpiry", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "AlertRank", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows",
                columns: new[] { "RowNo", "PartnerId", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Usage",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "UsageShare", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "GroupText" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Cover",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Usage",
                table: "CustomerRows");

            migrationBuilder.CreateIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "AlertRank", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "ReadAt", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "Assistance", "ManagedOrder", "BillingType", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Cover",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "WorstCover", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NextExpiry", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows",
                columns: new[] { "RowNo", "PartnerId", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Usage",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "UsageShare", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });
        }
    }
}
