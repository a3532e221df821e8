import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Encoding, EncodingDetector, TextDecoding } from "@/lib/files/encoding";
import { cut } from "./support";

function detected(chunks: Uint8Array[]): Encoding {
  const detector = new EncodingDetector();
  for (const chunk of chunks) detector.push(chunk);
  return detector.encoding();
}

function decoded(chunks: Uint8Array[], encoding: Encoding): string {
  const decoding = new TextDecoding(encoding);
  return chunks.map((chunk) => decoding.push(chunk)).join("") + decoding.end();
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("the encoding of a file", () => {
  test.each([
    ["nothing", bytes(), "utf-8"],
    ["ASCII", Buffer.from("abc"), "utf-8"],
    ["UTF-8", Buffer.from("Peñaloza 😀"), "utf-8"],
    ["UTF-8 with its mark", Buffer.from("\ufeffÓscar"), "utf-8"],
    ["UTF-16 little endian", Buffer.from("\ufeffÓscar", "utf16le"), "utf-16le"],
    ["UTF-16 big endian", Buffer.from("\ufeffÓscar", "utf16le").swap16(), "utf-16be"],
    ["Latin letters of a spreadsheet", Buffer.from("Peñaloza", "latin1"), "windows-1252"],
    ["UTF-8 that ends inside a character", Buffer.from("Peñ").subarray(0, 3), "windows-1252"],
    ["overlong UTF-8", bytes(0xc0, 0xaf), "windows-1252"],
    ["a surrogate in UTF-8", bytes(0xed, 0xa0, 0x80), "windows-1252"],
    ["continuation bytes alone", bytes(0x41, 0x80, 0x80, 0x80, 0x80), "windows-1252"],
    ["half a mark", bytes(0xff), "windows-1252"],
  ])("%s", (_, file, encoding) => {
    expect(detected([file])).toBe(encoding);
    expect(detected([...file].map((byte) => bytes(byte)))).toBe(encoding);
  });

  test("does not depend on the chunks, nor does the text", () => {
    const texts = fc.string({ unit: "binary", maxLength: 30 }).filter((text) => !text.startsWith("\ufeff"));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(120)), (text, cuts) => {
        const utf8 = Buffer.from(text);
        expect(detected(cut(utf8, cuts))).toBe("utf-8");
        expect(decoded(cut(utf8, cuts), "utf-8")).toBe(text);
        const wide = Buffer.from(`\ufeff${text}`, "utf16le");
        expect(decoded(cut(wide, cuts), "utf-16le")).toBe(text);
        expect(decoded(cut(Buffer.from(wide).swap16(), cuts), "utf-16be")).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(fc.nat(40)), (file, cuts) => {
        expect(detected(cut(file, cuts))).toBe(detected([file]));
        const encoding = detected([file]);
        expect(decoded(cut(file, cuts), encoding)).toBe(decoded([file], encoding));
      }),
    );
  });

  test("Windows-1252 as WHATWG defines it, its undefined bytes left as controls", () => {
    const upper = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
    const text = decoded([upper], "windows-1252");
    expect(text.slice(0, 32)).toBe("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ");
    expect(text.slice(32)).toBe(Buffer.from(upper.subarray(32)).toString("latin1"));
  });

  test("bytes that do not fit are marked, never dropped", () => {
    expect(decoded([bytes(0x41, 0xff, 0x42)], "utf-8")).toBe("A\ufffdB");
    expect(decoded([bytes(0x41, 0xc3)], "utf-8")).toBe("A\ufffd");
    expect(decoded([bytes(0xff, 0xfe, 0x41)], "utf-16le")).toBe("\ufffd");
  });
});
