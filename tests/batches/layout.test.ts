import { describe, expect, test } from "vitest";
import { lineOfFault } from "@/lib/batches/fault-line";

const canonical = ["CC", "10000001", "5000000", "", ""].join("\u001f");

describe("the line of a fault, with its wrong cell", () => {
  test("as it stood in the file when it could not be read", () => {
    const cells = ["CC", "10000004", "-20000,00", "Auxilio"];
    expect(lineOfFault("RECARGA", { column: 3, field: "monto", cells, fields: null })).toEqual({ cells, wrong: 2 });
  });

  test("without a column no cell is wrong: the line has too few of them", () => {
    const cells = ["CC", "10000004"];
    expect(lineOfFault("RECARGA", { column: null, field: null, cells, fields: null })).toEqual({ cells, wrong: -1 });
  });

  test("from its canonical text when it could, with its amount as people write it and without the empty tail", () => {
    expect(lineOfFault("RECARGA", { column: 4, field: "numero_documento", cells: null, fields: canonical })).toEqual({
      cells: ["CC", "10000001", "50000,00"],
      wrong: 1,
    });
  });

  test("a fault of the whole file has no line", () => {
    expect(lineOfFault("RECARGA", { column: null, field: null, cells: null, fields: null })).toBeNull();
  });
});
