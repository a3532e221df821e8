import type { Counts, Effect } from "@/lib/bulk/rules";
import type { BrokerContext } from "@/lib/context";
import { maskedMail } from "@/lib/mask";

type Picture = Record<string, unknown>;
type Written = { line: number; effect: Effect; username: string; before: Picture | null; after: Picture };

const events = {
  applied: { CREATE: "created", CHANGE: "modified", DISABLE: "disabled", ENABLE: "enabled" },
  undone: { CREATE: "removed", CHANGE: "modified", DISABLE: "enabled", ENABLE: "disabled" },
} as const;

/** What of somebody the trail keeps, which nothing is ever taken out of: no name, no number, and of a mail what its person recognises. */
const kept = ["position", "role", "sections", "downloads", "status"] as const;
const texts = [
  "firstName",
  "lastName",
  "birthDate",
  "position",
  "phone",
  "officePhone",
  "extension",
  "role",
  "sections",
  "downloads",
  "status",
  "mail",
];

const impersonal = (picture: Picture): Picture => ({
  ...Object.fromEntries(kept.map((key) => [key, picture[key] ?? null])),
  ...(typeof picture.mail === "string" && { mail: maskedMail(picture.mail) }),
});

/** Leaves an entry for each person whom a file changes, or gives back; answers how many rows do what. */
export async function auditRows(ctx: BrokerContext, id: string, way: "applied" | "undone"): Promise<Counts> {
  const rows = await ctx.tx.$queryRaw<Written[]>`
    SELECT r.line, r.effect::text AS effect, coalesce(m.person_username, r.username) AS username, r.before, r.after
      FROM team_file_row r LEFT JOIN membership m ON m.tenant_id = r.tenant_id AND m.id = r.membership_id
     WHERE r.tenant_id = ${ctx.broker.id} AND r.file_id = ${id}::uuid AND r.after IS NOT NULL ORDER BY r.line`;
  const counts: Record<Effect, number> = { CREATE: 0, CHANGE: 0, DISABLE: 0, ENABLE: 0, SAME: 0, REFUSE: 0 };
  const entries = new Map<string, { subject: string; data: Picture }[]>();
  for (const { line, effect, username, before, after } of rows) {
    counts[effect] += 1;
    if (effect === "SAME" || effect === "REFUSE") continue;
    const event = `brokeruser.${events[way][effect]}`;
    const whole = { ...before, ...after };
    const changed = texts.filter((key) => JSON.stringify(before?.[key] ?? null) !== JSON.stringify(whole[key] ?? null));
    // A mail that the file does not give is told to nobody: of who belongs elsewhere it is not the broker's.
    const sides = [before, whole].map(
      (side) => side && impersonal(after.mail === undefined ? { ...side, mail: null } : side),
    );
    const [from, to] = way === "applied" ? sides : sides.toReversed();
    const data = { before: from, after: to, changed, file: id, line, ...(way === "undone" && { undone: true }) };
    const list = entries.get(event);
    if (list) list.push({ subject: username, data });
    else entries.set(event, [{ subject: username, data }]);
  }
  for (const [event, list] of entries) await ctx.auditEach(event, list);
  return counts;
}
