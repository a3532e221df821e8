import type { Counted } from "@/lib/brokers/list";
import { teamStandings } from "@/lib/brokers/rules";
import type { BrokerContext } from "@/lib/context";
import type { PersonStanding } from "@/lib/generated/prisma/enums";

/** How many of a team there are, each counted as far as its list is (ten thousand). */
export type TeamFigures = {
  standings: Record<(typeof teamStandings)[number], Counted>;
  /** Of those who are active by when they were last in: 30 days, 90 days, before, never; null where they are more than are counted. */
  access: { month: number; quarter: number; before: number; never: number } | null;
};

/** The figures of the team of whoever administers it. */
export async function findTeamFigures(ctx: BrokerContext): Promise<TeamFigures> {
  const standings = {} as TeamFigures["standings"];
  for (const standing of teamStandings) standings[standing] = await counted(ctx, { standing });
  const active = standings.ACTIVE;
  if (active.more) return { standings, access: null };
  const of = async (access: "month" | "before" | "never") => (await counted(ctx, { standing: "ACTIVE", access })).total;
  const [month, before, never] = [await of("month"), await of("before"), await of("never")];
  return { standings, access: { month, quarter: active.total - month - before - never, before, never } };
}

async function counted(
  { tx }: BrokerContext,
  wanted: { standing: PersonStanding; access?: "month" | "before" | "never" },
): Promise<Counted> {
  const [row] = await tx.$queryRaw<Counted[]>`
    SELECT total, more FROM list_people('{}', ${wanted}, 'nombre', false, 0, 0)`;
  return row ?? { total: 0, more: false };
}
