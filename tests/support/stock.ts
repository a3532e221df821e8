import { runCommand } from "@/lib/command";
import { workerConfig } from "@/lib/config";
import { requestPaymentCode } from "@/lib/orders/commands";
import { codeOf } from "@/tests/support/login";
import { asOwner, confirm, recharge, sign, upload } from "@/tests/support/make";
import { type Person, person } from "@/tests/support/person";
import { atOnce } from "@/tests/support/racing";
import { orderOf, reaches } from "@/tests/support/spine";
import type { Two } from "@/tests/support/two";

// Many lots and orders at once, each brought to where a race begins: by the product's own commands, validated by the workers.

const lanes = 6;
const cards = 200;
let made = 0;

/** A file of one line, each on the next card of P1. */
export const oneLine = (): Buffer => recharge(1, { first: 10_000_001 + (made++ % cards) });

/** Makes uploads two hours old behind the trigger that keeps them as they are, so that the hour's quota never ends a race. */
export async function forgetQuota(): Promise<void> {
  await asOwner(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE upload SET created_at = created_at - interval '2 hours' WHERE status <> 'RECEIVING' AND created_at > app_now() - interval '1 hour';
  END $$`);
}

/** Lots that a worker has validated. */
export async function validLots(maker: Person, count: number, bytes: () => Buffer = oneLine): Promise<string[]> {
  const lots: string[] = [];
  while (lots.length < count) {
    await forgetQuota();
    const some = Array.from({ length: Math.min(100, count - lots.length) });
    lots.push(...(await atOnce(some, lanes, () => upload(maker, bytes()))));
  }
  await reaches(() => waitingToBeValid(lots), ["0"]);
  return lots;
}

async function waitingToBeValid(lots: readonly string[]): Promise<string> {
  const [row] = await asOwner<{ count: string }>(
    "SELECT count(*) FROM batch WHERE number = ANY($1) AND status <> 'VALID' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
    [lots],
  );
  return row?.count ?? "none";
}

/** A file whose only card stands twice, with two amounts: a lot with a warning. */
export const withWarning = (): Buffer => {
  const [header, line] = oneLine().toString().trim().split("\n");
  return Buffer.from([header, line, line?.replace(/;(\d+),00;/, ";$1,50;")].join("\n"));
};

/** Lots waiting for signatures. */
export async function confirmedLots(count: number): Promise<string[]> {
  const maker = await person("maker1");
  const lots = await validLots(maker, count);
  await atOnce(lots, lanes, (lot) => confirm(maker, lot));
  return lots;
}

/** Lots that firma1 has signed and one more must. */
export async function partlySignedLots(count: number): Promise<string[]> {
  const lots = await confirmedLots(count);
  await signTogether("firma1", lots);
  return lots;
}

/** Numbers of orders to be paid, one a lot. */
export async function issuedOrders(count: number): Promise<string[]> {
  const lots = await partlySignedLots(count);
  await signTogether("firma2", lots);
  return atOnce(lots, lanes, (lot) => orderOf(lot));
}

async function signTogether(username: string, lots: readonly string[]): Promise<void> {
  const signer = await person(username);
  for (let from = 0; from < lots.length; from += 100) await sign(signer, lots.slice(from, from + 100));
}

export type Code = { orden: string; confirmacion: string; codigo: string };
type Mail = { to: { address: string }[]; subject: string; text: string; date: string };

/** Asks for a code for each order and reads all of them in the mail: what the forms of payment carry. */
export async function codesFor(at: Pick<Two, "mailUrl">, payer: Person, orders: readonly string[]): Promise<Code[]> {
  const { secretsKeys } = workerConfig(process.env);
  const statements = await atOnce(orders, lanes, (orden) =>
    runCommand(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden }, secretsKeys)),
  );
  const codes = await mailedCodes(at, payer, orders);
  return orders.map((orden, index) => ({
    orden,
    confirmacion: statements[index] ?? "",
    codigo: codes.get(orden) ?? "",
  }));
}

/** The code mailed last to somebody about each of these orders, once all have arrived; their mails are thrown away. */
export async function mailedCodes(
  at: Pick<Two, "mailUrl">,
  who: Person,
  orders: readonly string[],
): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  const missing = async () => {
    const mails = (await (await fetch(`${at.mailUrl}/email`)).json()) as Mail[];
    for (const mail of mails) {
      const orden = /OS-\d{4}-\d{6}/.exec(mail.subject)?.[0];
      if (orden && mail.to.some((to) => to.address.startsWith(`${who.username}@`))) codes.set(orden, codeOf(mail));
    }
    return String(orders.filter((orden) => !codes.has(orden)).length);
  };
  await reaches(missing, ["0"]);
  await fetch(`${at.mailUrl}/email/all`, { method: "DELETE" });
  return codes;
}

/** A second preparer for the company, of the same profile as maker1. */
export async function secondMaker(username: string): Promise<void> {
  await asOwner(
    `WITH added AS (
       INSERT INTO app_user (username, name, document, email, password_hash, status)
       SELECT $1, 'Mónica Rueda Sanín', 'CC-79990001', $1 || '@demo.example', password_hash, 'ACTIVE' FROM app_user WHERE username = 'maker1'
       RETURNING id)
     INSERT INTO membership (tenant_id, user_id, profile_id, status, all_products)
     SELECT m.tenant_id, added.id, m.profile_id, 'ACTIVE', true FROM added, membership m JOIN app_user u ON u.id = m.user_id
      WHERE u.username = 'maker1'`,
    [username],
  );
}
