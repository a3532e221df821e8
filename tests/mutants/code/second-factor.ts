import { all, type CodeMutant } from "@/tests/mutants/mutant";

const entry = ["tests/tokens/entry.test.ts"];
const keys = ["tests/tokens/passkeys.test.ts"];
const enrolment = ["tests/tokens/enrolment.test.ts"];
const doors = ["tests/access/confirmations.test.ts"];
const sealed = ["tests/secrets.test.ts"];

/** Tokens, recovery codes and passkeys: what is right, once, and for what was shown. */
export const secondFactorMutants: readonly CodeMutant[] = [
  ...all(
    { kind: "idempotency", file: "lib/tokens/store.ts", suite: entry },
    ["a step used twice", "return used === 1;", "return true;"],
    ["a recovery code used twice", `AND mark = \${mark} AND used_at IS NULL`, `AND mark = \${mark}`],
  ),
  ...all(
    { kind: "idempotency", file: "lib/tokens/store.ts", suite: keys },
    ["a counter that another press moved", `AND counter = \${seen}`, `AND \${seen} IS NOT NULL`],
    [
      "a challenge of another statement",
      `AND digest IS NOT DISTINCT FROM \${digest} `,
      `AND (digest IS NOT DISTINCT FROM \${digest} OR true) `,
    ],
    ["a challenge that is over", `FROM \${digest} AND expires_at > app_now()`, `FROM \${digest}`],
  ),
  ...all(
    { kind: "origin", file: "lib/tokens/passkeys.ts", suite: keys },
    [
      "a passkey of another portal",
      "      expectedOrigin: origin,\n      expectedRPID: rpID,",
      '      expectedOrigin: [origin, "http://evil.example"],\n      expectedRPID: rpID,',
    ],
    [
      "a passkey that asked nobody",
      "      requireUserVerification: true,\n      credential:",
      "      requireUserVerification: false,\n      credential:",
    ],
  ),
  ...all(
    { kind: "tries", file: "lib/tokens/second-factor.ts", suite: entry },
    [
      "a used code gives its try back",
      'if (await stepIsUsed(ctx, step)) return new DomainError("token.used", {}, "token");',
      "",
    ],
    [
      "wrong ones are not counted",
      "if (found === false || found instanceof DomainError) return found;",
      "if (found === false || found instanceof DomainError) throw found || new Error();",
    ],
  ),
  ...all({ kind: "state", file: "lib/tokens/second-factor.ts", suite: entry }, [
    "a blocked token",
    "if (await own(isFactorBlocked)) throw",
    "if (false) throw",
  ]),
  ...all({ kind: "state", file: "lib/tokens/store.ts", suite: enrolment }, [
    "an enrolment shown to another session",
    `AND confirmed_at IS NULL AND begun_in = \${BigInt(session.id)}\n       AND created_at`,
    `AND confirmed_at IS NULL AND begun_in > \${BigInt(0)}\n       AND created_at`,
  ]),
  ...all({ kind: "state", file: "lib/tokens/rules.ts", suite: enrolment }, [
    "an enrolment that waited",
    "enrolmentMinutes = 15",
    "enrolmentMinutes = 60",
  ]),
  ...all(
    { kind: "digest", file: "lib/approvals/confirmations.ts", suite: keys },
    ["a proof of another statement", "proof.purpose !== purpose || proof.digest !== row.digest", "false"],
    [
      "a statement without its token",
      'if (!proof) throw new DomainError("token.needed", {}, "token");',
      "if (!proof) return statement;",
    ],
  ),
  ...all({ kind: "digest", file: "lib/approvals/own.ts", suite: enrolment }, [
    "what was seen is not what there is",
    "digest !== seen || ",
    "",
  ]),
  ...all(
    { kind: "password", file: "lib/approvals/own.ts", suite: doors },
    ["a token that is held and not given", "else if (await holdsSecondFactor(ctx))", "else if (false)"],
    ["a token that is not used up", "if (proof) await useProof(ctx, proof);", "if (proof) void proof;"],
  ),
  ...all(
    { kind: "secret", file: "lib/secrets.ts", suite: sealed },
    [
      "opened for whom it is not",
      "decipher.setAAD(bound(id, belongs)).setAuthTag",
      'decipher.setAAD(bound(id, { purpose: "", owner: 0 })).setAuthTag',
    ],
    ["only the first key is known", "return keys.map((key) => {", "return keys.slice(0, 1).map((key) => {"],
  ),
];
