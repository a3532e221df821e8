import { beforeAll, describe, expect, test } from "vitest";
import { readOwn } from "@/lib/command";
import { plain } from "@/lib/companies/rules";
import type { Caller } from "@/lib/context";
import { search } from "@/lib/home/search";
import { demoCompanies, people } from "@/prisma/seed/demonstration";
import { asOwner, confirmedBatch, demonstration, orderedBatch, signedIn } from "@/tests/support/make";

let lot: string;
let order: string;
let lotOfE2: string;

beforeAll(async () => {
  await demonstration();
  ({ batch: lot, order } = await orderedBatch(2));
  lotOfE2 = await confirmedBatch(2, "E2");
  await asOwner("UPDATE card SET holder = 'Íngrid Ñandúbay Ñúñez' WHERE reference = '1000000007'");
});

const find = (caller: Caller, typed: string) => readOwn(caller, (ctx) => search(ctx, typed));
const numbers = async (username: string, typed: string, company: "E1" | "E2" = "E1") => {
  const { batches, orders, cards } = await find(await signedIn(username, company), typed);
  return [
    ...batches.map((one) => `${one.company.code} ${one.number}`),
    ...orders.map((one) => `${one.company.code} ${one.number}`),
    ...cards.map((one) => `${one.company.code} ${one.reference}`),
  ];
};

test.each([
  ["its number", () => lot],
  ["its last digits", () => lot.slice(-4)],
  ["its number in small letters", () => lot.toLowerCase()],
  ["a part of its file's name", () => "ote.tx"],
])("a lot is found by %s", async (_, typed) => {
  expect(await numbers("maker1", typed())).toContain(`E1 ${lot}`);
});

test("an order is found by part of its number, by who may read orders", async () => {
  expect(await numbers("pagador1", order.slice(-3))).toContain(`E1 ${order}`);
  expect(await numbers("consulta1", order)).toEqual([]);
});

test.each([
  ["its holder without accents", "nandubay"],
  ["two words in any order", "nunez ingrid"],
  ["the beginning of a word", "ña íng"],
  ["its reference", "1000000007"],
])("a card is found by %s, by who may read cards", async (_, typed) => {
  expect(await numbers("cm1", typed)).toContain("E1 1000000007");
  expect((await find(await signedIn("maker1"), typed)).cards).toEqual([]);
});

test("four digits that are a card's last ones come first", async () => {
  const [row] = await asOwner<{ last4: string }>("SELECT last4 FROM card WHERE reference = '1000000123'");
  const { cards } = await find(await signedIn("cm1"), row?.last4 ?? "");
  expect(cards[0]?.last4).toBe(row?.last4);
});

test("nothing of another company, of a product out of reach, or beyond the profile; several companies together", async () => {
  expect(await numbers("maker1", lotOfE2.slice(0, 7))).not.toContain(`E2 ${lotOfE2}`);
  expect(await numbers("maker2", lot.slice(0, 7), "E2")).toEqual([`E2 ${lotOfE2}`]);
  expect(await numbers("adm1", lot)).toEqual([]);
  expect(await numbers("consulta1", "1100000001")).toEqual([]);
  const [p2] = await asOwner<{ holder: string }>("SELECT holder FROM card WHERE reference = '1100000001'");
  await asOwner(
    "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, 'servicios.cuenta-maestra', unnest(ARRAY['WEB', 'card.read']) FROM profile WHERE name IN ('Consulta', 'Administración')",
  );
  const found = (await find(await signedIn("consulta1"), p2?.holder ?? "")).cards;
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((card) => card.product.code === "P1")).toBe(true);
  const both = (await find(await signedIn("multi1"), "cc-")).cards.map((card) => card.company.code);
  expect(both.length).toBeGreaterThan(0);
  const [one, other] = [
    await find(await signedIn("multi1"), "10000001"),
    await find(await signedIn("multi1"), "20000001"),
  ];
  expect([one.cards[0]?.company.code, other.cards[0]?.company.code]).toEqual(["E1", "E2"]);
});

describe("somebody of a broker's team", () => {
  const people = async (username: string, typed: string) =>
    (await find(await signedIn(username), typed)).people.map((one) => `${one.broker.code} ${one.username}`);

  test.each([
    ["sup1", "miyashiro vale", ["B1 vmiyashiro"]],
    ["sup1", "vmiyashiro@", ["B1 vmiyashiro"]],
    ["sup1", "ejec2@", []],
    ["sup2", "ejec2@", ["B2 ejec2"]],
    ["sup2", "vmiyashiro", []],
    ["ejec1", "miyashiro", []],
    ["adm1", "miyashiro", []],
  ])("%s finds by «%s»: %j", async (username, typed, found) => {
    expect(await people(username, typed)).toEqual(found);
  });

  test("of every team that one administers, as long as it is not suspended; no more than eight", async () => {
    await asOwner("UPDATE membership SET role = 'GERENCIAL' WHERE person_username = 'ambos1' AND role IS NOT NULL");
    expect(await people("ambos1", "vmiyashiro@")).toEqual(["B1 vmiyashiro"]);
    expect(await people("ambos1", "ejec2@")).toEqual(["B2 ejec2"]);
    expect(await people("ambos1", "demo.example")).toHaveLength(8);
    const asB2 = (set: string) =>
      asOwner(`UPDATE broker SET ${set} WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'B2')`);
    await asB2("status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'De prueba'");
    expect(await people("ambos1", "ejec2@")).toEqual([]);
    await asB2("status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL");
  });
});

test("signs of a pattern are letters like others, and fewer than two letters find nothing", async () => {
  for (const typed of ["%", "%%", "__", "\\", "a", " "]) expect(await numbers("auditor1", typed)).toEqual([]);
});

test("the functions of the search answer nothing outside a tenant, and only of that tenant", async () => {
  const caller = await signedIn("cm1");
  const counts = await readOwn(caller, async ({ tx }) => {
    const all = "SELECT array_agg(id) AS ids FROM product";
    const [products] = await asOwner<{ ids: number[] }>(all);
    const asked = async () => {
      const [row] = await tx.$queryRaw<{ n: number }[]>`
        SELECT (SELECT count(*)::int FROM search_cards(${products?.ids ?? []}::int[], ARRAY['%cc-%'], 1000))
             + (SELECT count(*)::int FROM search_batches(${products?.ids ?? []}::int[], ARRAY['%l-%'], 1000))
             + (SELECT count(*)::int FROM search_orders(${products?.ids ?? []}::int[], ARRAY['%os-%'], 1000)) AS n`;
      return row?.n;
    };
    const outside = await asked();
    const [e2] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'E2'");
    await tx.$executeRaw`SELECT set_config('app.tenant', ${String(e2?.id)}, true)`;
    return [outside, await asked()];
  });
  // E2: fifty cards, one lot, no order.
  expect(counts).toEqual([0, 51]);
});

test("the database makes the words of a row as the portal makes the words typed", async () => {
  const names = [
    ...people.map(({ name }) => name),
    ...demoCompanies.flatMap((company) => [company.name, ...company.products.map((product) => product.name)]),
    "ÁÉÍÓÚÜÑ áéíóúüñ ÀÈÌÒÙ Çç Ãõ Åå Øø Œœ ß ẞ Ýý Šž Łł",
    "n\u0303andu\u0301 NFD, ñandú NFC",
    "ΟΔΟΣ ὈΔΥΣΣΕΎΣ İstanbul ıI Владимир ЁЙ 한글 ﬁn № ½ 𝐀 😀",
    "MiXeD 100%_\\\\ «nómina».TXT",
    "",
  ];
  const made = await asOwner<{ words: string }>(
    "SELECT plain_text(name) AS words FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place) ORDER BY place",
    [names],
  );
  expect(made.map(({ words }) => words)).toEqual(names.map(plain));
});

describe("among more cards than are looked at without the index", () => {
  beforeAll(async () => {
    await asOwner(
      `INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status)
       SELECT p.tenant_id, p.id, (8000000000 + d)::text, '450799', lpad((d % 10000)::text, 4, '0'), 'tok_more_' || d,
              encode(sha256(convert_to('more:' || d, 'UTF8')), 'hex'), 'ZZ-' || 60000000 + d,
              'Muchos ' || CASE WHEN d % 100 = 0 THEN 'Íñigo' ELSE 'Otros' END, 'ACTIVE'
         FROM product p, generate_series(1, 3000) d WHERE p.code = 'P1'`,
    );
  });

  test.each([
    ["its document", "ZZ-60002999", ["E1 8000002999"]],
    ["a word and its document", "muchos 60002999", ["E1 8000002999"]],
    ["a word that is another's and its document", "inigo 60002999", []],
    ["a long number, of which the rest of the word says more", "zz-6000299", range(2990, 2997)],
    ["no part of anything", "zzzz", []],
  ])("a card is found by %s", async (_, typed, found) => {
    expect((await numbers("cm1", typed)).toSorted()).toEqual(found);
  });

  test("what the first rows have and what the index adds come once each, in order", async () => {
    const found = await readOwn(await signedIn("cm1"), async ({ tx }) => {
      const [e1] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'E1'");
      await tx.$executeRaw`SELECT set_config('app.tenant', ${String(e1?.id)}, true)`;
      return tx.$queryRaw<{ reference: string }[]>`
        SELECT reference FROM search_cards((SELECT array_agg(id) FROM product WHERE code = 'P1'), ARRAY['%inigo%'], 24)`;
    });
    const places = Array.from({ length: 24 }, (_, index) => String(8_000_000_000 + (index + 1) * 100));
    expect(found.map(({ reference }) => reference)).toEqual(places);
  });
});

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `E1 ${8_000_000_000 + from + index}`);
}
