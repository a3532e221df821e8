import { differences } from "@/lib/approvals/rules";
import { assert } from "@/lib/assert";
import { type KeepSettings, type TeamAlert, teamAlerts } from "@/lib/brokers/house-schema";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";

export type OwnSettings = { alerts: TeamAlert[]; format: "xlsx" | "csv" };

/** How the person being served wants to be told of this broker's team, and as what they take its lists away. */
export async function findOwnSettings({ tx, membershipId }: BrokerContext): Promise<OwnSettings> {
  const [row] = await tx.$queryRaw<{ alerts: string[]; format: string }[]>`
    SELECT m.alerts, m.download_format AS format FROM membership m WHERE m.id = ${membershipId}`;
  assert(row, "whoever is served has a membership");
  return {
    alerts: teamAlerts.filter((alert) => row.alerts.includes(alert)),
    format: row.format === "csv" ? "csv" : "xlsx",
  };
}

/**
 * Keeps their settings in this broker. Who does not administer the team is told of nothing of it: their alerts stay as they were. Refuses
 * brokersettings.same.
 */
export async function keepSettings(ctx: BrokerContext, { formato, alertas }: KeepSettings): Promise<void> {
  const own = await findOwnSettings(ctx);
  const may = ctx.permissions.has("brokeruser.read");
  const wanted = { format: formato, alerts: may ? teamAlerts.filter((alert) => alertas.includes(alert)) : own.alerts };
  const [before, after] = [picture(own), picture(wanted)];
  if (differences(before, after).length === 0) throw new DomainError("brokersettings.same");
  const [row] = await ctx.tx.$queryRaw<{ kept: boolean }[]>`
    SELECT own_team_settings(${wanted.alerts}::text[], ${wanted.format}) AS kept`;
  assert(row?.kept, "whoever is served has a membership of their own");
  await ctx.audit("brokersettings.modified", ctx.user.username, { before, after });
}

const picture = ({ alerts, format }: OwnSettings) => ({ downloadFormat: format, alerts: alerts.join(", ") });
