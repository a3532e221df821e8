import { expect, test } from "vitest";
import { hashPassword, passwordMatches } from "@/lib/auth/passwords";
import { outcomeOf } from "@/tests/support/make";

test("a flood at the login is refused beyond its queue and holds up nobody who types a clave again", async () => {
  const ended: string[] = [];
  const flood = Array.from({ length: 60 }, () =>
    outcomeOf(passwordMatches(null, "x", "login")).then((outcome) => {
      ended.push("login");
      return outcome;
    }),
  );
  const retyped = outcomeOf(passwordMatches(null, "x", "signedIn"));
  await retyped.then(() => ended.push("signedIn"));
  expect(ended.filter((one) => one === "login").length).toBeLessThan(30);
  const outcomes = await Promise.all(flood);
  expect(await retyped).toBe("ok");
  expect(outcomes.filter((one) => one === "access.busy")).toHaveLength(9);
  expect(outcomes.filter((one) => one === "ok")).toHaveLength(51);
  expect(await outcomeOf(passwordMatches(null, "x", "login"))).toBe("ok");
});

test("a clave is kept as argon2id of 32 MiB, two passes, one lane", async () => {
  expect(await hashPassword("lluvia-sobre-el-paramo-7")).toMatch(/^\$argon2id\$v=19\$m=32768,t=2,p=1\$/);
});
