import { type FoundMember, searchTeams } from "@/lib/brokers/search";
import { inOwnCompanies, type OwnCompany } from "@/lib/companies/queries";
import { searchPatterns } from "@/lib/companies/rules";
import type { PersonContext } from "@/lib/context";
import type { BatchStatus, BatchType, CardStatus, OrderStatus } from "@/lib/generated/prisma/enums";
import { foundMax } from "@/lib/home/rules";

type Place = { company: { code: string; name: string }; product: { code: string; name: string } };
export type FoundBatch = Place & { number: string; fileName: string; type: BatchType; status: BatchStatus };
export type FoundOrder = Place & { number: string; status: OrderStatus };
export type FoundCard = Place & {
  reference: string;
  bin: string;
  last4: string;
  holder: string | null;
  status: CardStatus;
};
export type Found = { people: FoundMember[]; batches: FoundBatch[]; orders: FoundOrder[]; cards: FoundCard[] };

/** Cards are looked at in this number before the best are chosen: whoever types four digits means the last four. */
const cardsLookedAt = 24;

/**
 * Lots, orders and cards that match all words typed, of all companies of this person and of what they may read there, and people of the
 * brokers whose team they administer: at most eight of each kind. People by name; lots and orders newest first; cards whose last four digits or reference were typed, then by holder.
 */
export async function search(ctx: PersonContext, typed: string): Promise<Found> {
  const patterns = searchPatterns(typed);
  const found: Found = { people: [], batches: [], orders: [], cards: [] };
  if (patterns.length === 0) return found;
  await inOwnCompanies(ctx, async (own) => {
    found.batches.push(...(await batchesOf(ctx, own, patterns)));
    found.orders.push(...(await ordersOf(ctx, own, patterns)));
    found.cards.push(...(await cardsOf(ctx, own, patterns)));
  });
  const people = await searchTeams(ctx, patterns, foundMax);
  const word = typed.trim();
  const rank = ({ last4, reference }: FoundCard) => (last4 === word || reference === word ? 0 : 1);
  return {
    people: people.toSorted((one, other) => one.name.localeCompare(other.name)).slice(0, foundMax),
    batches: found.batches.slice(0, foundMax),
    orders: found.orders.slice(0, foundMax),
    cards: found.cards
      .toSorted((one, other) => rank(one) - rank(other) || (one.holder ?? "").localeCompare(other.holder ?? ""))
      .slice(0, foundMax),
  };
}

const productsOf = (own: OwnCompany) => own.products.map((product) => product.id);

/** Names the company and product of each row, newest first across products by the number they are called by. */
function placed<Row extends { product: number }>(
  own: OwnCompany,
  rows: readonly Row[],
): (Omit<Row, "product"> & Place)[] {
  return rows.flatMap(({ product: id, ...row }) => {
    const product = own.products.find((one) => one.id === id);
    if (!product) return [];
    const { code, name } = product;
    return [{ ...row, company: { code: own.code, name: own.name }, product: { code, name } }];
  });
}

async function batchesOf({ tx }: PersonContext, own: OwnCompany, patterns: string[]): Promise<FoundBatch[]> {
  if (!own.permissions.has("batch.read")) return [];
  const rows = await tx.$queryRaw<(Omit<FoundBatch, "company" | "product"> & { product: number })[]>`
    SELECT product, number, file_name AS "fileName", type::text AS type, status::text AS status
      FROM search_batches(${productsOf(own)}::int[], ${patterns}::text[], ${foundMax}) ORDER BY number DESC`;
  return placed(own, rows);
}

async function ordersOf({ tx }: PersonContext, own: OwnCompany, patterns: string[]): Promise<FoundOrder[]> {
  if (!own.permissions.has("order.read")) return [];
  const rows = await tx.$queryRaw<(Omit<FoundOrder, "company" | "product"> & { product: number })[]>`
    SELECT product, number, status::text AS status
      FROM search_orders(${productsOf(own)}::int[], ${patterns}::text[], ${foundMax}) ORDER BY number DESC`;
  return placed(own, rows);
}

async function cardsOf({ tx }: PersonContext, own: OwnCompany, patterns: string[]): Promise<FoundCard[]> {
  if (!own.permissions.has("card.read")) return [];
  const rows = await tx.$queryRaw<(Omit<FoundCard, "company" | "product"> & { product: number })[]>`
    SELECT product, reference, bin, last4, holder, status::text AS status
      FROM search_cards(${productsOf(own)}::int[], ${patterns}::text[], ${cardsLookedAt})`;
  return placed(own, rows);
}
