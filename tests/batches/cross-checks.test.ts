import { beforeAll, expect, test } from "vitest";
import { asOwner, demonstration, idsOf, loaded, recharge, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

beforeAll(demonstration);

const people = "tipo_documento;numero_documento;nombres;apellidos;sucursal;monto_inicial";
const emission = (...rows: [document: number, branch: string][]) =>
  Buffer.from(`${people}\n${rows.map(([one, branch]) => `CC;${one};Ana;Ruiz;${branch};500,00`).join("\n")}\n`);
const byCard = (reference: string) => Buffer.from(`referencia_tarjeta;monto;referencia\n${reference};700,00;x\n`);

/** What the worker says of a lot: severity, line and code of each. */
async function said(bytes: Buffer, type: "RECARGA" | "EMISION" = "RECARGA"): Promise<string[]> {
  const maker = await signedIn("maker1");
  const { id } = await idsOf(maker, await loaded(maker, bytes, { type }));
  const rows = await asOwner<{ fault: string }>(
    "SELECT severity || ' ' || line || ' ' || code AS fault FROM batch_fault WHERE batch_id = $1 ORDER BY line, code",
    [id],
  );
  return rows.map((row) => row.fault);
}

test("a new card is for who has none of this product, at a branch that is there", async () => {
  await asOwner(
    "INSERT INTO branch (tenant_id, code, name) SELECT id, 'CENTRO', 'Centro' FROM tenant WHERE code = 'E1'",
  );
  expect(
    await said(emission([10_000_001, "CENTRO"], [33_000_001, "CENTRO"], [33_000_002, "LEJOS"]), "EMISION"),
  ).toEqual(["FAULT 2 personHasCard", "FAULT 4 branchUnknown"]);
});

test("a recharge is for a live card of this product", async () => {
  const cards = await asOwner<{ reference: string; product: string }>(
    "SELECT min(c.reference) AS reference, p.code AS product FROM card c JOIN product p ON p.id = c.product_id GROUP BY p.code",
  );
  const of = (product: string) => cards.find((card) => card.product === product)?.reference ?? "";
  expect(await said(byCard(of("P1")))).toEqual([]);
  for (const foreign of [of("P2"), of("P9"), "9999999999"])
    expect(await said(byCard(foreign))).toEqual(["FAULT 2 cardUnknown"]);
  // A card does not go through all of these.
  const changed = (status: string) =>
    asOwner(
      `SET session_replication_role = replica; UPDATE card SET status = '${status}' WHERE document = 'CC-10000007'
          AND product_id = (SELECT id FROM product WHERE code = 'P1')`,
    );
  for (const [status, fault] of [
    ["BLOCKED", "cardBlocked"],
    ["CANCELLED", "cardCancelled"],
    ["EXPIRED", "cardExpired"],
  ] as const) {
    await changed(status);
    expect([status, await said(recharge(1, { first: 10_000_007 }))]).toEqual([status, [`FAULT 2 ${fault}`]]);
  }
  await changed("ACTIVE");
});

test("a line that waits in another open lot is a warning, and so is a file processed before", async () => {
  const bytes = recharge(3, { first: 10_000_050, reference: "otro" });
  expect(await said(bytes)).toEqual([]);
  // One of its lines, in a file of other bytes.
  const [header = "", first = ""] = bytes.toString().split("\n");
  expect(await said(Buffer.from(`${header}\n${first}\n`))).toEqual(["WARNING 2 inOtherBatch"]);
  const old = recharge(2, { first: 10_000_060 });
  const maker = await signedIn("maker1");
  const { id } = await idsOf(maker, await loaded(maker, old));
  await connected("owner", async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query("ALTER TABLE batch DROP CONSTRAINT batch_check, DROP CONSTRAINT batch_check1");
    await client.query("UPDATE batch SET status = 'PROCESSED' WHERE id = $1", [id]);
  });
  expect(await said(old)).toEqual(["WARNING 0 sameFileProcessed"]);
});
