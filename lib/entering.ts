import { assert } from "@/lib/assert";
import type { AskedStage } from "@/lib/auth/rules";
import type { Holding } from "@/lib/brokers/rules";
import {
  type BrokerPermission,
  brokerPermissions,
  type Channel,
  isOfHouse,
  isOfProducts,
  type OperatorPermission,
  type Permission,
} from "@/lib/catalog";
import type {
  Actor,
  Audit,
  AuditEach,
  Broker,
  BrokerContext,
  Caller,
  Company,
  CompanyContext,
  Context,
  OperatorContext,
  Person,
  PersonContext,
  Product,
  Served,
} from "@/lib/context";
import { samePlan, type Tx } from "@/lib/db";
import { DomainError, NotFound, NotSignedIn } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

// How a transaction becomes somebody's, in a company, a product, a broker or at the desk: only commands (lib/command.ts) open one.

/** How many entries of the trail a transaction left. */
export type Trail = { written: number };

type Entered = {
  now: string;
  session: { id: string; endsAt: string; channel: Channel };
  user: Person;
  /** The name of the company that was asked for, where it is theirs and suspended. */
  suspended: string | null;
  membership: { id: number; profile: number; permissions: Permission[] } | null;
  company: Company | null;
  product:
    | (Omit<Product, "fileBytesMax" | "amountMinCents" | "amountMaxCents"> &
        Record<"fileBytesMax" | "amountMinCents" | "amountMaxCents", string>)
    | null;
};

type EnteredBroker = Pick<Entered, "now" | "user" | "suspended"> & {
  membership: ({ id: number } & Holding) | null;
  broker: Broker | null;
};

type EnteredOperator = Pick<Entered, "now" | "user"> & {
  membership: { id: number; permissions: OperatorPermission[] } | null;
  tenant: Served | null;
};

export async function enterOwn(tx: Tx, caller: Caller, trail: Trail): Promise<PersonContext> {
  const { now, user, session } = await enter(tx, { ...caller, company: null, product: null });
  const audit = ownAuditor(tx, caller, trail);
  return { tx, now: new Date(now), user, session: { ...session, endsAt: new Date(session.endsAt) }, audit };
}

export async function enterCompany(
  tx: Tx,
  caller: Caller,
  asks: Permission | "any" | "house",
  trail: Trail,
): Promise<{ ctx: CompanyContext; product: Entered["product"] }> {
  const entered = await enter(tx, caller);
  const { membership, company, product, suspended } = entered;
  if (suspended !== null) throw new DomainError("access.suspended", { company: suspended });
  if (!membership || !company) throw new NotFound();
  const { id: membershipId, profile: profileId } = membership;
  const permissions = new Set(membership.permissions);
  const actor: Actor = { user: entered.user, membershipId, profileId, channel: entered.session.channel, permissions };
  // Beyond their products nothing exists: a product that is not theirs is absent before it is refused.
  if (caller.product !== null && !product) throw new NotFound();
  if (!mayAsk(asks, permissions)) throw new DomainError("access.notAllowed");
  const audit = auditor(tx, company.id, actor.user.username, caller, trail);
  const auditEach = eachAuditor(tx, company.id, actor.user.username, caller, trail);
  const { address, requestId } = caller;
  const wrote = (entries: number) => {
    trail.written += entries;
  };
  const origin = { address, requestId, wrote };
  return { ctx: { tx, now: new Date(entered.now), company, actor, audit, auditEach, origin }, product };
}

function mayAsk(asks: Permission | "any" | "house", permissions: ReadonlySet<Permission>): boolean {
  if (asks === "any") return [...permissions].some(isOfProducts);
  return asks === "house" ? [...permissions].some(isOfHouse) : permissions.has(asks);
}

export async function enterProduct(tx: Tx, caller: Caller, asks: Permission | "any", trail: Trail): Promise<Context> {
  const { ctx, product } = await enterCompany(tx, { ...caller, product: caller.product ?? "" }, asks, trail);
  assert(product, "a product that was asked for and is not there was refused");
  const { fileBytesMax, amountMinCents, amountMaxCents, ...facts } = product;
  return {
    ...ctx,
    product: {
      ...facts,
      fileBytesMax: BigInt(fileBytesMax),
      amountMinCents: BigInt(amountMinCents),
      amountMaxCents: BigInt(amountMaxCents),
    },
  };
}

export async function enterOperator(
  tx: Tx,
  caller: Caller,
  asks: OperatorPermission,
  trail: Trail,
): Promise<OperatorContext> {
  if (!caller.token) throw new NotSignedIn();
  const [row] = await tx.$queryRaw<{ entered: EnteredOperator | null }[]>`
    SELECT enter_operator(${caller.token}, ${caller.company}) AS entered`;
  if (!row?.entered) throw new NotSignedIn();
  const { now, user, membership, tenant } = row.entered;
  const permissions = new Set(membership?.permissions ?? []);
  if (!permissions.has(asks)) throw new DomainError("access.notAllowed");
  if (!tenant) throw new NotFound();
  const serve = async (served: Served): Promise<OperatorContext> => {
    await tx.$executeRaw`SELECT set_config('app.tenant', ${String(served.id)}, true)`;
    const audit = auditor(tx, served.id, user.username, caller, trail);
    const auditEach = eachAuditor(tx, served.id, user.username, caller, trail);
    return { tx, now: new Date(now), user, tenant: served, permissions, audit, auditEach, serve };
  };
  return serve(tenant);
}

export async function enterBroker(
  tx: Tx,
  caller: Caller,
  asks: BrokerPermission,
  trail: Trail,
): Promise<BrokerContext> {
  const { now, user, suspended, membership, broker } = await broughtIn(tx, caller);
  if (suspended) throw new DomainError("access.suspended", { company: suspended });
  if (!membership || !broker) throw new NotFound();
  const permissions = brokerPermissions(membership.sections);
  if (!permissions.has(asks)) throw new DomainError("access.notAllowed");
  const { id: membershipId, ...own } = membership;
  const wrote = (entries: number) => {
    trail.written += entries;
  };
  return {
    tx,
    now: new Date(now),
    user,
    broker,
    membershipId,
    own,
    permissions,
    audit: auditor(tx, broker.id, user.username, caller, trail),
    auditEach: eachAuditor(tx, broker.id, user.username, caller, trail),
    origin: { address: caller.address, requestId: caller.requestId, wrote },
    serve: (code) => enterBroker(tx, { ...caller, company: code }, asks, trail),
  };
}

/** The member and the broker, of the one that the caller names as its company, else of where they were last. @throws NotSignedIn */
export async function broughtIn(tx: Tx, caller: Caller): Promise<EnteredBroker> {
  if (!caller.token) throw new NotSignedIn();
  const [row] = await tx.$queryRaw<{ entered: EnteredBroker | null }[]>`
    SELECT enter_broker(${caller.token}, ${caller.company}) AS entered`;
  if (!row?.entered) throw new NotSignedIn();
  return row.entered;
}

export async function enter(tx: Tx, caller: Caller): Promise<Entered> {
  if (!caller.token) throw new NotSignedIn();
  // What a company calls its product is what its people read; OFFSET 0 keeps the entry from being made twice.
  const [row] = await tx.$queryRaw<{ entered: Entered | null; own: string | null }[]>`${samePlan}
    SELECT e.entered, (SELECT n.name FROM own_name n WHERE n.tenant_id = (e.entered -> 'company' ->> 'id')::int AND n.kind = 'PRODUCT'
                          AND n.subject = e.entered -> 'product' ->> 'code') AS own
      FROM (SELECT enter(${caller.token}, ${caller.company}, ${caller.product}) AS entered OFFSET 0) e`;
  if (!row?.entered) throw new NotSignedIn();
  const { entered, own } = row;
  return entered.product && own !== null ? { ...entered, product: { ...entered.product, name: own } } : entered;
}

export async function enterStage(
  tx: Tx,
  caller: Caller,
): Promise<{ now: string; stage: AskedStage; user: Person } | null> {
  if (!caller.token) return null;
  const [row] = await tx.$queryRaw<{ entered: { now: string; stage: AskedStage; user: Person } | null }[]>`
    SELECT enter_stage(${caller.token}) AS entered`;
  return row?.entered ?? null;
}

export function ownAuditor(tx: Tx, caller: Caller, trail: Trail): Audit {
  return async (event, subject, data = {}, result = "done") => {
    trail.written += 1;
    await tx.$executeRaw`
      SELECT audit_own(${event}, ${subject}, ${result}, ${caller.address}, ${caller.requestId}, ${plain(data)})`;
  };
}

export function auditor(tx: Tx, tenantId: number, actor: string, caller: Caller | null, trail: Trail): Audit {
  return async (event, subject, data = {}, result = "done") => {
    trail.written += 1;
    await tx.$executeRaw`${samePlan}
      INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
      VALUES (${tenantId}, ${actor}, ${event}, ${subject}, ${result}, ${caller?.address ?? null}, ${caller?.requestId ?? null}, ${plain(data)})`;
  };
}

function eachAuditor(tx: Tx, tenantId: number, actor: string, caller: Caller, trail: Trail): AuditEach {
  return async (event, entries) => {
    trail.written += entries.length;
    await tx.$executeRaw`
      INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
      SELECT ${tenantId}::int, ${actor}, ${event}, e.subject, 'done', ${caller.address}, ${caller.requestId}, e.data::jsonb
        FROM unnest(${entries.map((one) => one.subject)}::text[], ${entries.map((one) => JSON.stringify(plain(one.data)))}::text[]) AS e (subject, data)`;
  };
}

const plain = (data: Record<string, unknown>): Prisma.InputJsonObject =>
  JSON.parse(JSON.stringify(data, (_, value) => (typeof value === "bigint" ? value.toString() : value)));
