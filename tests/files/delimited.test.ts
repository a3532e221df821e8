import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineCharactersMax, RecordSplitter } from "@/lib/files/delimited";

type Read = { records: [number, string[]][]; fault: [string, number, number | null] | null };

function split(...chunks: string[]): Read {
  const records: Read["records"] = [];
  const splitter = new RecordSplitter((cells, line) => {
    records.push([line, cells]);
    return true;
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  const { fault } = splitter;
  return { records, fault: fault && [fault.code, fault.line, fault.column] };
}

describe("records and their lines", () => {
  test.each([
    ["nothing", "", []],
    [
      "semicolon",
      "a;b\n1,5;2",
      [
        [1, ["a", "b"]],
        [2, ["1,5", "2"]],
      ],
    ],
    [
      "comma",
      "a,b\n1;2,3",
      [
        [1, ["a", "b"]],
        [2, ["1;2", "3"]],
      ],
    ],
    [
      "tab",
      "a\tb\n1\t2",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      "bar",
      "a|b\n1|2",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      "one column",
      "a\n1\n",
      [
        [1, ["a"]],
        [2, ["1"]],
      ],
    ],
    [
      "CRLF",
      "a;b\r\n1;2\r\n",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      "CR",
      "a;b\r1;2\r",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
      ],
    ],
    [
      "mixed ends",
      "a;b\r\n1;2\n3;4\r5;6",
      [
        [1, ["a", "b"]],
        [2, ["1", "2"]],
        [3, ["3", "4"]],
        [4, ["5", "6"]],
      ],
    ],
    [
      "blank lines are records of one empty cell",
      "a;b\n\n1;2\n\n",
      [
        [1, ["a", "b"]],
        [2, [""]],
        [3, ["1", "2"]],
        [4, [""]],
      ],
    ],
    [
      "empty cells",
      "a;b\n;\n;2",
      [
        [1, ["a", "b"]],
        [2, ["", ""]],
        [3, ["", "2"]],
      ],
    ],
    [
      "quoted delimiter and quote",
      'a;b\n"1;""x""";2',
      [
        [1, ["a", "b"]],
        [2, ['1;"x"', "2"]],
      ],
    ],
    [
      "quoted empty",
      'a;b\n"";""\n',
      [
        [1, ["a", "b"]],
        [2, ["", ""]],
      ],
    ],
    [
      "quoted line end counts as a line",
      'a;b\n"1\r\n2";3\n4;5',
      [
        [1, ["a", "b"]],
        [2, ["1\n2", "3"]],
        [4, ["4", "5"]],
      ],
    ],
    [
      "quoted header",
      '"a;x";b\n1;2',
      [
        [1, ["a;x", "b"]],
        [2, ["1", "2"]],
      ],
    ],
  ])("%s", (_, text, records) => {
    expect(split(text)).toEqual({ records, fault: null });
    expect(split(...text)).toEqual({ records, fault: null });
  });
});

const full = "x".repeat(lineCharactersMax - 2);

describe("faults of the file's form", () => {
  test.each([
    ["open quote", 'a;b\n1;2\n"3;4\n5;6\n', ["openQuote", 3, 1]],
    ["open quote at the very end", 'a;b\n1;"', ["openQuote", 2, 2]],
    ["open quote over the limit", `a;b\n1;"${full}xxxxxxxx\n3;4`, ["openQuote", 2, 2]],
    ["bare quote", 'a;b\n1;2"3\n', ["bareQuote", 2, 2]],
    ["quote after a space", 'a;b\n1; "2"\n', ["bareQuote", 2, 2]],
    ["text after a quote", 'a;b\n"1"x;2\n', ["textAfterQuote", 2, 1]],
    ["space after a quote", 'a;b\n"1" ;2\n', ["textAfterQuote", 2, 1]],
    ["header of two delimiters", "a;b,c\n1;2\n", ["delimiterUnclear", 1, null]],
    ["line over the limit", `a;b\n1;${full}x\n`, ["lineTooLong", 2, null]],
    ["header over the limit", `a;${full}x`, ["lineTooLong", 1, null]],
    ["too many cells", `a;b\n${";".repeat(100)}\n`, ["tooManyColumns", 2, null]],
    ["too many quoted cells", `a;b\n"";${";".repeat(100)}\n`, ["tooManyColumns", 2, null]],
    ["too many cells before too long", `a;b\n${";".repeat(100)}${full}\n`, ["tooManyColumns", 2, null]],
    ["a bare quote before too long", `a;b\n1"${full}xx`, ["bareQuote", 2, 1]],
  ])("%s", (_, text, fault) => {
    expect(split(text).fault).toEqual(fault);
    expect(split(...(text.match(/[\s\S]{1,10000}/g) ?? [])).fault).toEqual(fault);
  });

  test("the limit of a line is 64 KiB (lots.md)", () => {
    expect(split(`a;b\n1;${"x".repeat(65_535)}\n`).fault).toEqual(["lineTooLong", 2, null]);
  });

  test("a line at the limit is read", () => {
    expect(split(`a;b\n1;${full}\n"1";${full.slice(2)}`)).toMatchObject({ fault: null, records: { length: 3 } });
  });

  test("nothing is told after the sink had enough", () => {
    let told = 0;
    const splitter = new RecordSplitter(() => {
      told += 1;
      return told < 2;
    });
    splitter.push('a;b\n1;2\n3;4\n"');
    splitter.push("5;6\n");
    splitter.end();
    expect([told, splitter.stopped, splitter.fault]).toEqual([2, true, null]);
  });
});

const alphabet = fc.array(fc.constantFrom("a", "1", ";", ",", '"', '""', "\n", "\r", "\r\n", " ", "é"), {
  maxLength: 40,
});

test("the result does not depend on how the text is cut", () => {
  fc.assert(
    fc.property(alphabet, fc.array(fc.nat(60)), (parts, places) => {
      const text = `a;b\n${parts.join("")}`;
      const at = [0, ...places.map((place) => place % text.length).sort((a, b) => a - b), text.length];
      const chunks = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(split(...chunks)).toEqual(split(text));
    }),
    { numRuns: 1_000 },
  );
});

test("whatever is written by RFC 4180 is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ";", '"', "\n", " ", "ñ", ","), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = rows.map((row) => row.map(quoted).join(";")).join("\r\n");
      const { records, fault } = split(`a;b\n${text}`);
      expect(fault).toBeNull();
      expect(records.slice(1).map(([, cells]) => cells)).toEqual(rows);
    }),
  );
});
