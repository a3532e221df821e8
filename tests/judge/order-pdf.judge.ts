import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatMoney } from "@/lib/money";
import { type OrderPaper, orderPdf } from "@/lib/orders/pdf";
import { orderPaper } from "@/tests/support/order-paper";

// Debian's own readers judge the order's PDF: what a person copies out of it is what the order says.
const folder = mkdtempSync(join(tmpdir(), "order-pdf-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function printed(order: OrderPaper): Promise<string> {
  const file = join(folder, `${order.number}-${order.lots.length}.pdf`);
  writeFileSync(file, await orderPdf(order));
  return file;
}

const textOf = (file: string) => execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });

test.each([1, 12, 50])("qpdf finds no fault in an order of %i lots", async (lots) => {
  const told = execFileSync("qpdf", ["--check", await printed(orderPaper(lots))], { encoding: "utf8" });
  expect(told).toContain("No syntax or stream encoding errors found");
});

test("every figure, name and digest can be read out of it", async () => {
  const order = orderPaper(50);
  const text = textOf(await printed(order));
  const money = (cents: bigint) => formatMoney(cents, order.currency);
  for (const part of [order, ...order.lots]) {
    for (const cents of [part.amountCents, part.commissionCents, part.taxCents, part.totalCents])
      expect(text).toContain(money(cents));
  }
  for (const lot of order.lots) expect(text).toMatch(new RegExp(`${lot.number}.*${lot.lineCount}`));
  for (const lot of order.lots) expect(text).toContain(lot.digest);
  for (const said of [order.number, order.company, order.taxId, order.product, "Terminada en 7890"])
    expect(text).toContain(said);
  for (const signer of order.lots[0]?.signers ?? []) expect(text).toContain(signer.name);
  expect(text).toContain("mil seiscientos tres millones doscientos setenta mil pesos");
  expect(text).toMatch(/Página 1 de 4[\s\S]*Página 4 de 4/);
});

test("the largest order that could be still keeps its figures apart and whole", async () => {
  const order = orderPaper(1);
  const cents = 199_999_999_999_800_000n;
  const huge = {
    amountCents: cents,
    commissionCents: 16_000_000_000n,
    taxCents: 3_040_000_000n,
    totalCents: cents,
    lineCount: 200_000,
  };
  const text = textOf(await printed({ ...order, ...huge, lots: order.lots.map((lot) => ({ ...lot, ...huge })) }));
  expect(text).toMatch(
    /L-2026-000001\s+200\.000\s+\$ 1\.999\.999\.999\.998\.000,00\s+\$ 160\.000\.000,00\s+\$ 30\.400\.000,00\s+\$ 1\.999/,
  );
  expect(text).toContain("mil novecientos noventa y nueve billones");
});

test("what Inter cannot draw is a question mark, and text that would turn or hide is gone", async () => {
  const text = textOf(
    await printed(orderPaper(1, { company: "Ñandú 株式会社 \u202Eevil\u200B\u0007 S.A.", product: "Ⓒ Café 🎁" })),
  );
  expect(text).toContain("Ñandú ???? evil S.A.");
  expect(text).toMatch(/. Café \?/);
});

test("names as long as a novel stay in their place", async () => {
  const text = textOf(
    await printed(orderPaper(1, { company: "Comercializadora ".repeat(60), product: "W".repeat(5_000) })),
  );
  expect(text).toMatch(/Comercializadora Comercializadora .*…/);
  expect(text).toMatch(/W{20,}…/);
});

test("another country counts, taxes and names its documents in its own way", async () => {
  const text = textOf(await printed(orderPaper(1, { country: "PE", currency: "PEN", taxId: "20485173928" })));
  expect(text).toContain("RUC");
  expect(text).toContain("IGV");
  expect(text).toContain("S/ 1,440,400.00");
  expect(text).toContain("soles");
});

test("it embeds all its fonts", async () => {
  const fonts = execFileSync("pdffonts", [await printed(orderPaper(1))], { encoding: "utf8" })
    .trim()
    .split("\n")
    .slice(2);
  expect(fonts).toHaveLength(2);
  for (const font of fonts) expect(font).toMatch(/Inter-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
});
