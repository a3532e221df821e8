import { beforeAll, expect, test } from "vitest";
import { database, join, sql } from "@/lib/db";
import { readPacked } from "@/lib/files/packed";
import { demonstration } from "@/tests/support/make";

beforeAll(demonstration);

/** The rows of a list of pairs, as a table's are read. */
async function packed(pairs: [string | null, number | null][]) {
  const values = pairs.map(([text, number], index) => sql`(${index}::int, ${text}::text, ${number}::int)`);
  const from = sql`FROM (VALUES ${join([sql`(0, NULL::text, NULL::int)`, ...values], ", ")} OFFSET 1) t (place, words, figure) ORDER BY t.place`;
  return database().$transaction(async (tx) => {
    const { rows, ...told } = await readPacked(tx, [sql`t.words`, sql`t.figure`], from);
    return { ...told, rows: [...rows] };
  });
}

test("rows come whole and in order, what is null as nothing", async () => {
  expect(
    await packed([
      ["uno", 1],
      [null, null],
      ["línea\notra;\t\\", -3],
    ]),
  ).toEqual({
    rows: [
      ["uno", "1"],
      ["", ""],
      ["línea\notra;\t\\", "-3"],
    ],
    count: 3,
    last: ["línea\notra;\t\\", "-3"],
  });
});

test("no row is no row, and a row of nothing is one", async () => {
  expect(await packed([])).toEqual({ rows: [], count: 0, last: null });
  expect(await packed([[null, null]])).toEqual({ rows: [["", ""]], count: 1, last: ["", ""] });
});

test("who writes what ends cells and rows moves nothing", async () => {
  const { rows, last } = await packed([
    ["a\x1f=1\x1eb", 1],
    ["\x1e", 2],
    ["c", 3],
  ]);
  expect(rows).toEqual([
    ["a=1b", "1"],
    ["", "2"],
    ["c", "3"],
  ]);
  expect(last).toEqual(["c", "3"]);
});
