import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { macs, reseal, type SecretsKeys, seal, unseal } from "@/lib/secrets";

const one = { id: "1", bytes: randomBytes(32) };
const two = { id: "2", bytes: randomBytes(32) };
const keys: SecretsKeys = [one];
const mine = { purpose: "totp", owner: 7 };

test("what was sealed comes back under its key, and no two seals of one text are alike", () => {
  const sealed = Array.from({ length: 20 }, () => seal(keys, "048291", mine));
  expect(new Set(sealed).size).toBe(20);
  expect(new Set(sealed.map((text) => text.slice(0, 18))).size).toBe(20);
  expect(sealed.map((text) => unseal(keys, text, mine))).toEqual(Array(20).fill("048291"));
});

describe("nothing opens", () => {
  const sealed = seal(keys, "048291", mine);

  test.each<[string, SecretsKeys, string, typeof mine]>([
    ["under another key of that name", [{ id: "1", bytes: randomBytes(32) }], sealed, mine],
    ["under keys of other names", [two], sealed, mine],
    ["with its bytes said to be of another key", [two, one], sealed.replace(/^1\./, "2."), mine],
    ["for another owner", keys, sealed, { ...mine, owner: 8 }],
    ["for another purpose", keys, sealed, { ...mine, purpose: "mail-code" }],
    ["where purpose and owner are only shifted", keys, sealed, { purpose: "tot", owner: 7 }],
    ["that names no key", keys, sealed.slice(2), mine],
    ["that is empty", keys, "", mine],
    [
      "whose tag is cut short",
      keys,
      `1.${Buffer.from(sealed.slice(2), "base64url").subarray(0, 20).toString("base64url")}`,
      mine,
    ],
  ])("%s", (_, by, text, belongs) => {
    expect(() => unseal(by, text, belongs)).toThrow();
  });

  test.each([0, 12, 28])("with one bit of another at byte %i", (place) => {
    const bytes = Buffer.from(sealed.slice(2), "base64url");
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    expect(() => unseal(keys, `1.${bytes.toString("base64url")}`, mine)).toThrow();
  });
});

test("a new key closes what comes, opens what there was, and closes it anew once", () => {
  const old = seal([one], "048291", mine);
  const both: SecretsKeys = [two, one];
  expect(unseal(both, old, mine)).toBe("048291");
  const anew = reseal(both, old, mine);
  expect(anew).toMatch(/^2\./);
  expect(unseal([two], anew ?? "", mine)).toBe("048291");
  expect(reseal(both, anew ?? "", mine)).toBeNull();
  expect(() => reseal(both, old, { ...mine, owner: 8 })).toThrow();
});

test("a keyed hash is known under every key there is, and each purpose has its own", () => {
  const kept = macs([one], "code", "048291")[0];
  expect(macs([two, one], "code", "048291").some((mac) => mac.equals(kept ?? Buffer.alloc(0)))).toBe(true);
  expect(macs([two], "code", "048291").some((mac) => mac.equals(kept ?? Buffer.alloc(0)))).toBe(false);
  expect(macs([one], "other", "048291")[0]).not.toEqual(kept);
});
