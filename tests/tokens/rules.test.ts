import { describe, expect, test } from "vitest";
import { inGroups, typedCode } from "@/lib/tokens/rules";
import { renamePasskeySchema } from "@/lib/tokens/schema";
import { codeAt, enrolmentAddress, newSecret, stepOfCode } from "@/lib/tokens/totp";
import { demoSecret } from "@/prisma/seed/demonstration";

/** RFC 6238, appendix B: the ASCII secret 12345678901234567890, SHA-1; of its eight digits an authenticator shows the last six. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const vectors: [number, string][] = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
];
const at = (seconds: number) => new Date(seconds * 1000);

test.each(vectors)("RFC 6238 at %i", (seconds, eight) => {
  expect(codeAt(secret, at(seconds))).toBe(eight.slice(2));
  expect(stepOfCode(secret, eight.slice(2), at(seconds))).toBe(BigInt(Math.floor(seconds / 30)));
});

test("a code is of its own step and of its two neighbours, wherever in the step one stands", () => {
  const begins = 1_111_111_080;
  const step = BigInt(begins / 30);
  const code = codeAt(secret, at(begins));
  for (const seconds of [-30, -1, 0, 29, 30, 59]) expect(stepOfCode(secret, code, at(begins + seconds))).toBe(step);
  for (const seconds of [-31, 60, 3600]) expect(stepOfCode(secret, code, at(begins + seconds))).toBeNull();
});

test("another's code is none", () => {
  expect(stepOfCode(demoSecret("adm1"), codeAt(demoSecret("adm2"), at(59)), at(59))).toBeNull();
});

test("a new secret is 20 bytes of its own, and its address names portal and person", () => {
  const made = new Set(Array.from({ length: 50 }, newSecret));
  expect(made.size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
  const address = new URL(enrolmentAddress(secret, "adm1"));
  expect(`${address.protocol}//${address.host}${address.pathname}`).toBe("otpauth://totp/Contrafirma:adm1");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ secret, issuer: "Contrafirma" });
});

test("the demonstration's secrets are what its text says", () => {
  expect(demoSecret("adm1")).toBe("MFSG2MLBMRWTCYLENUYWCZDNGFQWI3JR");
});

describe("what is typed where a token is asked", () => {
  test.each<[string, ReturnType<typeof typedCode>]>([
    ["287082", { kind: "totp", code: "287082" }],
    ["287 082", { kind: "totp", code: "287082" }],
    [" 28 70 82 ", { kind: "totp", code: "287082" }],
    ["287\u00a0082", { kind: "totp", code: "287082" }],
    ["287-082", { kind: "totp", code: "287082" }],
    ["AB7Q-9M2X-4TJC", { kind: "recovery", mark: "AB", rest: "7Q9M2X4TJC" }],
    ["ab7q 9m2x 4tjc", { kind: "recovery", mark: "AB", rest: "7Q9M2X4TJC" }],
    ["oil7-9m2x-4tjc", { kind: "recovery", mark: "01", rest: "179M2X4TJC" }],
    ["123456789012", { kind: "recovery", mark: "12", rest: "3456789012" }],
  ])("%j is read", (text, read) => expect(typedCode(text)).toEqual(read));

  test.each([
    "",
    "28708",
    "2870821",
    "28708a",
    "２８７０８２",
    "٢٨٧٠٨٢",
    "287\u3000082",
    "287\n082",
    "287\u200b082",
    "287.082",
    "+287082",
    "2870\u000082",
    "AB7Q-9M2X-4TJ",
    "AB7Q-9M2X-4TJCC",
    "AB7Q-9M2X-4TJU",
    "ΑB7Q-9M2X-4TJC",
    "ＡB7Q-9M2X-4TJC",
    "ıB7Q-9M2X-4TJC",
    '{"not":""}',
    "9".repeat(128),
  ])("%j is not guessed at", (text) => expect(typedCode(text)).toBeNull());
});

test("a passkey's name has sixty characters as it is kept", () => {
  const named = (nombre: string) => renamePasskeySchema.safeParse({ id: "1", nombre }).success;
  expect([named("x".repeat(60)), named("x".repeat(61)), named("\u0344".repeat(31)), named(" \u0000 ")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("groups of four, the last one of what is left", () => {
  expect([inGroups("ABCDEFGHIJ", " "), inGroups("", "-")]).toEqual(["ABCD EFGH IJ", ""]);
});
