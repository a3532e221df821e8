import type { Tx } from "@/lib/db";
import { traceparent } from "@/lib/spans";

/** What each job carries. The tenant is the one being served when it is added. */
export type Jobs = {
  "validate-batch": { batch: string };
  "process-batch": { batch: string };
  "settle-payment": { order: string };
  "settle-instruction": { instruction: string };
  "print-order": { order: string };
  "print-invoice": { order: string };
  "mail-code": { confirmation: string; sealedCode: string };
  "mail-answer": { message: string };
  "refresh-bank-account": { account: string };
};

export type JobName = keyof Jobs;

/** Jobs about a person alone, or about what was done in a team; functions of the database add them. */
export type PersonJobName =
  | "mail-recovery"
  | "mail-person"
  | "mail-invitation"
  | "mail-reset"
  | "alert-team"
  | "mail-team-alert";

/** Adds a job in the transaction of the change that asks for it: both happen, or neither. */
export async function addJob<Name extends JobName>(
  ctx: { tx: Tx; company: { id: number } },
  name: Name,
  payload: Jobs[Name],
  options: { key: string; runAt?: Date; triesMax?: number },
): Promise<void> {
  const trace = traceparent();
  const body = { ...payload, tenant: ctx.company.id, ...(trace && { trace }) };
  await ctx.tx.$executeRaw`
    SELECT job_add(${name}, ${body}, ${options.key}, ${options.runAt ?? null}::timestamptz, ${options.triesMax ?? 25}::int)`;
}
