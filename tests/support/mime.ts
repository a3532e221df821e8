/** A mail as its receiver reads it: what the headers say, and both parts. */
export type ReadMail = { to: string; from: string; subject: string; text: string; html: string };

/** Reads what a mail server took (tests/support/smtp.ts): two alternatives, quoted-printable, base64 or plain. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = partOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => partOf(part.replace(/^\n/, "")))
    : [];
  const part = (kind: string) => {
    const found = parts.find((one) => one.headers.get("content-type")?.startsWith(kind));
    if (!found) throw new Error(`No ${kind} in ${raw}`);
    return decoded(found.body, found.headers.get("content-transfer-encoding") ?? "7bit");
  };
  const header = (name: string) => encodedWords(headers.get(name) ?? "");
  return {
    to: header("to"),
    from: header("from"),
    subject: header("subject"),
    text: part("text/plain"),
    html: part("text/html"),
  };
}

function partOf(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf("\n\n");
  const lines = raw
    .slice(0, end)
    .replace(/\n[ \t]+/g, " ")
    .split("\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: raw.slice(end + 2) };
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  return printableBytes(body.replace(/=\n/g, ""));
}

const printableBytes = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();

/** RFC 2047; between two encoded words the space is none. */
const encodedWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, words: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(words, "base64").toString() : printableBytes(words.replaceAll("_", " ")),
    );
