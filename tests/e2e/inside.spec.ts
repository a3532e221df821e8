import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@/tests/e2e/fixture";
import { startCollector } from "@/tests/inside/collector";
import { builtActions } from "@/tests/support/doors";
import { clave, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import { startPortal } from "@/tests/support/services";
import { beneficios, choose } from "@/tests/support/steps";

// What the built portal lets its keepers see, and nobody else.

type Line = Record<string, unknown> & { msg: string };

/** What a portal of the run has logged, or the one on a port of its own. */
const logText = (name = "portal") => readFileSync(path.join(process.env.DATA_DIR ?? "", `logs/${name}.log`), "utf8");
const linesOf = (text: string): Line[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);

test("a login leaves its lines in the portal's log under the trail's id, and nothing of what was typed", async ({
  page,
}) => {
  await signIn(page, "pagador1");
  await choose(page, beneficios);
  const cookies = await page.context().cookies();
  const [opened] = await asOwner<{ request_id: string }>(
    "SELECT request_id FROM audit_event WHERE event = 'session.opened' AND actor = 'pagador1' ORDER BY id DESC LIMIT 1",
  );
  const text = logText();
  const ends = linesOf(text).filter(({ msg, requestId }) => msg === "request" && requestId === opened?.request_id);
  expect(ends).toEqual([expect.objectContaining({ kind: "action", asks: "public", outcome: "done" })]);
  expect(linesOf(text)).toContainEqual(expect.objectContaining({ kind: "page", asks: "batch.read", outcome: "done" }));
  expect(cookies.length).toBeGreaterThan(0);
  for (const secret of [clave, ...cookies.map(({ value }) => value)]) expect(text).not.toContain(secret);
});

test("an error's page shows the id under which the log tells of it", async ({ page, browser }) => {
  await signIn(page, "maker1");
  await asOwner("ALTER FUNCTION session_touch(bytea) RENAME TO session_touch_away");
  const broken = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await broken.newPage();
  try {
    const answer = await other.request.get("/empresas/E1/P1");
    expect(answer.status()).toBe(500);
    const failed = linesOf(logText()).filter(({ outcome, kind }) => outcome === "failed" && kind === "page");
    const id = String(failed.at(-1)?.requestId);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.text()).toContain(id);
    expect(linesOf(logText())).toContainEqual(
      expect.objectContaining({ msg: "a page failed", requestId: id, reference: id }),
    );
  } finally {
    await asOwner("ALTER FUNCTION session_touch_away(bytea) RENAME TO session_touch");
    await broken.close();
  }
});

test("metrics are no address until a token is configured; with one, a portal tells whoever brings it, and traces", async ({
  request,
}) => {
  expect((await request.get("/api/metrics")).status()).toBe(404);
  const collector = await startCollector();
  const token = "un-secreto-de-prometheus-de-mas-de-32";
  Object.assign(process.env, {
    METRICS_TOKEN: token,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
  const portal = await startPortal();
  try {
    expect((await request.get(`${portal.url}/api/metrics`)).status()).toBe(401);
    const login = builtActions().find(({ name }) => name === "signInAction");
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ usuario: "maker1", clave: "no-es-la-clave" }))
      multipart.append(`_1_${name}`, value);
    multipart.append("0", '[null,"$K1"]');
    const refused = await request.post(`${portal.url}/ingresar`, {
      headers: { "Next-Action": login?.id ?? "", Accept: "text/x-component", Origin: process.env.PORTAL_URL ?? "" },
      multipart,
    });
    expect(refused.status()).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    const metrics = await (await request.get(`${portal.url}/api/metrics`, { headers })).text();
    expect(metrics).toMatch(
      /^contrafirma_requests_total\{kind="action",asks="public",outcome="access.credentials"\} 1$/m,
    );
    expect(metrics).toMatch(/^contrafirma_workers_alive [1-9]/m);
    expect(metrics).toMatch(/^contrafirma_connections\{state="max"\} 12$/m);
    await expect.poll(() => collector.spans().map(({ name }) => name)).toContain("POST /ingresar");
    expect(new Set(collector.spans().map(({ service }) => service))).toEqual(new Set(["contrafirma-portal"]));
    expect(collector.text()).not.toContain("no-es-la-clave");
  } finally {
    await portal.stop();
    for (const name of ["METRICS_TOKEN", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_BSP_SCHEDULE_DELAY"])
      delete process.env[name];
    collector.close();
  }
});
