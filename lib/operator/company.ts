import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import { differences, type ReviewLine } from "@/lib/approvals/rules";
import type { OperatorContext } from "@/lib/context";
import { brokenConstraint } from "@/lib/db";
import { DomainError, NotFound } from "@/lib/errors";
import { type FirstPerson, findRegistered, listFirst } from "@/lib/operator/company-queries";
import type { CompanyDataInput, InviteInput, StandingInput } from "@/lib/operator/company-schema";
import { contractedOf, taxIdOf } from "@/lib/operator/rules";
import { addJob } from "@/lib/queue";

// What the desk does to a company that is registered. What needs a second operator is not here.

/** What an operator reads before they confirm: the statement's, and the lines in which it is shown. */
export type Shown = Omit<Statement, "purpose"> & { lines: ReviewLine[] };

/**
 * A company's name, tax number and services as they are and as they will be. Refuses registry.taxId, registry.taxIdTaken,
 * registry.services, registry.nothingChanged.
 */
export async function dataShown(ctx: OperatorContext, input: CompanyDataInput): Promise<Shown> {
  const { code, before, after } = await dataOf(ctx, input);
  const lines = differences(before, after);
  if (lines.length === 0) throw new DomainError("registry.nothingChanged");
  return { subject: code, shown: { code, before, after }, lines };
}

/** Until this transaction ends nobody else modifies the company or broker being served, or its products: what was read stays so. */
export async function lockRegistered({ tx, tenant }: OperatorContext): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM tenant WHERE id = ${tenant.id} FOR NO KEY UPDATE`;
}

async function dataOf(ctx: OperatorContext, input: CompanyDataInput) {
  await lockRegistered(ctx);
  const company = await findRegistered(ctx);
  const taxId = taxIdOf(input.nit, company.country);
  if (!taxId) throw new DomainError("registry.taxId", {}, "nit");
  const contracted = contractedOf(input.servicios);
  if (!contracted) throw new DomainError("registry.services", {}, "servicios");
  const [other] = await ctx.tx.$queryRaw<object[]>`
    SELECT 1 FROM company WHERE tax_id = ${taxId} AND tenant_id <> ${ctx.tenant.id}`;
  if (other) throw new DomainError("registry.taxIdTaken", {}, "nit");
  const before = { name: company.name, taxId: company.taxId, services: namesOf(company.services) };
  const after = { name: input.nombre, taxId, services: namesOf(contracted) };
  return { code: company.code, before, after, contracted };
}

const namesOf = (list: readonly string[]) => [...list].sort().join(", ");

/** Writes what was shown. Refuses as `dataShown`. */
export async function modifyCompany(ctx: OperatorContext, input: CompanyDataInput): Promise<void> {
  const { tx, tenant } = ctx;
  const { code, before, after, contracted } = await dataOf(ctx, input);
  await tx.$executeRaw`UPDATE tenant SET name = ${after.name} WHERE id = ${tenant.id}`;
  try {
    await tx.$executeRaw`UPDATE company SET tax_id = ${after.taxId} WHERE tenant_id = ${tenant.id}`;
  } catch (error) {
    // Two companies to the same number at once: the other came first.
    if (brokenConstraint(error) === "company_tax_id_key") throw new DomainError("registry.taxIdTaken", {}, "nit");
    throw error;
  }
  await tx.$executeRaw`
    DELETE FROM contracted_service WHERE tenant_id = ${tenant.id} AND service <> ALL(${contracted}::text[])`;
  await tx.$executeRaw`
    INSERT INTO contracted_service (tenant_id, service) SELECT ${tenant.id}::int, unnest(${contracted}::text[]) ON CONFLICT DO NOTHING`;
  await ctx.audit("registry.modified", code, { before, after });
}

/** That a company is to be suspended, and why. Refuses registry.suspended when it is already. */
export async function suspensionShown(ctx: OperatorContext, { motivo }: StandingInput): Promise<Shown> {
  const company = await findRegistered(ctx);
  if (company.status === "SUSPENDED") throw new DomainError("registry.suspended");
  return standingShown(company, "ACTIVE", "SUSPENDED", motivo);
}

/** That its suspension is to be lifted, and why. Refuses registry.notSuspended when it is not suspended. */
export async function liftShown(ctx: OperatorContext, { motivo }: StandingInput): Promise<Shown> {
  const company = await findRegistered(ctx);
  if (company.status === "ACTIVE") throw new DomainError("registry.notSuspended");
  return standingShown(company, "SUSPENDED", "ACTIVE", motivo);
}

/** A standing that changes, as it is read and confirmed. */
export function standingShown(
  { code, name }: { code: string; name: string },
  from: string,
  to: string,
  reason: string,
): Shown {
  const lines = [
    { key: "status", before: from, after: to },
    { key: "reason", before: null, after: reason },
  ];
  return { subject: code, shown: { code, name, from, to, reason }, lines };
}

/**
 * Suspends a company: at their next request its people are out of it, and nothing new of it begins; what was sent to the bank or the core
 * comes to its end. Refuses as `suspensionShown`.
 */
export async function suspendCompany(ctx: OperatorContext, { motivo }: StandingInput): Promise<void> {
  const moved = await ctx.tx.$executeRaw`
    UPDATE company SET status = 'SUSPENDED', suspended_at = app_now(), suspend_reason = ${motivo}
     WHERE tenant_id = ${ctx.tenant.id} AND status = 'ACTIVE'`;
  if (moved === 0) throw new DomainError("registry.suspended");
  await ctx.audit("registry.suspended", ctx.tenant.code, { reason: motivo });
}

/** Lifts it: its people are in again, and what waited goes on at once. Refuses as `liftShown`. */
export async function liftSuspension(ctx: OperatorContext, { motivo }: StandingInput): Promise<void> {
  const moved = await ctx.tx.$executeRaw`
    UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL
     WHERE tenant_id = ${ctx.tenant.id} AND status = 'SUSPENDED'`;
  if (moved === 0) throw new DomainError("registry.notSuspended");
  const resumed = await resume(ctx);
  await ctx.audit("registry.lifted", ctx.tenant.code, { reason: motivo, ...resumed });
}

/** Gives what waited a job again: claims and fencing numbers make one too many harmless. */
async function resume({ tx, tenant }: OperatorContext): Promise<{ lots: number; payments: number }> {
  const at = { tx, company: { id: tenant.id } };
  const lots = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${tenant.id} AND status = 'RECEIVED' ORDER BY id`;
  for (const { id } of lots)
    await addJob(at, "validate-batch", { batch: id.toString() }, { key: `validate-batch:${id}` });
  const orders = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM service_order WHERE tenant_id = ${tenant.id} AND status IN ('PAYING', 'IN_VERIFICATION') ORDER BY id`;
  for (const { id } of orders)
    await addJob(at, "settle-payment", { order: id.toString() }, { key: `settle-payment:${id}` });
  return { lots: lots.length, payments: orders.length };
}

/** Whose invitation is to be mailed again. @throws NotFound who is none of those the desk invited; refuses registry.inAlready */
export async function invitationShown(ctx: OperatorContext, { persona }: InviteInput): Promise<Shown> {
  const person = (await listFirst(ctx)).find(({ username }) => username === persona);
  if (!person) throw new NotFound();
  if (person.status !== "INVITED") throw new DomainError("registry.inAlready", { name: person.name });
  const { username, name } = person;
  return { subject: username, shown: { tenant: ctx.tenant.code, username, name }, lines: [] };
}

/** Has the invitation mailed again, with a clave of its own; the one before opens nothing any more. Refuses as `invitationShown`. */
export async function inviteAgain(ctx: OperatorContext, input: InviteInput): Promise<void> {
  const { subject } = await invitationShown(ctx, input);
  await ctx.tx.$executeRaw`SELECT invitation_mail(id) FROM app_user WHERE username = ${subject}`;
  await ctx.audit("registry.invitedAgain", subject, {});
}

/** Those the desk invited, each who has not come in yet with the digest under which their invitation may be sent again. */
export async function firstWithSeen(ctx: OperatorContext): Promise<(FirstPerson & { seen?: string })[]> {
  const people: (FirstPerson & { seen?: string })[] = [];
  for (const person of await listFirst(ctx)) {
    const invited = person.status === "INVITED";
    const seen = invited && digestOf((await invitationShown(ctx, { persona: person.username })).shown);
    people.push(seen ? { ...person, seen } : person);
  }
  return people;
}
