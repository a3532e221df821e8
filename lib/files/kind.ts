/** What an upload is by its bytes, whatever its name says. "text" is what no known binary format claims. */
export type FileKind =
  | "text"
  | "xlsx"
  | "xls"
  | "zip"
  | "pdf"
  | "gzip"
  | "png"
  | "jpeg"
  | "gif"
  | "rar"
  | "sevenzip"
  | "bzip2"
  | "xz"
  | "zstd"
  | "rtf"
  | "markup"
  | "program";

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["zip", [0x50, 0x4b, 0x07, 0x08]],
  ["xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["gzip", [0x1f, 0x8b]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["rar", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ["sevenzip", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["bzip2", [0x42, 0x5a, 0x68, 0x39]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["program", [0x7f, 0x45, 0x4c, 0x46]],
  ["program", [0x4d, 0x5a, 0x90, 0x00]],
];

/**
 * Recognises a file by content (security.md 38). An xlsx is told from other zips by its workbook part, whose name
 * stands uncompressed near the first bytes or in the directory at the end: give the last bytes too when there are any.
 */
export function fileKind(head: Uint8Array, tail: Uint8Array = new Uint8Array(0)): FileKind {
  const found = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (!found) return isMarkup(head) ? "markup" : "text";
  if (found[0] === "zip" && (namesWorkbook(head) || namesWorkbook(tail))) return "xlsx";
  return found[0];
}

function namesWorkbook(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("xl/workbook.xml");
}

/** Spreadsheets by other programs are often web pages under the name .xls; no column name begins with "<". */
function isMarkup(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 64)).toString("latin1");
  return /^(?:\u00ef\u00bb\u00bf)?\s*<[!?a-z]/i.test(start);
}
