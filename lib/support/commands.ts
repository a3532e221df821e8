import type { CompanyContext, OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { addJob } from "@/lib/queue";
import { findInquiry } from "@/lib/support/queries";
import type { AnswerInput, WriteInput } from "@/lib/support/schema";

/** So many messages of a person in a day, answered or not. */
const dailyMax = 20;

/** Writes to the operator in the name of somebody of the company. Refuses support.tooMany. */
export async function writeMessage(ctx: CompanyContext, { asunto, mensaje }: WriteInput): Promise<void> {
  const { tx, now, company, actor } = ctx;
  const { membershipId } = actor;
  // Two at once count each other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('message.write'), ${membershipId}::int)`;
  const since = new Date(now.getTime() - 86_400_000);
  const count = await tx.message.count({ where: { tenantId: company.id, membershipId, sentAt: { gt: since } } });
  if (count >= dailyMax) throw new DomainError("support.tooMany", { max: dailyMax });
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO message (tenant_id, membership_id, subject, body) VALUES (${company.id}, ${membershipId}, ${asunto}, ${mensaje}) RETURNING id`;
  await ctx.audit("message.sent", String(row?.id));
}

/** Answers a message, once; its writer is mailed that there is an answer. Refuses support.answered. @throws NotFound */
export async function answerMessage(ctx: OperatorContext, { mensaje, respuesta }: AnswerInput): Promise<void> {
  const { served } = await findInquiry(ctx, mensaje);
  const { tx, now, user, tenant, audit } = await ctx.serve(served);
  const answered = await tx.$executeRaw`
    UPDATE message SET answer = ${respuesta}, answered_by = ${user.id}, answered_at = ${now}
     WHERE id = ${BigInt(mensaje)} AND answered_at IS NULL`;
  if (answered === 0) throw new DomainError("support.answered");
  await addJob(
    { tx, company: tenant },
    "mail-answer",
    { message: mensaje },
    { key: `mail-answer:${mensaje}`, triesMax: 8 },
  );
  await audit("message.answered", mensaje);
}
