import { differences } from "@/lib/approvals/rules";
import type { PageWanted } from "@/lib/batches/queries";
import type { BranchInput, CreateBranch, ModifyBranch, TurnBranch } from "@/lib/brokers/house-schema";
import { takeTeamTurn } from "@/lib/brokers/member-acting";
import type { BrokerContext } from "@/lib/context";
import { brokenConstraint, sql } from "@/lib/db";
import { DomainError, NotFound } from "@/lib/errors";
import { bare, patternOf } from "@/lib/find-text";
import type { RegisterStatus } from "@/lib/generated/prisma/enums";

export type Branch = {
  code: string;
  name: string;
  address: string;
  city: string;
  phone: string | null;
  /** Who answers for it, by usuario and by the name that the broker wrote down. */
  responsible: string | null;
  responsibleName: string | null;
  status: RegisterStatus;
  version: number;
};

const facts = sql`b.code, b.name, b.address, b.city, b.phone, m.person_username AS responsible,
  coalesce(m.first_name || ' ' || m.last_name, u.name) AS "responsibleName", b.status::text AS status, b.version`;
const joined = sql`broker_branch b LEFT JOIN membership m ON m.tenant_id = b.tenant_id AND m.id = b.responsible LEFT JOIN app_user u ON u.id = m.user_id`;

/** The broker's branches by code, a page of those whose code, name or city has the text. */
export async function listBranches(
  { tx, broker }: BrokerContext,
  { text, page, size }: PageWanted & { text: string | null },
) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`b.tenant_id = ${broker.id} AND (${pattern}::text IS NULL OR ${bare(sql`b.name`)} LIKE ${pattern}
    OR ${bare(sql`b.city`)} LIKE ${pattern} OR lower(b.code) LIKE ${pattern})`;
  const rows = await tx.$queryRaw<Branch[]>`
    SELECT ${facts} FROM ${joined} WHERE ${where} ORDER BY b.status, b.code LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM broker_branch b WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

/** A new branch. Refuses branches.codeTaken, branches.nameTaken, branches.responsible beside their fields. */
export async function createBranch(ctx: BrokerContext, { codigo, ...input }: CreateBranch): Promise<void> {
  const { tx, broker } = ctx;
  await takeTeamTurn(ctx);
  const [taken] = await tx.$queryRaw<object[]>`
    SELECT 1 FROM broker_branch WHERE tenant_id = ${broker.id} AND code = ${codigo}`;
  if (taken) throw new DomainError("branches.codeTaken", { code: codigo }, "codigo");
  const responsible = await responsibleOf(ctx, input.responsable);
  await written(
    tx.$executeRaw`
      INSERT INTO broker_branch (tenant_id, code, name, address, city, phone, responsible)
      VALUES (${broker.id}, ${codigo}, ${input.nombre}, ${input.direccion}, ${input.ciudad}, ${input.telefono}, ${responsible?.id ?? null})`,
    input,
  );
  await ctx.audit("brokerbranch.created", codigo, { after: pictureOf(input, responsible?.username) });
}

/**
 * What a branch is from now on, after the version that its person saw. Refuses branches.changed, branches.same, branches.nameTaken,
 * branches.responsible. @throws NotFound
 */
export async function modifyBranch(ctx: BrokerContext, { codigo, version, ...input }: ModifyBranch): Promise<void> {
  const { tx, broker, now } = ctx;
  await takeTeamTurn(ctx);
  const before = await locked(ctx, codigo, version);
  // Who answers for it already may stay, though they are out by now.
  const same = input.responsable !== null && input.responsable === before.responsible;
  const responsible = same ? null : await responsibleOf(ctx, input.responsable);
  const pictures = {
    before: pictureOf(inputOf(before), before.responsible),
    after: pictureOf(input, same ? before.responsible : responsible?.username),
  };
  if (differences(pictures.before, pictures.after).length === 0) throw new DomainError("branches.same");
  await written(
    tx.$executeRaw`
      UPDATE broker_branch SET name = ${input.nombre}, address = ${input.direccion}, city = ${input.ciudad}, phone = ${input.telefono},
             responsible = CASE WHEN ${same} THEN responsible ELSE ${responsible?.id ?? null}::int END, version = version + 1, changed_at = ${now}
       WHERE tenant_id = ${broker.id} AND code = ${codigo}`,
    input,
  );
  await ctx.audit("brokerbranch.modified", codigo, pictures);
}

/** Closes a branch, or opens it again. Refuses branches.changed, branches.same, branches.nameTaken. @throws NotFound */
export async function turnBranch(ctx: BrokerContext, { codigo, version, estado }: TurnBranch): Promise<void> {
  const { tx, broker, now } = ctx;
  const before = await locked(ctx, codigo, version);
  if (before.status === estado) throw new DomainError("branches.same");
  await written(
    tx.$executeRaw`
      UPDATE broker_branch SET status = ${estado}::register_status, version = version + 1, changed_at = ${now}
       WHERE tenant_id = ${broker.id} AND code = ${codigo}`,
    { nombre: before.name },
  );
  const pictures = { before: { status: before.status }, after: { status: estado } };
  if (estado === "INACTIVE") await ctx.audit("brokerbranch.closed", codigo, pictures);
  else await ctx.audit("brokerbranch.opened", codigo, pictures);
}

/** How many branches somebody answers for. */
export async function countAnsweredFor({ tx, broker }: BrokerContext, member: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM broker_branch WHERE tenant_id = ${broker.id} AND responsible = ${member}`;
  return row?.n ?? 0;
}

/** Whoever answers for branches does no more: their heir does, or nobody. An event of each. @returns how many */
export async function handOverBranches(
  ctx: BrokerContext,
  from: { id: number; username: string },
  heir: { id: number; username: string } | null,
): Promise<number> {
  const handed = await ctx.tx.$queryRaw<{ code: string }[]>`
    UPDATE broker_branch SET responsible = ${heir?.id ?? null}::int, version = version + 1, changed_at = ${ctx.now}
     WHERE tenant_id = ${ctx.broker.id} AND responsible = ${from.id} RETURNING code`;
  const data = { before: { responsible: from.username }, after: { responsible: heir?.username ?? "" } };
  if (handed.length > 0)
    await ctx.auditEach(
      "brokerbranch.modified",
      handed.map(({ code }) => ({ subject: code, data })),
    );
  return handed.length;
}

async function locked({ tx, broker }: BrokerContext, code: string, version: number): Promise<Branch> {
  const [row] = await tx.$queryRaw<Branch[]>`
    SELECT ${facts} FROM ${joined} WHERE b.tenant_id = ${broker.id} AND b.code = ${code} FOR NO KEY UPDATE OF b`;
  if (!row) throw new NotFound();
  if (row.version !== version) throw new DomainError("branches.changed");
  return row;
}

/** Somebody of the team who is in, by their usuario or the mail that the broker wrote down. Asked in the team's turn, so that they are in until the end. */
async function responsibleOf(
  { tx, broker }: BrokerContext,
  said: string | null,
): Promise<{ id: number; username: string } | null> {
  if (said === null) return null;
  const [row] = await tx.$queryRaw<{ id: number; username: string }[]>`
    SELECT m.id, m.person_username AS username FROM membership m
     WHERE m.tenant_id = ${broker.id} AND m.standing = 'ACTIVE' AND m.id = (
       SELECT o.id FROM membership o WHERE o.tenant_id = ${broker.id} AND o.role IS NOT NULL
          AND (o.person_username = ${said} OR o.person_mail = ${said})
          ORDER BY o.person_username = ${said} DESC, o.standing = 'ACTIVE' DESC, o.id LIMIT 1)`;
  if (!row) throw new DomainError("branches.responsible", {}, "responsable");
  return row;
}

/** Two branches that are open are not called the same: the other came first. */
async function written(work: Promise<number>, { nombre }: { nombre: string }): Promise<void> {
  try {
    await work;
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === "broker_branch_once") throw new DomainError("branches.nameTaken", { name: nombre }, "nombre");
    if (broken === "broker_branch_responsible_active") throw new DomainError("branches.responsible", {}, "responsable");
    throw error;
  }
}

const inputOf = ({ name, address, city, phone, responsible }: Branch): BranchInput => ({
  nombre: name,
  direccion: address,
  ciudad: city,
  telefono: phone,
  responsable: responsible,
});

const pictureOf = (
  { nombre, direccion, ciudad, telefono }: BranchInput,
  responsible: string | null | undefined,
): Record<string, string> => ({
  name: nombre,
  address: direccion,
  city: ciudad,
  phone: telefono ?? "",
  responsible: responsible ?? "",
});
