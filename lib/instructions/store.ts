import { digestOf } from "@/lib/approvals/confirmations";
import { assert } from "@/lib/assert";
import type { Context, TenantContext } from "@/lib/context";
import { DomainError, NotFound, type RefusalCode, type RefusalParams } from "@/lib/errors";
import type { CardReason } from "@/lib/gateways/core-cards";
import type { Currency, InstructionKind, InstructionStatus } from "@/lib/generated/prisma/enums";
import { type Item, totalOf } from "@/lib/instructions/rules";
import { traceparent } from "@/lib/spans";

/** What a person asks for, all of it or nothing, and the key that their form was made with. */
export type Asked = {
  kind: InstructionKind;
  key: string;
  items?: readonly Item[];
  totalCents?: bigint;
  /** The account at the bank that the person saw. */
  account?: string;
  description?: string;
  reason?: CardReason;
};

/** `again`: the same form came before, and this is what it did then. */
export type Instructed = { again: boolean; instructions: string[] };

/** With what `instruct()` refuses. */
const refusals = [
  "instruction.insufficient",
  "instruction.cardInsufficient",
  "instruction.amountLimit",
  "instruction.dayLimit",
  "instruction.cardLimit",
  "instruction.cardUnknown",
  "instruction.cardState",
  "instruction.cardBusy",
  "instruction.keyUsed",
  "instruction.productClosed",
  "confirm.changed",
] as const satisfies readonly RefusalCode[];

type Refused = { refused: (typeof refusals)[number] } & Record<string, string>;
type Answer = Instructed | Refused;

/**
 * Writes what a person asked for and confirmed just now by their clave: the statement, the instructions with their numbers, what the
 * ledger moves at once, the trail, and a job each. One round trip: the master account is held no longer than it takes.
 * @throws DomainError instruction.insufficient, cardInsufficient, amountLimit, dayLimit, cardLimit, cardUnknown, cardState, cardBusy,
 *   keyUsed, productClosed; confirm.changed when the company pays from another account by now
 */
export async function instruct(ctx: Context, asked: Asked): Promise<Instructed> {
  const { kind, key, items = [], description = "", reason } = asked;
  const ofBank = kind === "FUND" || kind === "WITHDRAW";
  const shown = {
    company: ctx.company.code,
    product: ctx.product.code,
    kind,
    items: items.map(({ card, amountCents }) =>
      amountCents === null ? { card } : { card, amountCents: amountCents.toString() },
    ),
    totalCents: (asked.totalCents ?? totalOf(items)).toString(),
    description,
    ...(ofBank && { account: asked.account }),
    ...(reason && { reason }),
  };
  const [row] = await ctx.tx.$queryRaw<{ answer: Answer }[]>`
    SELECT instruct(${shown}, ${digestOf(shown)}, ${key}::uuid, ${ctx.origin.address}, ${ctx.origin.requestId}, ${traceparent() ?? null}) AS answer`;
  assert(row, "a query of one row answers");
  if ("refused" in row.answer) throw refusalOf(row.answer);
  if (!row.answer.again) ctx.origin.wrote(row.answer.instructions.length);
  return row.answer;
}

/** `…Cents` are money in the sentence, so they are numbers again. */
function refusalOf({ refused, ...params }: Refused): DomainError {
  assert(refusals.includes(refused), "what is refused has its sentence");
  const figures: RefusalParams = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, name.endsWith("Cents") ? BigInt(value) : value]),
  );
  return new DomainError(refused, figures);
}

export type LockedInstruction = {
  id: bigint;
  number: string;
  kind: InstructionKind;
  status: InstructionStatus;
  fence: bigint;
  productId: number;
  currency: Currency;
  cents: bigint | null;
  account: string | null;
  description: string | null;
  reason: CardReason | null;
  card: bigint | null;
  cardReference: string | null;
};

/** Locks an instruction of the tenant. @throws NotFound */
export async function lockInstruction(ctx: TenantContext, id: bigint): Promise<LockedInstruction> {
  const [row] = await ctx.tx.$queryRaw<LockedInstruction[]>`
    SELECT i.id, i.number, i.kind::text AS kind, i.status::text AS status, i.fence, i.product_id AS "productId", p.currency::text AS currency, i.cents,
           i.account, i.description, i.reason, i.card_id AS card, c.reference AS "cardReference"
      FROM instruction i JOIN product p ON p.tenant_id = i.tenant_id AND p.id = i.product_id
      LEFT JOIN card c ON c.tenant_id = i.tenant_id AND c.id = i.card_id
     WHERE i.tenant_id = ${ctx.company.id} AND i.id = ${id} FOR NO KEY UPDATE OF i`;
  if (!row) throw new NotFound();
  return row;
}
