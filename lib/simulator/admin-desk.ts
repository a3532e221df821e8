import { z } from "zod";
import { accountKinds, movementAdds, movementKinds } from "@/lib/gateways/bank-book";
import { centsSchema, signedCentsSchema } from "@/lib/gateways/wire";
import type { AccountEntry } from "@/lib/simulator/book";
import type { Desk } from "@/lib/simulator/calls";
import type { Journal } from "@/lib/simulator/journal";
import { type Reply, reply } from "@/lib/simulator/reply";
import { type ScriptBook, scriptSchema } from "@/lib/simulator/scripts";
import type { CardEntry } from "@/lib/simulator/state";

const cents = centsSchema.transform(String);
const accountState = z.enum(["active", "inactive"]);
const cardState = z.enum(["active", "blocked", "cancelled"]);
const limit = cents.nullable();
const accountName = z.string().min(1).max(64);
const cardName = z.string().regex(/^[0-9]{10}$/);

const pastMovement = z
  .strictObject({
    at: z.iso.datetime(),
    kind: z.enum(movementKinds),
    amountCents: signedCentsSchema,
    reference: z.string().max(80).default(""),
    description: z.string().max(200).default(""),
  })
  .refine(({ kind, amountCents }) => amountCents !== 0n && amountCents > 0n === movementAdds(kind))
  .transform((movement) => ({ ...movement, amountCents: movement.amountCents.toString() }));
const book = {
  kind: z.enum(accountKinds).optional(),
  heldCents: cents.optional(),
  movements: z.array(pastMovement).optional(),
};

const seedSchema = z.strictObject({
  accounts: z.array(
    z.strictObject({
      account: accountName,
      currency: z.string().regex(/^[A-Z]{3}$/),
      balanceCents: cents,
      state: accountState.default("active"),
      limitCents: limit.default(null),
      ...book,
    }),
  ),
  cards: z.array(
    z.strictObject({
      card: cardName,
      product: z.string().min(1).max(80).nullable().default(null),
      balanceCents: cents.default("0"),
      state: cardState.default("active"),
      limitCents: limit.default(null),
    }),
  ),
});

const changeSchema = z.strictObject({
  accounts: z.array(
    z.strictObject({
      account: accountName,
      balanceCents: cents.optional(),
      state: accountState.optional(),
      limitCents: limit.optional(),
      ...book,
    }),
  ),
  cards: z.array(
    z.strictObject({
      card: cardName,
      balanceCents: cents.optional(),
      state: cardState.optional(),
      limitCents: limit.optional(),
    }),
  ),
});

/** Seeds, changes, scripts and what the simulator holds; null where there is no such path. */
export function administer(desk: Desk, scripts: ScriptBook, method: string, path: string, body: unknown): Reply | null {
  switch (`${method} ${path}`) {
    case "POST /admin/seed":
      return seed(desk, body);
    case "POST /admin/change":
      return change(desk, body);
    case "POST /admin/script": {
      const parsed = z.strictObject({ scripts: z.array(scriptSchema) }).safeParse(body);
      if (!parsed.success) return invalid();
      scripts.add(parsed.data.scripts);
      return reply(200, { pending: scripts.pending() });
    }
    case "DELETE /admin/script":
      scripts.reset();
      return reply(200, { pending: 0 });
    case "GET /admin/state":
      return reply(200, { ...holdings(desk), scripts: scripts.pending() });
    default:
      return null;
  }
}

/** Adds what is not there yet; what is there keeps its balance and state, so seeding again changes nothing. */
function seed({ state, journal }: Desk, body: unknown): Reply {
  const parsed = seedSchema.safeParse(body);
  if (!parsed.success) return invalid();
  const accounts = parsed.data.accounts.filter(({ account }) => !state.accounts.has(account));
  const cards = parsed.data.cards.filter(({ card }) => !state.cards.has(card));
  record(journal, accounts, cards);
  return reply(200, { accounts: accounts.length, cards: cards.length });
}

function change({ state, journal }: Desk, body: unknown): Reply {
  const parsed = changeSchema.safeParse(body);
  if (!parsed.success) return invalid();
  const accounts: AccountEntry[] = [];
  for (const given of parsed.data.accounts) {
    const found = state.accounts.get(given.account);
    if (!found) return reply(404, { error: "notFound" });
    const { currency, state: was } = found;
    accounts.push({ currency, state: was, ...amounts(found), ...given });
  }
  const cards: CardEntry[] = [];
  for (const given of parsed.data.cards) {
    const found = state.cards.get(given.card);
    if (!found) return reply(404, { error: "notFound" });
    cards.push({ ...found, ...amounts(found), ...given });
  }
  record(journal, accounts, cards);
  return reply(200, { accounts: accounts.length, cards: cards.length });
}

function record(journal: Journal, accounts: AccountEntry[], cards: CardEntry[]): void {
  if (accounts.length > 0) journal.append({ happened: "accounts", accounts, at: new Date().toISOString() });
  if (cards.length > 0) journal.append({ happened: "cards", cards });
}

function holdings({ state }: Desk) {
  return {
    accounts: Array.from(state.accounts, ([account, { movements, heldCents, ...held }]) => ({
      account,
      ...held,
      ...amounts(held),
      heldCents: heldCents.toString(),
      movements: movements.length,
    })),
    cards: Array.from(state.cards, ([card, held]) => ({ card, ...held, ...amounts(held) })),
    debits: Array.from(state.debits.values(), ({ answer }) => answer),
    credits: Array.from(state.credits.values(), ({ answer }) => answer),
    instructions: Array.from(state.instructions.values(), ({ answer }) => answer),
    pages: Array.from(state.pages.values(), ({ hash: _hash, answer: _answer, ...page }) => page),
  };
}

function amounts({ balanceCents, limitCents }: { balanceCents: bigint; limitCents: bigint | null }) {
  return { balanceCents: balanceCents.toString(), limitCents: limitCents === null ? null : limitCents.toString() };
}

function invalid(): Reply {
  return reply(400, { error: "invalid" });
}
