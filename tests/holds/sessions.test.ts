import { afterAll, beforeAll, expect, test } from "vitest";
import { newSecret } from "@/lib/auth/commands";
import { clave } from "@/tests/support/login";
import { asOwner } from "@/tests/support/make";
import { type Person, person, press } from "@/tests/support/person";
import { startTwo, type Two } from "@/tests/support/two";

// Two portals on one database: what ends a session or a right at one is so at the next request at the other, and on open streams.

const place = "/empresas/E1/P1/lotes/carga";
const streamEndsMs = 5_000;
const fresh = "siete-mares-y-un-tambor";

let two: Two;
beforeAll(async () => {
  two = await startTwo({ label: "sessions" });
});
afterAll(() => two?.stop());

const get = (web: string, who: Person, path: string, accept = "text/html") =>
  fetch(`${web}${path}`, { redirect: "manual", headers: { Cookie: who.cookie, Accept: accept } });

/** What a page, a thing of the person's own and a file of figures answer, at both portals. */
async function answers(who: Person): Promise<string[]> {
  const each = two.webs.map(async (web) => {
    const [page, own, figures] = await Promise.all([
      get(web, who, place),
      get(web, who, "/api/sesion"),
      get(web, who, "/api/avance/E1/P1", "application/json"),
    ]);
    const to = page.headers.get("location") ?? "";
    return `${page.status}${to.startsWith("/ingresar") ? " login" : ""} ${own.status} ${figures.status}`;
  });
  return Promise.all(each);
}
const alive = ["200 200 200", "200 200 200"];
const dead = ["307 login 401 401", "307 login 401 401"];

/** A stream that is open at a portal: what it says last, and how long after `act` it ended. */
async function streamDuring(
  web: string,
  who: Person,
  act: () => Promise<unknown>,
): Promise<{ last: string; ms: number }> {
  const stream = await get(web, who, "/api/avance/E1/P1", "text/event-stream");
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const said = stream.text();
  await act();
  const began = performance.now();
  const last = (await said).trimEnd().split("\n\n").at(-1) ?? "";
  return { last, ms: performance.now() - began };
}

const whyOf = async (web: string, who: Person) =>
  ((await (await get(web, who, "/api/sesion")).json()) as { why?: string | null }).why;

test("a logout at one portal is one at the other, on its open stream too, and its cookie stays dead", async () => {
  const who = await person("maker1");
  const [one, other] = two.webs;
  expect(await answers(who)).toEqual(alive);
  const { last, ms } = await streamDuring(other, who, async () => {
    const left = await fetch(`${one}/api/salir`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: who.cookie, Origin: two.origin },
    });
    expect(left.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(await answers(who)).toEqual(dead);
  });
  expect(last).toBe("event: end\ndata: session");
  expect(ms).toBeLessThan(streamEndsMs);
  expect(await answers(who)).toEqual(dead);
});

test("a session closed from another at one portal is over at the other, which says why", async () => {
  const [here, there] = [await person("firma1"), await person("firma1")];
  const [one, other] = two.webs;
  const { last, ms } = await streamDuring(other, there, async () => {
    expect(await press(two, one, here, "closeOtherSessionsAction", { clave: "no-es-mi-clave-12" })).toMatchObject({
      kind: "refused",
    });
    expect(await answers(there)).toEqual(alive);
    expect(await press(two, one, here, "closeOtherSessionsAction", { clave })).toMatchObject({ kind: "done" });
    expect(await answers(there)).toEqual(dead);
  });
  expect(last).toBe("event: end\ndata: session");
  expect(ms).toBeLessThan(streamEndsMs);
  expect(await whyOf(other, there)).toBe("CLOSED");
  expect(await answers(here)).toEqual(alive);
});

test("a new clave at one portal ends the others' sessions at the other, and the copy of its own cookie", async () => {
  const [here, there] = [await person("firma2"), await person("firma2")];
  const [one, other] = two.webs;
  const { last, ms } = await streamDuring(other, there, async () => {
    expect(
      await press(two, one, here, "changePasswordAction", { clave, claveNueva: fresh, claveRepetida: fresh }),
    ).toMatchObject({ kind: "done" });
    expect(await answers(there)).toEqual(dead);
  });
  expect(last).toBe("event: end\ndata: session");
  expect(ms).toBeLessThan(streamEndsMs);
  expect(await whyOf(other, there)).toBe("PASSWORD");
  // It went on under another secret.
  expect(await answers(here)).toEqual(dead);
  expect(await press(two, other, here, "signInAction", { usuario: "firma2", clave })).toMatchObject({
    kind: "refused",
  });
  expect(await press(two, other, here, "signInAction", { usuario: "firma2", clave: fresh })).toMatchObject({
    kind: "done",
  });
});

test("a person made inactive is out at both portals at once, streams included", async () => {
  const who = await person("maker1");
  const set = (status: string) => asOwner("UPDATE app_user SET status = $1 WHERE username = 'maker1'", [status]);
  const { last, ms } = await streamDuring(two.webs[1], who, async () => {
    await set("INACTIVE");
    expect(await answers(who)).toEqual(dead);
  });
  expect(last).toBe("event: end\ndata: session");
  expect(ms).toBeLessThan(streamEndsMs);
  await set("ACTIVE");
});

test("another profile acts at the next request at both portals, in both directions; a stream whose right is gone ends", async () => {
  const who = await person("consulta1");
  const profile = (name: string) =>
    asOwner(
      `UPDATE membership SET profile_id = (SELECT id FROM profile WHERE name = $1 AND tenant_id = membership.tenant_id)
        WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')`,
      [name],
    );
  const orders = () =>
    Promise.all(two.webs.map(async (web) => (await get(web, who, "/empresas/E1/P1/consultas/ordenes")).status));
  expect(await orders()).toEqual([404, 404]);
  await profile("Auditoría");
  expect(await orders()).toEqual([200, 200]);
  await profile("Consulta");
  expect(await orders()).toEqual([404, 404]);
  const own =
    "profile_id = (SELECT profile_id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'consulta1') AND permission = 'batch.read'";
  const [row] = await asOwner<{ tenant_id: number; profile_id: number }>(
    `SELECT tenant_id, profile_id FROM profile_permission WHERE ${own}`,
  );
  const { last, ms } = await streamDuring(two.webs[0], who, async () => {
    await asOwner(`DELETE FROM profile_permission WHERE ${own}`);
    expect(await answers(who)).toEqual(["404 200 404", "404 200 404"]);
  });
  expect(last).toBe("event: end\ndata: gone");
  expect(ms).toBeLessThan(streamEndsMs);
  await asOwner(
    "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES ($1, $2, 'consultas.archivos', 'batch.read')",
    [row?.tenant_id, row?.profile_id],
  );
});

test("somebody who leaves a broker's team at one portal gets nothing at the other, at their next request", async () => {
  const who = await person("b1u0127", "B1", "");
  const [one, other] = two.webs;
  const asked = async (web: string) => {
    const [page, own, news] = await Promise.all([
      get(web, who, "/corredores/inicio?empresa=B1"),
      get(web, who, "/api/sesion"),
      get(web, who, "/api/avisos", "application/json"),
    ]);
    return [page.status, own.status, news.status];
  };
  expect(await Promise.all(two.webs.map(asked))).toEqual(Array(2).fill([200, 200, 200]));
  const [member] = await asOwner<{ version: number }>(
    "SELECT version FROM membership WHERE person_username = 'b1u0127'",
  );
  const version = String(member?.version);
  const began = performance.now();
  expect(
    await press(two, one, await person("sup1", "B1", ""), "leaveTeamAction", {
      persona: "b1u0127",
      version,
      hereda: "",
    }),
  ).toMatchObject({ kind: "done", to: expect.stringContaining("/salida/S-000001") });
  expect(await asked(other)).toEqual([307, 401, 401]);
  expect(performance.now() - began).toBeLessThan(streamEndsMs);
  expect(await asked(one)).toEqual([307, 401, 401]);
});

test("a session that neither portal opened, however well made, is nobody's", async () => {
  const who = { ...(await person("maker1")), cookie: `__Host-contrafirma=${newSecret()}` };
  expect(await answers(who)).toEqual(dead);
});
