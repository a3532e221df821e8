import { afterAll, beforeAll, expect, test } from "vitest";
import { maskedMail } from "@/lib/mask";
import { orders } from "@/lib/messages/es/orders";
import type { CodeDelivery } from "@/lib/orders/rules";
import { words } from "@/lib/words";
import { asOwner } from "@/tests/support/make";
import { type Person, person, press, statementIn, wordsAt } from "@/tests/support/person";
import { told } from "@/tests/support/racing";
import { startMailServer } from "@/tests/support/smtp";
import { nextWeb, reaches, statusOfOrder } from "@/tests/support/spine";
import { issuedOrders } from "@/tests/support/stock";
import { startTwo, type Two } from "@/tests/support/two";

// The mail server refuses, puts off or says nothing: who asked for a code is answered at once, and told what became of it.

const waitMostMs = 3_000;
/** One more than two workers do jobs at once. */
const crowd = 9;

let two: Two;
let payer: Person;
let waiting: string[];
let server: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  server = await startMailServer();
  two = await startTwo({ label: "mail", env: { SMTP_URL: server.url } });
  payer = await person("pagador1");
  waiting = await issuedOrders(crowd + 3);
  // What a portal does for the first time only is not what is measured.
  for (const web of two.webs) await wordsAt(web, payer, "/empresas/E1/P1/consultas/ordenes");
});
afterAll(async () => {
  await two?.stop();
  server?.stop();
});

type Asked = { order: string; confirmation: string; ms: number };

/** Presses Pagar; the statement, and how long the answer took. */
async function ask(order: string): Promise<Asked> {
  const began = performance.now();
  const answer = await press(two, nextWeb(two), payer, "requestCodeAction", { orden: order });
  const ms = performance.now() - began;
  expect(told(answer)).toBe("done");
  return { order, confirmation: statementIn(answer), ms };
}

const anOrder = (): string => {
  const order = waiting.pop();
  if (!order) throw new Error("there are too few orders");
  return order;
};

/** What an open page is told each second. */
async function delivery({ confirmation }: Asked): Promise<string> {
  const address = `${nextWeb(two)}/api/avance/E1/P1?confirmacion=${confirmation}`;
  const response = await fetch(address, { headers: { Cookie: payer.cookie } });
  const { codes } = (await response.json()) as { codes: { number: string; status: string }[] };
  return codes.map(({ status }) => status).join();
}

const pageOf = ({ order, confirmation }: Asked) =>
  wordsAt(nextWeb(two), payer, `/empresas/E1/P1/consultas/ordenes/${order}?confirmacion=${confirmation}`);

/** The sentence of the page, with the address and the hour at which this code ends. */
async function sentence({ confirmation }: Asked, status: CodeDelivery): Promise<string> {
  const [row] = await asOwner<{ time: string }>(
    "SELECT to_char(expires_at AT TIME ZONE 'America/Bogota', 'HH24:MI') AS time FROM confirmation WHERE id = $1",
    [confirmation],
  );
  const mail = maskedMail("pagador1@demo.example");
  return words("es")(`orders.pay.delivery.${status}`, { mail, time: row?.time ?? "" });
}

/** Waits until the code's mail stands so; page and progress say the same. */
async function reachesDelivery(asked: Asked, status: CodeDelivery): Promise<void> {
  await reaches(() => delivery(asked), [status]);
  const page = await pageOf(asked);
  expect(page).toContain(await sentence(asked, status));
  expect(page.includes(orders.pay.title)).toBe(status !== "FAILED");
}

/** The code in the newest mail about an order. */
function codeIn(order: string): string {
  const mail = server.mails.findLast((content) => content.includes(order)) ?? "";
  return /^\d{6}$/m.exec(mail)?.[0] ?? "";
}

test("while the mail server says nothing, every Pagar is answered within three seconds and the page says that it is being sent", async () => {
  server.behave("silent");
  const crowded: Asked[] = [];
  for (let asked = 0; asked < crowd; asked += 1) crowded.push(await ask(anOrder()));
  const [first, last] = [crowded[0], crowded.at(-1)];
  if (!first || !last) throw new Error("nobody asked");
  expect(await pageOf(last)).toContain(await sentence(last, "SENDING"));
  expect(Math.max(...crowded.map(({ ms }) => ms))).toBeLessThan(waitMostMs);
  await reaches(async () => String(server.calls() > 0), ["true"]);
  const again = await ask(first.order);
  expect(again.ms).toBeLessThan(waitMostMs);
  expect(await pageOf(first)).toContain(orders.pay.gone);
  for (const asked of [again, last]) await reachesDelivery(asked, "DELAYED");
  server.behave("takes");
  for (const asked of [again, ...crowded.slice(1)]) await reachesDelivery(asked, "SENT");
  const code = { orden: again.order, confirmacion: again.confirmation, codigo: codeIn(again.order) };
  expect(told(await press(two, nextWeb(two), payer, "payOrderAction", code))).toBe("done");
  await reaches(() => statusOfOrder(again.order), ["PROCESSED"]);
});

test("a mail refused for good is told as such, without a field to type in; another code may be asked for", async () => {
  server.behave("refuses");
  const refused = await ask(anOrder());
  expect(refused.ms).toBeLessThan(waitMostMs);
  await reachesDelivery(refused, "FAILED");
  server.behave("takes");
  const another = await ask(refused.order);
  await reachesDelivery(another, "SENT");
  expect(await pageOf(refused)).toContain(orders.pay.gone);
  expect(codeIn(another.order)).toMatch(/^\d{6}$/);
});

test("a mail that the server wants later is tried again, and the page says so meanwhile", async () => {
  server.behave("later");
  const put = await ask(anOrder());
  expect(put.ms).toBeLessThan(waitMostMs);
  await reachesDelivery(put, "DELAYED");
  expect(codeIn(put.order)).toBe("");
  server.behave("takes");
  await reachesDelivery(put, "SENT");
  expect(codeIn(put.order)).toMatch(/^\d{6}$/);
});

test("nobody else is told of a person's mail", async () => {
  server.behave("takes");
  const own = await ask(anOrder());
  await reachesDelivery(own, "SENT");
  for (const other of [await person("pagador2"), await person("maker1")]) {
    const address = `${nextWeb(two)}/api/avance/E1/P1?confirmacion=${own.confirmation}`;
    const response = await fetch(address, { headers: { Cookie: other.cookie } });
    expect(((await response.json()) as { codes: unknown[] }).codes).toEqual([]);
  }
});

test("afterwards the books are right, and no portal wrote an error", async () => {
  const verified = await two.verify();
  expect(verified.ok, verified.text).toBe(true);
  for (const portal of ["portal-1", "portal-2"]) expect(two.logOf(portal)).not.toMatch(/"level":[56]0|⨯|Error:/);
});
