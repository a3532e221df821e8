import type { TenantContext } from "@/lib/context";
import { dateFormat } from "@/lib/messages/date-format";

/** The next readable number of its kind for the company's year: `L-2026-000123`, `OS-2026-000045`. */
export async function nextNumber(ctx: TenantContext, kind: "L" | "OS"): Promise<string> {
  const year = Number(dateFormat("en", { year: "numeric", timeZone: ctx.company.timeZone }).format(ctx.now));
  const [row] = await ctx.tx.$queryRaw<{ last: number }[]>`
    INSERT INTO counter AS c (tenant_id, kind, year, last) VALUES (${ctx.company.id}, ${kind}, ${year}::smallint, 1)
    ON CONFLICT (tenant_id, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last`;
  return `${kind}-${year}-${String(row?.last).padStart(6, "0")}`;
}
