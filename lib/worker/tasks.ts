import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { mailInvitation, mailPerson, mailRecovery, mailReset, type PersonNews, personNews } from "@/lib/auth/mail";
import { type RefreshDeps, refreshAccount } from "@/lib/bank/refresh";
import { runHousekeeping } from "@/lib/batches/housekeeping";
import { type ProcessDeps, processBatch } from "@/lib/batches/process";
import { type SettleDeps, settlePayment } from "@/lib/batches/settle";
import { type ValidateDeps, validateBatch } from "@/lib/batches/validate";
import { alertTeam, mailTeamAlert } from "@/lib/brokers/alerts";
import { type InstructDeps, settleInstruction } from "@/lib/instructions/settle";
import { type MailDeps, mailCode } from "@/lib/orders/mail";
import { printInvoice, printOrder } from "@/lib/orders/print";
import type { JobName, PersonJobName } from "@/lib/queue";
import { mailAnswer } from "@/lib/support/mail";
import { verifyDaily } from "@/lib/worker/verify-daily";
import { watchedTask } from "@/lib/worker/watched-task";

type Deps = ValidateDeps &
  RefreshDeps &
  SettleDeps &
  InstructDeps &
  ProcessDeps &
  MailDeps & { stopping: AbortSignal; origin: string; verifies: Parameters<typeof verifyDaily>[0] };

const tenant = z.int().positive();
const id = z.string().regex(/^\d+$/).transform(BigInt);
const ofBatch = z.object({ tenant, batch: id });
const ofOrder = z.object({ tenant, order: id });
const ofInstruction = z.object({ tenant, instruction: id });
const ofAccount = z.object({ tenant, account: z.string() });
const ofMessage = z.object({ tenant, message: id });
const ofCode = z.object({ tenant, confirmation: z.uuid(), sealedCode: z.string() });
const at = z.string().transform((text) => new Date(text));
const ofRecovery = z.object({ sealed: z.string(), request: z.string(), at });
const ofPerson = z.object({
  person: z.int().positive(),
  about: z.enum(Object.keys(personNews) as [PersonNews]),
  at,
  to: z.email().optional(),
});

const ofAlert = z.object({ tenant, event: id });
const ofMailedAlert = ofAlert.extend({ person: z.int().positive() });
const ofInvitation = z.object({ person: z.int().positive(), tenant, at });

/** What the worker does for each kind of job; a payload that does not fit is a bug and fails the job. */
export function makeTasks(deps: Deps): TaskList {
  const tasks: Record<JobName | PersonJobName | "housekeeping" | "verify", (payload: unknown) => Promise<void>> = {
    "validate-batch": async (payload) => {
      const { tenant, batch } = ofBatch.parse(payload);
      await validateBatch(deps, tenant, batch);
    },
    "settle-payment": async (payload) => {
      const { tenant, order } = ofOrder.parse(payload);
      await settlePayment(deps, tenant, order);
    },
    "process-batch": async (payload) => {
      const { tenant, batch } = ofBatch.parse(payload);
      await processBatch(deps, tenant, batch, deps.stopping);
    },
    "settle-instruction": async (payload) => {
      const { tenant, instruction } = ofInstruction.parse(payload);
      await settleInstruction(deps, tenant, instruction);
    },
    "refresh-bank-account": async (payload) => {
      const { tenant, account } = ofAccount.parse(payload);
      await refreshAccount(deps, tenant, account);
    },
    "print-order": async (payload) => {
      const { tenant, order } = ofOrder.parse(payload);
      await printOrder(tenant, order);
    },
    "print-invoice": async (payload) => {
      const { tenant, order } = ofOrder.parse(payload);
      await printInvoice(tenant, order);
    },
    "mail-code": async (payload) => {
      const { tenant, ...mail } = ofCode.parse(payload);
      await mailCode(deps, tenant, mail);
    },
    "mail-recovery": async (payload) => mailRecovery(deps, ofRecovery.parse(payload)),
    "mail-person": async (payload) => mailPerson(deps, ofPerson.parse(payload)),
    "mail-invitation": async (payload) => mailInvitation(deps, ofInvitation.parse(payload)),
    "mail-reset": async (payload) => mailReset(deps, ofInvitation.parse(payload)),
    "mail-answer": async (payload) => {
      const { tenant, message } = ofMessage.parse(payload);
      await mailAnswer(deps, tenant, message);
    },
    "alert-team": async (payload) => {
      const { tenant, event } = ofAlert.parse(payload);
      await alertTeam(tenant, event);
    },
    "mail-team-alert": async (payload) => mailTeamAlert(deps, ofMailedAlert.parse(payload)),
    housekeeping: async () => runHousekeeping(),
    verify: async () => verifyDaily(deps.verifies),
  };
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, watchedTask(name, task)]));
}
