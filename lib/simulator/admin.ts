import { z } from "zod";
import type { AccountKind, BankMovementKind } from "@/lib/gateways/bank-book";
import { type Ask, makeSignedHttp } from "@/lib/gateways/signed-http";
import { centsSchema } from "@/lib/gateways/wire";
import type { Script } from "@/lib/simulator/scripts";

/** One line of an account's past; below zero for what went out, as its kind says. */
export type MovementSeed = {
  at: Date;
  kind: BankMovementKind;
  amountCents: bigint;
  reference?: string;
  description?: string;
};
export type AccountSeed = {
  account: string;
  currency: string;
  /** What may be spent (Disponible). */
  balanceCents: bigint;
  /** CHECKING when absent. */
  kind?: AccountKind;
  /** What waits for clearing beside the balance (Canje). */
  heldCents?: bigint;
  /** Its whole book, oldest first, which ends at its balance; given with a change, it takes the place of what was there. */
  movements?: MovementSeed[];
  state?: "active" | "inactive";
  limitCents?: bigint | null;
};
export type CardSeed = {
  card: string;
  /** When given, only pages of this product find the card. */
  product?: string | null;
  balanceCents?: bigint;
  state?: "active" | "blocked" | "cancelled";
  limitCents?: bigint | null;
};
export type AccountChange = Pick<AccountSeed, "account"> & Partial<Omit<AccountSeed, "account" | "currency">>;
export type CardChange = Omit<CardSeed, "product">;

const orderSchema = z.object({
  reference: z.string(),
  account: z.string(),
  amountCents: centsSchema,
  status: z.string(),
});
const stateSchema = z.object({
  accounts: z.array(
    z.object({
      account: z.string(),
      currency: z.string(),
      balanceCents: centsSchema,
      state: z.string(),
      limitCents: centsSchema.nullable(),
      heldCents: centsSchema,
      /** How many. */
      movements: z.number(),
    }),
  ),
  cards: z.array(
    z.object({
      card: z.string(),
      product: z.string().nullable(),
      balanceCents: centsSchema,
      state: z.string(),
      limitCents: centsSchema.nullable(),
    }),
  ),
  debits: z.array(orderSchema),
  credits: z.array(orderSchema),
  instructions: z.array(z.object({ reference: z.string(), card: z.string(), kind: z.string(), status: z.string() })),
  pages: z.array(
    z.object({ reference: z.string(), batch: z.string(), type: z.string(), lines: z.number(), rejected: z.number() }),
  ),
  scripts: z.number(),
});

export type SimulatorState = {
  accounts: Map<string, z.infer<typeof stateSchema>["accounts"][number]>;
  cards: Map<string, z.infer<typeof stateSchema>["cards"][number]>;
  debits: z.infer<typeof orderSchema>[];
  credits: z.infer<typeof orderSchema>[];
  instructions: z.infer<typeof stateSchema>["instructions"];
  pages: z.infer<typeof stateSchema>["pages"];
  /** How many scripts have not been played out. */
  scripts: number;
};

export type SimulatorAdmin = {
  /** Adds the accounts and cards that are not there yet; those that are keep their balance and state. */
  seed(seed: { accounts?: AccountSeed[]; cards?: CardSeed[] }): Promise<{ accounts: number; cards: number }>;
  /** Sets balance, state, limit or book of what is there; all or nothing. A balance set alone is a note in the account's book. */
  change(change: { accounts?: AccountChange[]; cards?: CardChange[] }): Promise<void>;
  /** Behaviours for requests to come, played oldest first. */
  script(...scripts: Script[]): Promise<void>;
  resetScripts(): Promise<void>;
  state(): Promise<SimulatorState>;
};

/** Client of the simulator's own desk, for seeds and tests. Throws when the simulator does not do what it was asked. */
export function makeSimulatorAdmin({ url, secret }: { url: string; secret: string }): SimulatorAdmin {
  const send = makeSignedHttp({ url, secret, timeoutMs: 60_000, bytesMax: 256 * 1024 * 1024 });
  const ask = async (request: Ask): Promise<unknown> => {
    const got = await send(request);
    if (got.kind === "answer" && got.status === 200) return got.body;
    const met = got.kind === "answer" ? String(got.status) : got.why;
    throw new Error(`Simulator: ${request.method} ${request.path} met ${met}`);
  };
  return {
    async seed({ accounts = [], cards = [] }) {
      const body = { accounts: accounts.map(wire), cards: cards.map(wire) };
      const added = await ask({ method: "POST", path: "/admin/seed", body });
      return z.object({ accounts: z.number(), cards: z.number() }).parse(added);
    },
    async change({ accounts = [], cards = [] }) {
      await ask({
        method: "POST",
        path: "/admin/change",
        body: { accounts: accounts.map(wire), cards: cards.map(wire) },
      });
    },
    async script(...scripts) {
      await ask({ method: "POST", path: "/admin/script", body: { scripts } });
    },
    async resetScripts() {
      await ask({ method: "DELETE", path: "/admin/script" });
    },
    async state() {
      const { accounts, cards, ...rest } = stateSchema.parse(await ask({ method: "GET", path: "/admin/state" }));
      return {
        ...rest,
        accounts: new Map(accounts.map((one) => [one.account, one])),
        cards: new Map(cards.map((one) => [one.card, one])),
      };
    },
  };
}

/** Amounts as they travel: decimal strings of cents. */
function wire({ movements, ...entry }: object & { movements?: MovementSeed[] }): object {
  const cents = Object.entries(entry).map(([key, value]) => [
    key,
    typeof value === "bigint" ? value.toString() : value,
  ]);
  return { ...Object.fromEntries(cents), ...(movements && { movements: movements.map((one) => wire(one)) }) };
}
