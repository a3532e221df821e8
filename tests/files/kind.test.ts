import { describe, expect, test } from "vitest";
import { fileKind } from "@/lib/files/kind";

const zipHead = "PK\u0003\u0004\u0014\u0000";

describe("what a file is, by its bytes", () => {
  test.each([
    ["text", "tipo_documento;numero_documento\n"],
    ["text", ""],
    ["text", "PK;1\n"],
    ["text", "\u00ff\u00fet\u0000i\u0000"],
    ["zip", zipHead],
    ["zip", `${zipHead}word/document.xml`],
    ["xlsx", `${zipHead}[Content_Types].xml … xl/workbook.xml`],
    ["xls", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"],
    ["pdf", "%PDF-1.7"],
    ["gzip", "\u001f\u008b\u0008"],
    ["png", "\u0089PNG\r\n\u001a\n"],
    ["jpeg", "\u00ff\u00d8\u00ff\u00e0"],
    ["rar", "Rar!\u001a\u0007\u0001\u0000"],
    ["sevenzip", "7z\u00bc\u00af\u0027\u001c"],
    ["markup", "\u00ef\u00bb\u00bf \n<html><table>"],
    ["markup", "<?xml version='1.0'?>"],
    ["rtf", "{\\rtf1"],
    ["program", "\u007fELF\u0002\u0001"],
    ["program", "MZ\u0090\u0000"],
    ["gif", "GIF89a"],
    ["bzip2", "BZh9"],
    ["xz", "\u00fd7zXZ\u0000"],
    ["zstd", "(\u00b5/\u00fd"],
  ])("%s", (kind, bytes) => {
    expect(fileKind(Buffer.from(bytes, "latin1"))).toBe(kind);
  });

  test("a workbook is also known by the directory at its end", () => {
    const directory = Buffer.from("PK\u0001\u0002 xl/workbook.xml PK\u0005\u0006", "latin1");
    expect(fileKind(Buffer.from(zipHead, "latin1"), directory)).toBe("xlsx");
  });
});
