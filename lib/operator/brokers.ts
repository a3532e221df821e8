import { differences } from "@/lib/approvals/rules";
import type { OperatorContext, Served } from "@/lib/context";
import { brokenConstraint } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { findBroker } from "@/lib/operator/broker-queries";
import type { BrokerDataInput, BrokerInput } from "@/lib/operator/broker-schema";
import { lockRegistered, type Shown, standingShown } from "@/lib/operator/company";
import type { StandingInput } from "@/lib/operator/company-schema";
import { impersonal, inviteFirstOfTeam, newTenant } from "@/lib/operator/first";
import { taxIdOf, timeZones } from "@/lib/operator/rules";
import { personDocumentOf } from "@/lib/people/rules";

// Brokers on the register.

/** A broker as it will be. Refuses registry.taxId, registry.document beside their fields. */
export async function brokerShown(_ctx: OperatorContext, input: BrokerInput): Promise<Shown> {
  const facts = factsOf(input);
  const lines = Object.entries(facts).map(([key, value]) => ({ key, before: null, after: value }));
  return { subject: facts.code, shown: facts, lines };
}

function factsOf(input: BrokerInput) {
  const taxId = taxIdOf(input.nit, input.pais);
  if (!taxId) throw new DomainError("registry.taxId", {}, "nit");
  const document = personDocumentOf(input.documento, input.pais);
  if (!document) throw new DomainError("registry.document", {}, "documento");
  return {
    code: input.codigo,
    name: input.nombre,
    country: input.pais,
    taxId,
    username: input.usuario,
    person: input.persona,
    document,
    mail: input.correo.toLowerCase(),
  };
}

/**
 * Registers a broker with its first super-user, who is mailed an invitation. Refuses registry.codeTaken, registry.brokerTaxIdTaken,
 * registry.personTaken and those of `brokerShown`.
 */
export async function registerBroker(ctx: OperatorContext, input: BrokerInput): Promise<Served> {
  const facts = factsOf(input);
  const broker = await ctx.serve(await newTenant(ctx, { ...facts, kind: "BROKER" }));
  const { tx, tenant } = broker;
  const added = await tx.$executeRaw`
    INSERT INTO broker (tenant_id, tax_id, country, time_zone)
    VALUES (${tenant.id}, ${facts.taxId}, ${facts.country}::country, ${timeZones[facts.country]}) ON CONFLICT (tax_id) DO NOTHING`;
  if (added === 0) throw new DomainError("registry.brokerTaxIdTaken", {}, "nit");
  await inviteFirstOfTeam(broker, facts);
  await broker.audit("registry.registered", tenant.code, impersonal(facts));
  return tenant;
}

/** What of a broker changes. Refuses registry.taxId, registry.brokerTaxIdTaken, registry.nothingChanged. @throws NotFound */
export async function brokerDataShown(ctx: OperatorContext, input: BrokerDataInput): Promise<Shown> {
  await lockRegistered(ctx);
  const broker = await findBroker(ctx);
  const taxId = taxIdOf(input.nit, broker.country);
  if (!taxId) throw new DomainError("registry.taxId", {}, "nit");
  const [other] = await ctx.tx.$queryRaw<object[]>`
    SELECT 1 FROM broker WHERE tax_id = ${taxId} AND tenant_id <> ${ctx.tenant.id}`;
  if (other) throw new DomainError("registry.brokerTaxIdTaken", {}, "nit");
  const [before, after] = [
    { name: broker.name, taxId: broker.taxId },
    { name: input.nombre, taxId },
  ];
  const lines = differences(before, after);
  if (lines.length === 0) throw new DomainError("registry.nothingChanged");
  return { subject: broker.code, shown: { code: broker.code, before, after }, lines };
}

/** Writes what was shown. Refuses as `brokerDataShown`. */
export async function modifyBroker(ctx: OperatorContext, input: BrokerDataInput): Promise<void> {
  const { tx, tenant } = ctx;
  const { subject, shown } = await brokerDataShown(ctx, input);
  const { after } = shown as { after: { name: string; taxId: string } };
  await tx.$executeRaw`UPDATE tenant SET name = ${after.name} WHERE id = ${tenant.id}`;
  try {
    await tx.$executeRaw`UPDATE broker SET tax_id = ${after.taxId} WHERE tenant_id = ${tenant.id}`;
  } catch (error) {
    // Two brokers to the same number at once: the other came first.
    if (brokenConstraint(error) === "broker_tax_id_key") throw new DomainError("registry.brokerTaxIdTaken", {}, "nit");
    throw error;
  }
  await ctx.audit("registry.modified", subject, { ...(shown as object) });
}

/** That a broker is to be suspended, and why. Refuses registry.suspended when it is already. @throws NotFound */
export async function brokerSuspensionShown(ctx: OperatorContext, { motivo }: StandingInput): Promise<Shown> {
  const broker = await findBroker(ctx);
  if (broker.status === "SUSPENDED") throw new DomainError("registry.suspended");
  return standingShown(broker, "ACTIVE", "SUSPENDED", motivo);
}

/** That its suspension is to be lifted, and why. Refuses registry.notSuspended when it is not suspended. @throws NotFound */
export async function brokerLiftShown(ctx: OperatorContext, { motivo }: StandingInput): Promise<Shown> {
  const broker = await findBroker(ctx);
  if (broker.status === "ACTIVE") throw new DomainError("registry.notSuspended");
  return standingShown(broker, "SUSPENDED", "ACTIVE", motivo);
}

/** Suspends a broker: its people do nothing in its name. Refuses as `brokerSuspensionShown`. */
export async function suspendBroker(ctx: OperatorContext, { motivo }: StandingInput): Promise<void> {
  const moved = await ctx.tx.$executeRaw`
    UPDATE broker SET status = 'SUSPENDED', suspended_at = app_now(), suspend_reason = ${motivo}
     WHERE tenant_id = ${ctx.tenant.id} AND status = 'ACTIVE'`;
  if (moved === 0) throw new DomainError("registry.suspended");
  await ctx.audit("registry.suspended", ctx.tenant.code, { reason: motivo });
}

/** Lifts it. Refuses as `brokerLiftShown`. */
export async function liftBroker(ctx: OperatorContext, { motivo }: StandingInput): Promise<void> {
  const moved = await ctx.tx.$executeRaw`
    UPDATE broker SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL
     WHERE tenant_id = ${ctx.tenant.id} AND status = 'SUSPENDED'`;
  if (moved === 0) throw new DomainError("registry.notSuspended");
  await ctx.audit("registry.lifted", ctx.tenant.code, { reason: motivo });
}
