import { describe, expect, test } from "vitest";
import { treeMove } from "@/components/ui/tree-keys";
import { isChanged, mixOf, rowsOf, shownRows, type TreeNode } from "@/components/ui/tree-rows";

const flag = (value: string, on: boolean) => ({ value, on });
const nodes: TreeNode[] = [
  {
    key: "queries",
    label: "Consultas",
    children: [
      { key: "balances", label: "Saldos", flags: { read: flag("b.r", true), excel: flag("b.x", false) } },
      { key: "orders", label: "Órdenes de Servicio", flags: { read: flag("o.r", true) } },
    ],
  },
  {
    key: "admin",
    label: "Administración",
    children: [{ key: "profiles", label: "Perfiles", flags: { read: flag("p.r", false) } }],
  },
];
const rows = rowsOf(nodes);
const shown = (look: Partial<Parameters<typeof shownRows>[1]>) => [
  ...shownRows(rows, { open: new Set(), query: "", ...look }),
];

describe("rows", () => {
  test("a row knows its place and what stands above it", () => {
    expect(rows.map(({ node, level, position, siblings }) => [node.key, level, position, siblings])).toEqual([
      ["queries", 1, 1, 2],
      ["balances", 2, 1, 2],
      ["orders", 2, 2, 2],
      ["admin", 1, 2, 2],
      ["profiles", 2, 1, 1],
    ]);
    expect(rows[2]?.above).toEqual(["queries"]);
  });

  test("a group holds the flags of all below it", () => {
    expect(rows[0]?.flags.map((one) => `${one.column} ${one.flag.value}`)).toEqual([
      "read b.r",
      "excel b.x",
      "read o.r",
    ]);
  });

  test.each([
    [[], "none"],
    [["b.r"], "some"],
    [["b.r", "b.x", "o.r"], "all"],
  ])("with %j on, the group is %s", (on, mix) => {
    expect(mixOf(rows[0]?.flags.map((one) => one.flag) ?? [], new Set(on))).toBe(mix);
  });

  test("a flag is changed when it stands otherwise than it came", () => {
    expect([isChanged(flag("a", true), new Set()), isChanged(flag("a", true), new Set(["a"]))]).toEqual([true, false]);
  });
});

describe("what is shown", () => {
  test("folded groups hide what is below", () => {
    expect(shown({})).toEqual(["queries", "admin"]);
    expect(shown({ open: new Set(["admin"]) })).toEqual(["queries", "admin", "profiles"]);
  });

  test("a search finds a part of a word, with accents or without, and shows what is above it", () => {
    expect(shown({ query: "ordenes" })).toEqual(["queries", "orders"]);
    expect(shown({ query: "ERFÍL" })).toEqual(["admin", "profiles"]);
    expect(shown({ query: "nada" })).toEqual([]);
  });

  test("a group found by its name shows all that is in it", () => {
    expect(shown({ query: "consul" })).toEqual(["queries", "balances", "orders"]);
  });

  test("only what matches, and of that only what is searched", () => {
    expect(shown({ matches: (row) => row.node.key !== "orders" })).toEqual([
      "queries",
      "balances",
      "admin",
      "profiles",
    ]);
    expect(shown({ matches: (row) => row.node.key !== "orders", query: "ordenes" })).toEqual([]);
  });
});

describe("keys", () => {
  const sight = [
    { key: "queries", boxes: 3, group: true, open: true },
    { key: "balances", boxes: 3, group: false, open: false, parent: "queries" },
    { key: "orders", boxes: 2, group: false, open: false, parent: "queries" },
    { key: "admin", boxes: 2, group: true, open: false },
  ];
  test.each<[string, string, number, boolean, ReturnType<typeof treeMove>]>([
    ["ArrowDown", "queries", -1, false, { to: { key: "balances", column: -1 } }],
    ["ArrowDown", "balances", 2, false, { to: { key: "orders", column: 1 } }],
    ["ArrowDown", "admin", -1, false, { to: { key: "admin", column: -1 } }],
    ["ArrowUp", "balances", 1, false, { to: { key: "queries", column: 1 } }],
    ["ArrowRight", "admin", -1, false, { unfold: "admin" }],
    ["ArrowRight", "queries", -1, false, { to: { key: "queries", column: 0 } }],
    ["ArrowRight", "orders", 1, false, { to: { key: "orders", column: 1 } }],
    ["ArrowLeft", "orders", 0, false, { to: { key: "orders", column: -1 } }],
    ["ArrowLeft", "orders", -1, false, { to: { key: "queries", column: -1 } }],
    ["ArrowLeft", "queries", -1, false, { fold: "queries" }],
    ["ArrowLeft", "admin", -1, false, null],
    ["Home", "orders", 1, false, { to: { key: "orders", column: 0 } }],
    ["Home", "orders", -1, false, { to: { key: "queries", column: -1 } }],
    ["End", "queries", 0, false, { to: { key: "queries", column: 2 } }],
    ["End", "queries", 0, true, { to: { key: "admin", column: 0 } }],
    ["Enter", "admin", -1, false, { unfold: "admin" }],
    ["Enter", "orders", -1, false, null],
    ["a", "orders", -1, false, null],
  ])("%s on %s, box %i, control %s", (key, row, column, control, move) => {
    expect(treeMove(key, control, { rows: sight, now: { key: row, column } })).toEqual(move);
  });
});
