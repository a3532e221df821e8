import { describe, expect, test } from "vitest";
import { serviceOf } from "@/lib/catalog";
import {
  cardAllows,
  instructionEvent,
  instructionKinds,
  instructionPermission,
  totalOf,
} from "@/lib/instructions/rules";
import { askBalanceSchema, blockCardSchema, moveCardsSchema, moveMasterSchema } from "@/lib/instructions/schema";
import { catalogs } from "@/lib/messages/catalog";

const llave = "7d3f2b8e-2f0e-4a51-9b7e-0f4c7f1f0a11";
const [one, two] = ["1000000001", "1000000002"];

describe("what a form may say", () => {
  test.each<[string, string, bigint]>([
    ["whole", "1500", 150_000n],
    ["comma", "1500,50", 150_050n],
    ["point", "0.01", 1n],
    ["around it nothing", " 12 ", 1_200n],
    ["the cap", "9999999999,99", 999_999_999_999n],
  ])("amount: %s", (_, monto, cents) => {
    expect(moveMasterSchema.parse({ llave, cuenta: "1", monto, descripcion: "Caja" }).monto).toBe(cents);
  });

  test.each([
    "",
    "0",
    "0,00",
    "-1",
    "+1",
    "1e3",
    "1.500,00",
    "1,500.00",
    "1.5",
    "1,005",
    "0x10",
    "10000000000",
    "١٢",
    "１２",
    "1 000",
    "NaN",
    "Infinity",
    "1;2",
  ])("amount refused: %j", (monto) => {
    expect(moveMasterSchema.safeParse({ llave, cuenta: "1", monto, descripcion: "Caja" }).success).toBe(false);
    expect(moveCardsSchema.safeParse({ llave, tarjetas: one, montos: monto }).success).toBe(false);
  });

  test.each<[string, object, boolean]>([
    ["one card", { tarjetas: one, montos: "10" }, true],
    ["one amount for all", { tarjetas: [one, two], montos: "10" }, true],
    ["an amount each", { tarjetas: [one, two], montos: ["10", "20"] }, true],
    ["an amount too many", { tarjetas: one, montos: ["10", "20"] }, false],
    ["a card twice", { tarjetas: [one, one], montos: "10" }, false],
    ["no card", { tarjetas: [], montos: "10" }, false],
    ["a whole number", { tarjetas: "4111111111111111", montos: "10" }, false],
    ["something else besides", { tarjetas: one, montos: "10", total: "10" }, false],
    ["a number for a text", { tarjetas: one, montos: 10 }, false],
    ["no key", { llave: undefined, tarjetas: one, montos: "10" }, false],
    [
      "more than a hundred",
      { tarjetas: Array.from({ length: 101 }, (_, n) => String(1_000_000_000 + n)), montos: "10" },
      false,
    ],
  ])("selection: %s", (_, form, fits) => {
    expect(moveCardsSchema.safeParse({ llave, ...form }).success).toBe(fits);
  });

  test("why a card is blocked is one of four", () => {
    expect(blockCardSchema.safeParse({ llave, tarjeta: one, motivo: "LOST" }).success).toBe(true);
    expect(blockCardSchema.safeParse({ llave, tarjeta: one, motivo: "BORED" }).success).toBe(false);
    expect(askBalanceSchema.safeParse({ llave, tarjetas: one }).success).toBe(true);
  });
});

test("each kind has its permission, in one service", () => {
  expect(new Set(instructionKinds.map((kind) => serviceOf(instructionPermission[kind])))).toEqual(
    new Set(["servicios.cuenta-maestra"]),
  );
});

test("a card's state decides which verbs are offered", () => {
  const table = Object.fromEntries(
    (["ACTIVE", "BLOCKED", "REPLACED", "CANCELLED", "EXPIRED", "REQUESTED"] as const).map((status) => [
      status,
      (["CREDIT", "DEBIT", "BALANCE", "BLOCK", "UNBLOCK", "REPLACE"] as const).filter((kind) =>
        cardAllows(kind, status),
      ),
    ]),
  );
  expect(table).toEqual({
    ACTIVE: ["CREDIT", "DEBIT", "BALANCE", "BLOCK", "REPLACE"],
    BLOCKED: ["BALANCE", "UNBLOCK", "REPLACE"],
    REPLACED: [],
    CANCELLED: [],
    EXPIRED: [],
    REQUESTED: [],
  });
});

test("the sum of a selection", () => {
  expect(totalOf([])).toBe(0n);
  expect(
    totalOf([
      { card: one, amountCents: 150n },
      { card: two, amountCents: null },
      { card: two, amountCents: 50n },
    ]),
  ).toBe(200n);
});

test.each(["es", "en"] as const)("every event of an instruction has its sentence (%s)", (language) => {
  const words: Record<string, Record<string, string>> = catalogs[language].activity.events;
  const events = instructionKinds.flatMap((kind) =>
    (["Requested", "Repeated", "Done", "Refused", "InDoubt", "Held"] as const).map((end) =>
      instructionEvent(kind, end),
    ),
  );
  expect(events.filter((event) => !words[event.split(".")[0] ?? ""]?.[event.split(".")[1] ?? ""])).toEqual([]);
});
