import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeBank } from "@/lib/gateways/bank";
import { type CorePage, type IssueLine, makeCore } from "@/lib/gateways/core";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import type { Behaviour, Operation } from "@/lib/simulator/scripts";
import { startSimulator } from "@/lib/simulator/server";

export const SECRET = "a-shared-secret-of-the-tests-0001";
export const ACCOUNT = "0012-3456-7890";

const bankOperations: readonly Operation[] = [
  "debit",
  "debitStatus",
  "credit",
  "creditStatus",
  "accountBalance",
  "movements",
];

/** A simulator of its own on a free port, seeded with one account of 1.000,00 and three cards; gone after the test. */
export async function makeSimulator({ timeoutMs = 5_000 } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "simulator-"));
  let running = await startSimulator({ port: 0, dataDir, secret: SECRET });
  onTestFinished(async () => {
    await running.close();
    await rm(dataDir, { recursive: true });
  });
  const clients = () => ({
    url: running.url,
    bank: makeBank({ url: running.url, secret: SECRET, timeoutMs }),
    core: makeCore({ url: running.url, secret: SECRET, timeoutMs }),
    admin: makeSimulatorAdmin({ url: running.url, secret: SECRET }),
  });
  const first = clients();
  await first.admin.seed({
    accounts: [{ account: ACCOUNT, currency: "COP", balanceCents: 100_000n }],
    cards: ["1000000001", "1000000002", "1000000003"].map((card) => ({ card, product: "P1" })),
  });
  return {
    ...first,
    dataDir,
    async restart() {
      await running.close();
      running = await startSimulator({ port: 0, dataDir, secret: SECRET });
      return clients();
    },
    bankWill: (behaviour: Behaviour) => first.admin.script({ target: "bank", operation: "debit", behaviour }),
    coreWill: (behaviour: Behaviour) => first.admin.script({ target: "core", operation: "page", behaviour }),
    willMeet: (operation: Operation, behaviour: Behaviour) =>
      first.admin.script({ target: bankOperations.includes(operation) ? "bank" : "core", operation, behaviour }),
    balanceCents: async () => (await first.admin.state()).accounts.get(ACCOUNT)?.balanceCents,
    cardCents: async (card: string) => (await first.admin.state()).cards.get(card)?.balanceCents,
  };
}

export function makeDebit(change: Partial<Parameters<ReturnType<typeof makeBank>["debit"]>[0]> = {}) {
  return {
    reference: "OS-2026-000001",
    account: ACCOUNT,
    amountCents: 40_000n,
    currency: "COP",
    description: "Orden OS-2026-000001",
    ...change,
  };
}

export function makeRecharge(amounts: Record<string, bigint>, reference = "L-2026-000001.1"): CorePage {
  const lines = Object.entries(amounts).map(([card, amountCents], index) => ({
    reference: `${reference}.${index + 1}`,
    card,
    amountCents,
  }));
  return { reference, batch: "L-2026-000001", type: "RECARGA", product: "P1", lines };
}

export function makeIssue(people: Partial<IssueLine>[], reference = "L-2026-000002.1"): CorePage {
  const lines = people.map((person, index) => ({
    reference: `${reference}.${index + 1}`,
    documentType: "CC",
    documentNumber: String(30_000_001 + index),
    firstNames: "María José",
    lastNames: "Ñáñez D'Costa",
    branch: "001",
    amountCents: 0n,
    ...person,
  }));
  return { reference, batch: "L-2026-000002", type: "EMISION", product: "P1", lines };
}
