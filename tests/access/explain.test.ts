import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { findFacts, findPeople, listGranting, listHolders } from "@/lib/access/queries";
import { explain, type Facts, type Obstacle } from "@/lib/access/rules";
import { type Channel, catalog, channels, flagsOf, isOfProducts, type Permission, services } from "@/lib/catalog";
import { read, readCompany } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { database, type Tx } from "@/lib/db";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What the explanation says, against the doors: people, profiles, scopes and contracted sets at random, on the real database.

const peopleCount = 160;
const triplesCount = 10_000;
const actions = services.flatMap((service) => [...catalog[service].grants]);
const codes = { E1: ["P1", "P2"], E2: ["P9"] } as const;
type Code = keyof typeof codes;
/** What the door says when this stands first in its way. */
const answers: Record<Obstacle, string> = {
  notHere: "NotFound",
  invited: "NotSignedIn",
  personInactive: "NotSignedIn",
  membershipInactive: "NotFound",
  suspended: "access.suspended",
  product: "NotFound",
  profileInactive: "access.notAllowed",
  notContracted: "access.notAllowed",
  noApp: "access.notAllowed",
  channel: "access.notAllowed",
  action: "access.notAllowed",
};

/** Numbers that are the same in each run: 0 ≤ n < 1. */
function* numbers(seed: string): Generator<number, never> {
  for (let at = 0; ; at += 1) {
    const bytes = createHash("sha256").update(`${seed} ${at}`).digest();
    for (let index = 0; index < bytes.length; index += 4) yield bytes.readUInt32BE(index) / 2 ** 32;
  }
}
const stream = numbers("why");
const chance = (of: number) => stream.next().value < of;
const oneOf = <One>(list: readonly One[]): One => list[Math.floor(stream.next().value * list.length)] as One;

const tenants = {} as Record<Code, number>;
/** multi1 administers both. */
let asker: number;
const callers = new Map<string, Caller>();

beforeAll(async () => {
  await demonstration();
  const [multi1] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = 'multi1'");
  asker = multi1?.id ?? 0;
  for (const code of ["E1", "E2"] as const) {
    const [row] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = $1", [code]);
    tenants[code] = row?.id ?? 0;
    await placeProfiles(tenants[code]);
  }
  await placePeople();
});

/** Forty profiles with flags at random, some inactive; some services are no longer contracted. */
async function placeProfiles(tenant: number): Promise<void> {
  const flags = Array.from({ length: 40 }, (_, nth) => {
    const density = 0.3 + (nth % 7) * 0.1;
    return services.flatMap((service) =>
      flagsOf(service).flatMap((flag) => (chance(density) ? [{ nth, service, flag }] : [])),
    );
  }).flat();
  const states = Array.from({ length: 40 }, () => (chance(0.2) ? "INACTIVE" : "ACTIVE"));
  await asOwner(
    `WITH made AS (INSERT INTO profile (tenant_id, name, status)
       SELECT $1, 'Azar ' || (n - 1), s::profile_status FROM unnest($2::text[]) WITH ORDINALITY AS x (s, n) RETURNING id, name)
     INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
     SELECT $1, made.id, f.service, f.flag FROM unnest($3::int[], $4::text[], $5::text[]) AS f (nth, service, flag) JOIN made ON made.name = 'Azar ' || f.nth`,
    [tenant, states, flags.map((one) => one.nth), flags.map((one) => one.service), flags.map((one) => one.flag)],
  );
  const dropped = services.filter((service) => !service.startsWith("administracion") && chance(0.25));
  await asOwner("DELETE FROM contracted_service WHERE tenant_id = $1 AND service = ANY ($2)", [tenant, dropped]);
}

/** People of one company, of the other, or of both, in every state, each signed in in every channel. */
async function placePeople(): Promise<void> {
  const people = Array.from({ length: peopleCount }, (_, nth) => ({
    nth,
    status: chance(0.1) ? "INACTIVE" : chance(0.07) ? "INVITED" : "ACTIVE",
    of: (["E1", "E2"] as const).filter(() => chance(0.75)),
  }));
  await asOwner(
    `INSERT INTO app_user (username, name, document, email, status, password_hash)
     SELECT 'azar' || n, 'Persona ' || n, 'CC-77' || n, 'azar' || n || '@demo.example', s::user_status, 'x'
       FROM unnest($1::int[], $2::text[]) AS x (n, s)`,
    [people.map((one) => one.nth), people.map((one) => one.status)],
  );
  for (const code of ["E1", "E2"] as const) {
    const here = people.filter(({ of }) => of.includes(code)).map(({ nth }) => nth);
    await asOwner(
      `WITH made AS (INSERT INTO membership (tenant_id, user_id, profile_id, status, all_products, status_reason, status_at)
         SELECT $1, u.id, p.id, x.status::member_status, x.every, 'Prueba de azar', now()
           FROM unnest($2::int[], $3::int[], $4::text[], $5::boolean[]) AS x (nth, profile, status, every)
           JOIN app_user u ON u.username = 'azar' || x.nth JOIN profile p ON p.tenant_id = $1 AND p.name = 'Azar ' || x.profile
         RETURNING id, user_id)
       INSERT INTO membership_product (tenant_id, membership_id, product_id)
       SELECT $1, made.id, d.id FROM made JOIN product d ON d.tenant_id = $1 WHERE (made.id * 7 + d.id) % 3 = 0`,
      [
        tenants[code],
        here,
        here.map(() => Math.floor(stream.next().value * 40)),
        here.map(() => (chance(0.15) ? "INACTIVE" : "ACTIVE")),
        here.map(() => chance(0.5)),
      ],
    );
  }
  const sessions = people.flatMap(({ nth }) => channels.map((channel) => ({ username: `azar${nth}`, channel })));
  const tokenOf = (key: string) => new Uint8Array(createHash("sha256").update(key).digest());
  for (const { username, channel } of sessions) {
    const key = `${username} ${channel}`;
    callers.set(key, { token: tokenOf(key), company: null, product: null, address: "127.0.0.1", requestId: key });
  }
  await asOwner(
    `INSERT INTO session (token_hash, user_id, address, device, stage, channel, expires_at)
     SELECT x.token, u.id, '127.0.0.1', 'test', 'DONE', x.channel::channel, app_now() + CASE x.channel WHEN 'APP' THEN interval '15 minutes' ELSE interval '8 hours' END
       FROM unnest($1::bytea[], $2::text[], $3::text[]) AS x (token, username, channel) JOIN app_user u ON u.username = x.username`,
    [
      sessions.map(({ username, channel }) => Buffer.from(tokenOf(`${username} ${channel}`))),
      sessions.map(({ username }) => username),
      sessions.map(({ channel }) => channel),
    ],
  );
}

/** The facts as an administrator of the company reads them, who is never looked at here. */
async function factsOf(code: Code, username: string): Promise<Facts> {
  return asking(code, (tx) => findFacts({ tx, company: { id: tenants[code] } }, username));
}
async function asking<Result>(code: Code, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.tenant', ${String(tenants[code])}, true), set_config('app.user', ${String(asker)}, true)`;
    return work(tx);
  });
}

type Entered = {
  suspended: string | null;
  membership: { permissions: Permission[] } | null;
  product: object | null;
} | null;
const entered = new Map<string, Entered>();

/** What `enter` gives a session there; of it alone doors decide (lib/command.ts). */
async function enter(key: string, code: Code, product: string | null): Promise<Entered> {
  const at = `${key} ${code} ${product}`;
  const known = entered.get(at);
  if (known !== undefined) return known;
  const [row] = await database().$queryRaw<{ entered: Entered }[]>`
    SELECT enter(${callers.get(key)?.token ?? null}, ${code}, ${product}) AS entered`;
  entered.set(at, row?.entered ?? null);
  return row?.entered ?? null;
}

function answerOf(given: Entered, permission: Permission): string {
  if (given === null) return "NotSignedIn";
  if (given.suspended !== null) return "access.suspended";
  if (!given.membership) return "NotFound";
  if (isOfProducts(permission) && !given.product) return "NotFound";
  return given.membership.permissions.includes(permission) ? "ok" : "access.notAllowed";
}

const known = new Map<string, Promise<Facts>>();
type Triple = { username: string; code: Code; permission: Permission; channel: Channel; product: string | null };

function triple(): Triple {
  const code = oneOf(["E1", "E2"] as const);
  const permission = oneOf(actions);
  // Now and then a product that is not the company's, or none.
  const product = chance(0.05) ? oneOf(["P9", "P1", "NADA"]) : oneOf(codes[code]);
  return {
    username: `azar${Math.floor(stream.next().value * peopleCount)}`,
    code,
    permission,
    channel: oneOf(channels),
    product: isOfProducts(permission) ? product : null,
  };
}

/** What the explanation says that the door answers. Of whoever is not of the company nothing is told, not even that they come in nowhere. */
async function said({ username, code, permission, channel, product }: Triple, door: string): Promise<string> {
  const key = `${code} ${username}`;
  const facts = known.get(key) ?? factsOf(code, username);
  known.set(key, facts);
  const explained = explain(await facts, { permission, channel, product });
  if (explained.allowed) return "ok";
  return explained.decides === "notHere" && door === "NotSignedIn" ? door : answers[explained.decides];
}

test("10,000 random triples: the explanation is what the door answers, and all that may decide did", async () => {
  const decided = new Map<string, number>();
  const wrong: unknown[] = [];
  for (let nth = 0; nth < triplesCount; nth += 1) {
    const asked = triple();
    const door = answerOf(
      await enter(`${asked.username} ${asked.channel}`, asked.code, asked.product),
      asked.permission,
    );
    const words = await said(asked, door);
    if (door !== words) wrong.push({ ...asked, door, words });
    const explained = explain(await (known.get(`${asked.code} ${asked.username}`) as Promise<Facts>), asked);
    const by = explained.allowed ? "ok" : explained.decides;
    decided.set(by, (decided.get(by) ?? 0) + 1);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // Nothing is proven of what never decided.
  expect([...decided.keys()].sort()).toEqual(
    ["ok", ...Object.keys(answers).filter((one) => one !== "suspended")].sort(),
  );
  expect(decided.get("ok")).toBeGreaterThan(500);
});

test("the doors themselves answer the same for some of them", async () => {
  for (let nth = 0; nth < 120; nth += 1) {
    const asked = triple();
    const caller = { ...(callers.get(`${asked.username} ${asked.channel}`) as Caller), company: asked.code };
    const door = isOfProducts(asked.permission)
      ? read({ ...caller, product: asked.product }, asked.permission, async () => "ok")
      : readCompany(caller, asked.permission, async () => "ok");
    const answer = await outcomeOf(door);
    expect({ ...asked, answer }).toEqual({ ...asked, answer: await said(asked, answer) });
  }
});

test("a suspended company answers nobody, and the explanation says so before anything of the profile", async () => {
  await asOwner(
    "UPDATE company SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'Prueba de azar' WHERE tenant_id = $1",
    [tenants.E2],
  );
  entered.clear();
  known.clear();
  const seen = new Set<string>();
  for (let nth = 0; nth < 200; nth += 1) {
    const asked = { ...triple(), code: "E2" as const };
    const door = answerOf(await enter(`${asked.username} ${asked.channel}`, "E2", asked.product), asked.permission);
    expect({ ...asked, door }).toEqual({ ...asked, door: await said(asked, door) });
    seen.add(door);
  }
  expect([...seen].sort()).toEqual(["NotFound", "NotSignedIn", "access.suspended"]);
  await asOwner(
    "UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL WHERE tenant_id = $1",
    [tenants.E2],
  );
  entered.clear();
  known.clear();
});

describe("who may", () => {
  test("are those whom the door lets in, of this company and this product alone", async () => {
    for (let nth = 0; nth < 25; nth += 1) {
      const { code, permission, channel, product } = triple();
      const listed = await asking(code, async (tx) => {
        const ctx = { tx, company: { id: tenants[code] } };
        const profiles = await listGranting(ctx, { permission, channel });
        return listHolders(ctx, { permission, product, profiles }, { page: 1, size: 100 });
      });
      const may: string[] = [];
      for (let person = 0; person < peopleCount; person += 1)
        if (answerOf(await enter(`azar${person} ${channel}`, code, product), permission) === "ok")
          may.push(`azar${person}`);
      const found = listed.rows.map(({ username }) => username).filter((username) => username.startsWith("azar"));
      expect({ permission, channel, product, found: found.sort() }).toEqual({
        permission,
        channel,
        product,
        found: may.sort(),
      });
      expect(listed.total).toBe(listed.rows.length);
    }
  });

  test("people are found by a part of their name or usuario, without accents, and only in the company being served", async () => {
    const at = async (code: Code) => ({ ...(await signedIn("multi1", code)), product: null });
    const [one, two] = [await at("E1"), await at("E2")];
    const found = (caller: Caller, typed: string) =>
      readCompany(caller, "access.read", (ctx) => findPeople(ctx, typed));
    expect((await found(one, "hernandez")).people).toEqual([
      { username: "firma2", name: "Lucía Hernández Vega", profile: "Autorización" },
    ]);
    expect((await found(one, "firma2")).people).toHaveLength(1);
    expect((await found(two, "firma2")).people).toEqual([]);
    expect(await found(one, "persona")).toMatchObject({ more: true });
    expect((await factsOf("E2", "firma2")).person).toBeNull();
  });

  test("whoever is not active in the company learns nothing of it", async () => {
    const [inactive] = await asOwner<{ id: number }>(
      "SELECT user_id AS id FROM membership WHERE tenant_id = $1 AND status = 'INACTIVE' LIMIT 1",
      [tenants.E1],
    );
    const [stranger] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = 'maker2'");
    const [held] = await asOwner<{ permission: Permission }>(
      `SELECT f.permission FROM profile p CROSS JOIN LATERAL granted(p.id, 'WEB') AS f (permission)
        WHERE p.tenant_id = $1 AND f.permission LIKE 'batch.%' ORDER BY 1 LIMIT 1`,
      [tenants.E1],
    );
    const permission = held?.permission ?? "batch.sign";
    for (const nobody of [inactive?.id, stranger?.id]) {
      await database().$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.tenant', ${String(tenants.E1)}, true), set_config('app.user', ${String(nobody)}, true)`;
        const here = { tx, company: { id: tenants.E1 } };
        expect((await findFacts(here, "firma2")).person).toBeNull();
        const profiles = await listGranting(here, { permission, channel: "WEB" });
        expect(profiles).not.toEqual([]);
        const holders = await listHolders(here, { permission, product: "P1", profiles }, { page: 1, size: 10 });
        expect(holders.rows).toEqual([]);
      });
    }
  });
});
