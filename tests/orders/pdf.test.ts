import { expect, test } from "vitest";
import { orderPdf } from "@/lib/orders/pdf";
import { orderPaper } from "@/tests/support/order-paper";

const structure = async (...paper: Parameters<typeof orderPaper>) =>
  (await orderPdf(orderPaper(...paper))).toString("latin1");
const pagesOf = (pdf: string) => Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf)?.[1]);

test("the same order is the same bytes, the first time and ever after", async () => {
  const first = await orderPdf(orderPaper(3));
  const other = await orderPdf(orderPaper(50));
  expect((await orderPdf(orderPaper(3))).equals(first)).toBe(true);
  expect((await orderPdf(orderPaper(50))).equals(other)).toBe(true);
  expect((await orderPdf(orderPaper(3, { number: "OS-2026-000046" }))).equals(first)).toBe(false);
});

test("both faces of Inter are embedded, and no other font is named", async () => {
  const pdf = await structure(1);
  expect(pdf.match(/\/FontFile2 /g)).toHaveLength(2);
  const names = new Set(
    [...pdf.matchAll(/\/BaseFont \/([^\s]+)/g)].map((match) => match[1]?.replace(/^[A-Z]{6}\+/, "")),
  );
  expect([...names].toSorted()).toEqual(["Inter-Regular", "Inter-SemiBold"]);
});

test("nothing in it leads anywhere, runs or shows a picture", async () => {
  const pdf = await structure(2, { company: "https://malo.example/<script>", product: "javascript:alert(1)" });
  expect(pdf.match(/\/(URI|Link|Annot|JavaScript|JS|Launch|Image|EmbeddedFile|OpenAction)\b/g)).toBeNull();
});

test.each([
  [1, 1],
  [12, 1],
  [13, 2],
  [50, 3],
  [100, 6],
])("%i lots take %i pages or one more", async (lots, least) => {
  const pages = pagesOf(await structure(lots));
  expect(pages).toBeGreaterThanOrEqual(least);
  expect(pages).toBeLessThanOrEqual(least + 1);
});

test("it stays small: fifty lots in less than 60 kB", async () => {
  expect((await orderPdf(orderPaper(50))).length).toBeLessThan(60_000);
});

test("its date is the order's, not the printer's", async () => {
  expect((await structure(1)).match(/\(D:\d+Z\)/g)).toEqual(["(D:20261121150200Z)"]);
});

test("fifty lots are printed in 60 ms once the fonts are known", async () => {
  const paper = orderPaper(50);
  let best = Number.POSITIVE_INFINITY;
  // The machine may be busy with something else: one undisturbed round is enough.
  for (let round = 0; round < 50 && best >= 60; round += 1) {
    const start = performance.now();
    await orderPdf(paper);
    best = Math.min(best, performance.now() - start);
  }
  expect(best).toBeLessThan(60);
});
