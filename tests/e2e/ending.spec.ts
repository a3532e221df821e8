import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { Page } from "@playwright/test";
import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";
import { until } from "@/lib/cli/ports";
import { expect, test } from "@/tests/e2e/fixture";
import { builtActions } from "@/tests/support/doors";
import { changePerson, clave, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import { startPortal } from "@/tests/support/services";
import { beneficios, confirmedLot, rechargeOf } from "@/tests/support/steps";

// A second portal on the same database, build and public origin is told to end while it works.

const own = () => process.env.PORTAL_URL ?? "";

/** The person's session, as every portal of the origin takes it. */
async function headersOf(page: Page): Promise<Record<string, string>> {
  const cookies = await page.context().cookies();
  return { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "), Origin: own() };
}

/** Posts an action as React's client does, to its page at a portal. */
async function post(page: string, name: string, fields: Record<string, string>, headers: Record<string, string>) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(`_1_${field}`, value);
  form.append("0", '[null,"$K1"]');
  const id = builtActions().find((action) => action.name === name)?.id ?? "";
  const answer = await fetch(page, {
    method: "POST",
    headers: { ...headers, "Next-Action": id, Accept: "text/x-component" },
    body: form,
  });
  return {
    status: answer.status,
    leads: answer.headers.get("x-action-redirect"),
    connection: answer.headers.get("connection"),
    text: await answer.text(),
  };
}

const statusOf = async (lot: string) =>
  (
    await asOwner<{ status: string }>(
      "SELECT status FROM batch WHERE number = $1 AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
      [lot],
    )
  )[0]?.status;

const refused = (url: string) =>
  fetch(`${url}/api/health`).then(
    () => false,
    () => true,
  );

/** Holds a lot's row while `work` runs, and lets go of it where `work` says. */
async function holding(lot: string, work: (release: () => Promise<unknown>) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: withEmbedded().DATABASE_URL });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "SELECT 1 FROM batch WHERE number = $1 AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1') FOR UPDATE",
      [lot],
    );
    await work(() => client.query("COMMIT"));
  } finally {
    await client.end();
  }
}

const somebodyWaits = async () => (await asOwner("SELECT 1 FROM pg_locks WHERE NOT granted")).length > 0;

/** An upload that has sent half of its file; `rest` sends what is missing. */
function halfUpload(url: string, headers: Record<string, string>) {
  const id = crypto.randomUUID();
  const { name, bytes } = rechargeOf(3_000);
  const half = Math.floor(bytes.length / 2);
  const going = request(`${url}/api/cargas/E1/P1?${new URLSearchParams({ id, tipo: "RECARGA", nombre: name })}`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/octet-stream", "Content-Length": bytes.length },
  });
  const answer = new Promise<IncomingMessage | Error>((resolve) => {
    going.once("response", resolve);
    going.once("error", resolve);
  });
  going.write(bytes.subarray(0, half));
  const begun = () => until(async () => (await asOwner("SELECT 1 FROM upload WHERE id = $1", [id])).length > 0, 60_000);
  return { id, begun, rest: () => going.end(bytes.subarray(half)), answer };
}

test("an action that waits when its portal is told to end is answered, done once, and the other portal goes on", async ({
  page,
}) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(3));
  await changePerson(page, "firma1");
  const headers = await headersOf(page);
  const second = await startPortal();
  const ended = once(second.child, "exit");
  const [before] = await asOwner<{ version: number }>(
    "SELECT version FROM batch WHERE number = $1 AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
    [lot],
  );
  await holding(lot, async (release) => {
    const fields = {
      empresa: "E1",
      producto: "P1",
      lote: lot,
      version: String(before?.version),
      motivo: "Se detuvo a medias",
      clave,
    };
    const answer = post(`${second.url}/empresas/E1/P1/lotes/${lot}`, "rejectBatchAction", fields, headers);
    expect(await until(somebodyWaits, 60_000)).toBe(true);
    second.child.kill("SIGTERM");
    expect(await until(() => refused(second.url), 10_000)).toBe(true);
    expect(await statusOf(lot)).toBe("CONFIRMED");
    await release();
    const { status, leads, connection, text } = await answer;
    expect({ status, connection }, text).toEqual({ status: 200, connection: "close" });
    expect(leads, text).toContain(lot);
  });
  expect(await ended).toEqual([0, null]);
  expect(await statusOf(lot)).toBe("REJECTED");
  expect(
    await asOwner("SELECT 1 FROM audit_event WHERE event = 'batch.rejected' AND subject = $1", [lot]),
  ).toHaveLength(1);
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await expect(page.getByRole("main")).toContainText("Se detuvo a medias");
});

test("an upload in mid-body when its portal is told to end comes to its lot", async ({ page }) => {
  await signIn(page, "maker1");
  const second = await startPortal();
  const ended = once(second.child, "exit");
  const upload = halfUpload(second.url, await headersOf(page));
  expect(await upload.begun()).toBe(true);
  second.child.kill("SIGTERM");
  expect(await until(() => refused(second.url), 10_000)).toBe(true);
  upload.rest();
  const answer = await upload.answer;
  expect("statusCode" in answer && answer.statusCode).toBe(201);
  expect(await ended).toEqual([0, null]);
  expect(await asOwner("SELECT 1 FROM batch WHERE upload_id = $1", [upload.id])).toHaveLength(1);
});

test("an upload that does not come to its end is cut off in time and leaves no lot; readiness says no meanwhile", async ({
  page,
}) => {
  await signIn(page, "maker1");
  Object.assign(process.env, { STOP_DRAIN_SECONDS: "4", STOP_WITHIN_SECONDS: "2" });
  const second = await startPortal();
  delete process.env.STOP_DRAIN_SECONDS;
  delete process.env.STOP_WITHIN_SECONDS;
  const ended = once(second.child, "exit");
  const upload = halfUpload(second.url, await headersOf(page));
  expect(await upload.begun()).toBe(true);
  expect((await fetch(`${second.url}/api/ready`)).status).toBe(200);
  const toldAt = Date.now();
  second.child.kill("SIGTERM");
  // A balancer keeps its connections: the answer on a kept one says no, and closes it.
  const kept = new Agent({ keepAlive: true });
  const ready = async () => {
    const [answer] = (await once(request(`${second.url}/api/ready`, { agent: kept }).end(), "response")) as [
      IncomingMessage,
    ];
    answer.resume();
    return `${answer.statusCode} ${answer.headers.connection}`;
  };
  expect(await until(async () => (await ready()) === "503 close", 3_500)).toBe(true);
  expect(await ended).toEqual([0, null]);
  expect(Date.now() - toldAt).toBeLessThan(20_000);
  expect(await upload.answer).toBeInstanceOf(Error);
  expect(await asOwner("SELECT 1 FROM batch WHERE upload_id = $1", [upload.id])).toEqual([]);
  expect(await asOwner("SELECT status FROM upload WHERE id = $1", [upload.id])).not.toEqual([{ status: "STORED" }]);
  await page.goto("/empresas");
  await expect(page.getByRole("heading", { level: 1, name: "Empresas" })).toBeVisible();
});

test("an open stream of progress ends at the word, so that a portal in drain is not held up by it", async ({
  page,
}) => {
  await signIn(page, "maker1");
  Object.assign(process.env, { STOP_DRAIN_SECONDS: "4", STOP_WITHIN_SECONDS: "30" });
  const second = await startPortal();
  delete process.env.STOP_DRAIN_SECONDS;
  delete process.env.STOP_WITHIN_SECONDS;
  const ended = once(second.child, "exit");
  const headers = { ...(await headersOf(page)), Accept: "text/event-stream" };
  const stream = await fetch(`${second.url}/api/avance/E1/P1`, { headers });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const told = stream.text();
  const toldAt = Date.now();
  second.child.kill("SIGTERM");
  expect(await told).toContain("data: {");
  expect(Date.now() - toldAt).toBeLessThan(3_500);
  expect(await ended).toEqual([0, null]);
  expect(Date.now() - toldAt).toBeLessThan(20_000);
});
