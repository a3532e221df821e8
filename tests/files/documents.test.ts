import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Country, nitDigit, readDocumentNumber, readDocumentType, rucDigit } from "@/lib/files/documents";

describe("check digits", () => {
  test.each([
    ["890903938", 8],
    ["860034313", 7],
    ["890300279", 4],
    ["900512347", 2],
  ])("NIT %s-%i", (base, digit) => {
    expect(nitDigit(base)).toBe(digit);
  });
  test.each([
    ["2051233379", 7],
    ["2010004721", 8],
  ])("RUC %s%i", (base, digit) => {
    expect(rucDigit(base)).toBe(digit);
  });
  test("are always one digit, and another last digit is a fault that proposes it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 9_999_999_999 }), fc.integer({ min: 1, max: 9 }), (base, off) => {
        const digit = nitDigit(String(base));
        expect(readDocumentNumber(`${base}-${digit}`, "NIT", "CO")).toBe(`${base}${digit}`);
        expect(readDocumentNumber(`${base}-${(digit + off) % 10}`, "NIT", "CO")).toMatchObject({
          code: "documentCheckDigit",
          proposal: `${base}-${digit}`,
        });
      }),
    );
  });
});

describe("documents", () => {
  test.each<[Country, string, string, string]>([
    ["CO", "CC", "123", "123"],
    ["CO", "CC", "0012345678", "0012345678"],
    ["CO", "CE", "1234567890", "1234567890"],
    ["CO", "TI", "10000000001", "10000000001"],
    ["CO", "PA", "ab12345678901234", "AB12345678901234"],
    ["CO", "PPT", "12345", "12345"],
    ["CO", "NIT", "890903938-8", "8909039388"],
    ["CO", "NIT", "8600343137", "8600343137"],
    ["PE", "DNI", "01234567", "01234567"],
    ["PE", "CE", "123456789012", "123456789012"],
    ["PE", "RUC", "20512333797", "20512333797"],
    ["PE", "RUC", "20100047218", "20100047218"],
    ["PE", "PA", "X123", "X123"],
  ])("%s %s %s", (country, type, text, number) => {
    expect(readDocumentNumber(text, type, country)).toBe(number);
  });

  test.each<[Country, string, string, string | null]>([
    ["CO", "CC", "12", null],
    ["CO", "CC", "12345678901", null],
    ["CO", "CC", "10.000.001", "10000001"],
    ["CO", "CC", "10 000 001", "10000001"],
    ["CO", "CC", "1000000A", null],
    ["CO", "CC", "١٢٣٤٥", null],
    ["CO", "CC", "１２３４５", null],
    ["CO", "CC", "=1+1", null],
    ["CO", "CC", "1E+07", null],
    ["CO", "TI", "123456789", null],
    ["CO", "PA", "AB-123", "AB123"],
    ["CO", "NIT", "890.903.938-8", "8909039388"],
    ["CO", "NIT", "12345", null],
    ["PE", "DNI", "1234567", null],
    ["PE", "RUC", "2051233379", null],
    ["PE", "CE", "12345678", null],
  ])("%s %s %j is refused", (country, type, text, proposal) => {
    expect(readDocumentNumber(text, type, country)).toMatchObject({ code: "documentNumber", proposal });
  });

  test("a check digit that is wrong or missing", () => {
    expect(readDocumentNumber("900512347-1", "NIT", "CO")).toEqual({
      code: "documentCheckDigit",
      proposal: "900512347-2",
      params: { found: "1", expected: "2" },
    });
    expect(readDocumentNumber("9005123471", "NIT", "CO")).toMatchObject({ proposal: "9005123472" });
    expect(readDocumentNumber("900512347", "NIT", "CO")).toMatchObject({ proposal: "900512347-2" });
    expect(readDocumentNumber("20512333790", "RUC", "PE")).toMatchObject({ proposal: "20512333797" });
  });

  test("types belong to a country", () => {
    expect(readDocumentType("CC", "CO")).toBe("CC");
    expect(readDocumentType("nit", "CO")).toBe("NIT");
    expect(readDocumentType("DNI", "CO")).toMatchObject({ code: "documentTypeUnknown" });
    expect(readDocumentType("CC", "PE")).toMatchObject({ params: { types: "DNI, CE, RUC, PA" } });
    for (const name of ["XX", "constructor", "__proto__", "ﬀ"]) {
      expect(readDocumentType(name, "CO")).toMatchObject({ code: "documentTypeUnknown" });
    }
  });
});
