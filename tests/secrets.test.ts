import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal, unseal } from "@/lib/secrets";

const key = randomBytes(32);

test("what was sealed comes back under its key, and no two seals of one text are alike", () => {
  const sealed = Array.from({ length: 20 }, () => seal(key, "048291"));
  expect(new Set(sealed).size).toBe(20);
  expect(new Set(sealed.map((one) => one.slice(0, 16))).size).toBe(20);
  expect(sealed.map((one) => unseal(key, one))).toEqual(Array(20).fill("048291"));
});

test("another key, and a seal with one bit of another, are refused", () => {
  const sealed = seal(key, "048291");
  expect(() => unseal(randomBytes(32), sealed)).toThrow();
  for (const place of [0, 12, 28]) {
    const bytes = Buffer.from(sealed, "base64url");
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    expect(() => unseal(key, bytes.toString("base64url"))).toThrow();
  }
});
