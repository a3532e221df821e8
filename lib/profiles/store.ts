import type { CompanyContext } from "@/lib/context";
import { boxesOf, type ProfileFacts } from "@/lib/profiles/rules";

// What is written to profiles. Whoever writes has their turn (`takeTurn`).

/** Whether another profile of the company has this name, in small letters or capitals. */
export async function isNameTaken(
  { tx, company }: CompanyContext,
  name: string,
  except: number | null,
): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM profile WHERE tenant_id = ${company.id} AND lower(name) = lower(${name}) AND id IS DISTINCT FROM ${except}::int`;
  return rows.length > 0;
}

export async function insertProfile(ctx: CompanyContext, { name, description, status, grants }: ProfileFacts) {
  const [row] = await ctx.tx.$queryRaw<{ id: number }[]>`
    INSERT INTO profile (tenant_id, name, description, status)
    VALUES (${ctx.company.id}, ${name}, ${description}, ${status}::profile_status) RETURNING id`;
  if (!row) throw new Error("A profile was not written");
  await insertGrants(ctx, row.id, boxesOf(grants));
  return row.id;
}

/** Writes data and version, and of the grants what changes. */
export async function updateProfile(
  ctx: CompanyContext,
  id: number,
  { name, description, status }: ProfileFacts,
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): Promise<void> {
  const { tx, company } = ctx;
  await deleteGrants(ctx, id, removed);
  await insertGrants(ctx, id, added);
  await tx.$executeRaw`
    UPDATE profile SET name = ${name}, description = ${description}, status = ${status}::profile_status, version = version + 1,
           updated_at = app_now() WHERE tenant_id = ${company.id} AND id = ${id}`;
}

export async function removeProfile({ tx, company }: CompanyContext, id: number): Promise<void> {
  await tx.$executeRaw`DELETE FROM profile_permission WHERE tenant_id = ${company.id} AND profile_id = ${id}`;
  await tx.$executeRaw`DELETE FROM profile WHERE tenant_id = ${company.id} AND id = ${id}`;
}

async function insertGrants({ tx, company }: CompanyContext, id: number, boxes: readonly string[]): Promise<void> {
  if (boxes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
    SELECT ${company.id}::int, ${id}::int, split_part(box, ':', 1), split_part(box, ':', 2) FROM unnest(${boxes}::text[]) box`;
}

async function deleteGrants({ tx, company }: CompanyContext, id: number, boxes: readonly string[]): Promise<void> {
  if (boxes.length === 0) return;
  await tx.$executeRaw`
    DELETE FROM profile_permission WHERE tenant_id = ${company.id} AND profile_id = ${id}
       AND service || ':' || permission = ANY(${boxes}::text[])`;
}
