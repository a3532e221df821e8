import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signatureHolds, signRequest, signResponse } from "@/lib/gateways/signature";

// Computed here from the words of ARCHITECTURE.md: both sides share our code, so they would agree on anything.

const secret = "a-secret-that-both-sides-know-0123456789";
const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");

test("a request's signature is over version, word, method, path with query, time and body", () => {
  const request = { method: "POST", path: "/bank/debits?x=1", signedAt: "1795305600000", body: '{"a":1}' };
  expect(signRequest(secret, request)).toBe(hmac('v1\nrequest\nPOST\n/bank/debits?x=1\n1795305600000\n{"a":1}'));
});

test("an answer's is over version, word, the request's own signature, status, time and body", () => {
  const answer = { requestSignature: "ab", status: 200, signedAt: "1795305600000", body: "{}" };
  expect(signResponse(secret, answer)).toBe(hmac("v1\nresponse\nab\n200\n1795305600000\n{}"));
});

test("it holds within five minutes of either side, in digits, and only as it is", () => {
  const now = 1_795_305_600_000;
  const holds = (signedAt: string, given = "ab") => signatureHolds("ab", given, signedAt, now);
  expect([now, now - 300_000, now + 300_000].map((at) => holds(String(at)))).toEqual([true, true, true]);
  expect([now - 300_001, now + 300_001].map((at) => holds(String(at)))).toEqual([false, false]);
  for (const signedAt of ["", "x", "1e12", ` ${now}`, "NaN"])
    expect([signedAt, holds(signedAt)]).toEqual([signedAt, false]);
  for (const given of ["", "a", "ac", "abc", "AB"]) expect([given, holds(String(now), given)]).toEqual([given, false]);
});
