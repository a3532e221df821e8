import { assert } from "@/lib/assert";
import type { AskedStage } from "@/lib/auth/rules";
import { type BrokerPermission, isOfBrokers, type OperatorPermission, type Permission } from "@/lib/catalog";
import type {
  BrokerContext,
  Caller,
  Company,
  CompanyContext,
  Context,
  OperatorContext,
  PersonContext,
  StageContext,
  TenantContext,
} from "@/lib/context";
import { database, type Tx } from "@/lib/db";
import {
  auditor,
  broughtIn,
  enter,
  enterBroker,
  enterCompany,
  enterOperator,
  enterOwn,
  enterProduct,
  enterStage,
  ownAuditor,
} from "@/lib/entering";
import { DomainError, NotFound, NotSignedIn } from "@/lib/errors";
import { log } from "@/lib/log";
import { inSpan } from "@/lib/spans";
import { inTransaction } from "@/lib/transaction";

/**
 * The one way to change anything. Enters the company as the caller, checks the permission, does the work and its trail in
 * one transaction, and tries again when the database reports a conflict. A refusal leaves a record of its own.
 * @throws NotSignedIn, NotFound (another's company or product), DomainError
 */
export async function runCommand<Result>(
  caller: Caller,
  asks: Permission,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "command", async (tx) => {
    const trail = { written: 0 };
    const ctx = await enterProduct(tx, caller, asks, trail);
    const result = await work(ctx);
    assert(trail.written > 0, `${asks} leaves a trail`);
    return result;
  });
}

/**
 * Opens one transaction for all queries of a page or download, as the caller, in the product it names; `any` is a permission there,
 * whichever. Throws as runCommand.
 */
export async function read<Result>(
  caller: Caller,
  asks: Permission | "any",
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "read", async (tx) => work(await enterProduct(tx, caller, asks, { written: 0 })));
}

/** As runCommand, for what is a company's own and of none of its products. Throws as runCommand. */
export async function runCompany<Result>(
  caller: Caller,
  asks: Permission,
  work: (ctx: CompanyContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "command", async (tx) => {
    const trail = { written: 0 };
    const result = await work((await enterCompany(tx, caller, asks, trail)).ctx);
    assert(trail.written > 0, `${asks} leaves a trail`);
    return result;
  });
}

/** As read, for what is a company's own and of none of its products; `house` is any permission of the administration. Throws as runCommand. */
export async function readCompany<Result>(
  caller: Caller,
  asks: Permission | "house",
  work: (ctx: CompanyContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "read", async (tx) => {
    return work((await enterCompany(tx, caller, asks, { written: 0 })).ctx);
  });
}

/** A step between a command's first and last transaction (a file's chunks): enters anew each time, need not leave a trail. */
export async function runStep<Result>(
  caller: Caller,
  asks: Permission,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return read(caller, asks, work);
}

/** The same for what belongs to the person alone, in no company, drafts that are written included. @throws NotSignedIn */
export async function readOwn<Result>(caller: Caller, work: (ctx: PersonContext) => Promise<Result>): Promise<Result> {
  return inTransaction(async (tx) => work(await enterOwn(tx, caller, { written: 0 })));
}

/** A command on what belongs to the person alone: as runCommand, in no company. @throws NotSignedIn, DomainError */
export async function runOwn<Result>(caller: Caller, work: (ctx: PersonContext) => Promise<Result>): Promise<Result> {
  return inTransaction(async (tx) => {
    const trail = { written: 0 };
    const result = await work(await enterOwn(tx, caller, trail));
    assert(trail.written > 0, "what changes a person leaves a trail");
    return result;
  });
}

/**
 * A command of the operator's desk: as runCommand, on the company or broker that the caller names, or the platform when none is named.
 * @throws NotSignedIn, NotFound (no such tenant), DomainError
 */
export async function runOperator<Result>(
  caller: Caller,
  asks: OperatorPermission,
  work: (ctx: OperatorContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "command", async (tx) => {
    const trail = { written: 0 };
    const result = await work(await enterOperator(tx, caller, asks, trail));
    assert(trail.written > 0, `${asks} leaves a trail`);
    return result;
  });
}

/** The same for a page or download; a look at a company's registration writes its trail itself. */
export async function readOperator<Result>(
  caller: Caller,
  asks: OperatorPermission,
  work: (ctx: OperatorContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "read", async (tx) => work(await enterOperator(tx, caller, asks, { written: 0 })));
}

/** A command of a member of a broker: as runCommand, in the broker that the caller names as its company, else where they were last. Throws as runCommand. */
export async function runBroker<Result>(
  caller: Caller,
  asks: BrokerPermission,
  work: (ctx: BrokerContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "command", async (tx) => {
    const trail = { written: 0 };
    const result = await work(await enterBroker(tx, caller, asks, trail));
    assert(trail.written > 0, `${asks} leaves a trail`);
    return result;
  });
}

/** The same for a page or download. Throws as runCommand. */
export async function readBroker<Result>(
  caller: Caller,
  asks: BrokerPermission,
  work: (ctx: BrokerContext) => Promise<Result>,
): Promise<Result> {
  return recorded(caller, asks, "read", async (tx) => work(await enterBroker(tx, caller, asks, { written: 0 })));
}

/** What an act of the desk would do, read before it is confirmed: what it tells of a company or broker stands in that one's trail. */
export async function reviewOperator<Result>(
  caller: Caller,
  asks: OperatorPermission,
  shows: (ctx: OperatorContext) => Promise<Result>,
): Promise<Result> {
  return readOperator(caller, asks, async (ctx) => {
    const shown = await shows(ctx);
    if (ctx.tenant.kind !== "PLATFORM") await ctx.audit("registry.looked", ctx.tenant.code, { review: asks });
    return shown;
  });
}

/** A transaction of a person on their way in, in the stage that is asked for. @throws NotSignedIn when in none, or in another */
export async function inStage<Result>(
  caller: Caller,
  stage: AskedStage,
  work: (ctx: StageContext) => Promise<Result>,
): Promise<Result> {
  return inTransaction(async (tx) => {
    const entered = await enterStage(tx, caller);
    if (entered?.stage !== stage) throw new NotSignedIn();
    const { now, user } = entered;
    return work({ tx, now: new Date(now), user, stage, audit: ownAuditor(tx, caller, { written: 0 }) });
  });
}

/** In which stage the session behind the cookie still is; null when it is in none: nobody's, or in already. */
export async function stageOf(caller: Caller): Promise<AskedStage | null> {
  return inTransaction(async (tx) => (await enterStage(tx, caller))?.stage ?? null);
}

/** A job's transaction in the tenant of its payload, as `system`. Work that changes anything calls ctx.audit itself. */
export async function runAsSystem<Result>(
  tenantId: number,
  work: (ctx: TenantContext) => Promise<Result>,
): Promise<Result> {
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ now: Date }[]>`
      SELECT app_now() AS now, set_config('app.tenant', ${String(tenantId)}, true), set_config('app.user', '', true)`;
    const company = await findCompany(tx, tenantId);
    assert(row, "a query of one row answers");
    return work({ tx, now: row.now, company, audit: auditor(tx, tenantId, "system", null, { written: 0 }) });
  });
}

/** A transaction, and the record of its refusal, as one span named by what is asked. */
function recorded<Result>(
  caller: Caller,
  asks: Permission | OperatorPermission | BrokerPermission | "any" | "house",
  kind: "command" | "read",
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return inSpan(asks, { kind }, async () => {
    try {
      return await inTransaction(work);
    } catch (error) {
      await recordRefusal(caller, asks, error);
      throw error;
    }
  });
}

/** A company as what acts in it knows it. */
export async function findCompany(tx: Tx, tenantId: number): Promise<Company> {
  const row = await tx.company.findUniqueOrThrow({
    where: { tenantId },
    select: {
      taxId: true,
      country: true,
      timeZone: true,
      signaturesRequired: true,
      makerMaySign: true,
      bankAccount: true,
      tenant: { select: { id: true, code: true, name: true } },
    },
  });
  const { tenant, ...facts } = row;
  return { ...tenant, ...facts };
}

const inTrail = new WeakSet<Error>();

/** Says that a refusal is in the trail already, so that no door on its way out records it again. Returns it, to be thrown. */
export function alreadyRecorded<Refusal extends Error>(refusal: Refusal): Refusal {
  inTrail.add(refusal);
  return refusal;
}

/**
 * What must outlive a refusal: the record that it was refused, once, in a transaction of its own. Bugs go to the log
 * instead. Throws nothing: a record that fails is told in the log and never hides the refusal.
 */
export async function recordRefusal(caller: Caller, asks: string, error: unknown): Promise<void> {
  if (!(error instanceof DomainError || error instanceof NotFound) || inTrail.has(error)) return;
  inTrail.add(error);
  // The record would wait for a connection as long as the request did; the log and the metrics have it.
  if (error instanceof DomainError && error.code === "access.busy") return;
  const code = error instanceof DomainError ? error.code : "access.notFound";
  try {
    await database().$transaction(async (tx) => {
      const entered = await enter(tx, caller).catch(() => null);
      const actor = (entered ?? (await enterStage(tx, caller)))?.user.username ?? "anonymous";
      const details = { code, company: caller.company, product: caller.product };
      const broker = entered && isOfBrokers(asks) ? (await broughtIn(tx, caller)).broker : null;
      await tx.$executeRaw`
        SELECT audit_refusal(${entered?.company?.id ?? broker?.id ?? null}::int, ${actor}, ${asks}, ${code},
          ${caller.address}, ${caller.requestId}, ${details})`;
    });
  } catch (failure) {
    log.error({ err: failure, requestId: caller.requestId, asks, code }, "a refusal was not recorded");
  }
}
