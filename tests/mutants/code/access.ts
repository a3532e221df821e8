import { all, type CodeMutant } from "@/tests/mutants/mutant";

const sessions = ["tests/access/sessions.test.ts"];
const doors = ["tests/web/refusals.test.ts", "tests/web/doors.test.ts"];

/** Who may come in, from where, and what every door and command asks. */
export const accessMutants: readonly CodeMutant[] = [
  ...all({ kind: "permission", file: "lib/command.ts", suite: sessions }, [
    "any command",
    'if (!may) throw new DomainError("access.notAllowed");',
    "",
  ]),
  {
    name: "no membership",
    kind: "scope",
    file: "lib/command.ts",
    suite: sessions,
    find: "if (!membership || !company || !product) throw new NotFound();",
    replace:
      "if (!company || !product) throw new NotFound();\n  Object.assign(entered, { membership: membership ?? { id: 1, permissions: [asks] } });",
    survives: "enter() gives the company only to who is its member, and the company is asked beside it",
  },
  ...all(
    { kind: "trail", file: "lib/command.ts", suite: [...sessions, ...doors] },
    ["a command without a trail", `assert(trail.written > 0, \`\${asks} leaves a trail\`);`, ""],
    [
      "a refused command not recorded",
      "      return await inTransaction(work);\n    } catch (error) {\n      await recordRefusal(caller, asks, error);",
      "      return await inTransaction(work);\n    } catch (error) {",
    ],
    ["a refusal recorded twice", " || inTrail.has(error)) return;", ") return;"],
  ),
  ...all({ kind: "session", file: "lib/command.ts", suite: sessions }, [
    "a session that is none",
    "if (!row?.entered) throw new NotSignedIn();",
    "if (!row) throw new NotSignedIn();",
  ]),
  ...all(
    { kind: "state", file: "lib/command.ts", suite: ["tests/access/conflicts.test.ts"] },
    ["a conflict not tried again", "if (!isConflict(error) || attempt === triesMax) throw error;", "throw error;"],
    ["a conflict tried for ever", "|| attempt === triesMax) throw error;", "|| attempt === 40) throw error;"],
  ),
  ...all(
    { kind: "permission", file: "lib/web/doors.ts", suite: doors },
    [
      "a page",
      "return answered(at.params, door.asks, (caller) => read(caller, door.asks, (ctx) => render(ctx, at)));",
      'return answered(at.params, door.asks, (caller) => read(caller, "batch.read", (ctx) => render(ctx, at)));',
    ],
    [
      "a form",
      "return runCommand(caller, asks, (ctx) => run(ctx, parsed));",
      'return runCommand(caller, "batch.read", (ctx) => run(ctx, parsed));',
    ],
    ["a body that streams in", "await read(caller, door.asks, async () => undefined);", ""],
  ),
  ...all(
    { kind: "origin", file: "lib/web/doors.ts", suite: doors },
    ["a form of any page", "    requireOwnOrigin(await headers());\n    const texts", "    const texts"],
    [
      "a body of any page",
      "      requireOwnOrigin(request.headers);\n      await touchSession(caller);\n      await read",
      "      await touchSession(caller);\n      await read",
    ],
    ["a draft of any page", "      requireOwnOrigin(request.headers);\n      await readOwn", "      await readOwn"],
    [
      "a logout of any page",
      "      requireOwnOrigin(request.headers);\n      return await answer(caller);",
      "      return await answer(caller);",
    ],
  ),
  ...all({ kind: "password", file: "lib/web/doors.ts", suite: doors }, [
    "no clave typed again",
    'if (typeof confirmed?.input.clave === "string") await confirmPassword(caller, confirmed.input.clave);',
    "",
  ]),
  ...all(
    { kind: "input", file: "lib/drafts/rules.ts", suite: doors },
    ["a clave sent back to the form", '  "clave",\n', ""],
    ["a code sent back to the form", '  "codigo",\n', ""],
  ),
  ...all({ kind: "tries", file: "lib/web/doors.ts", suite: doors }, [
    "a wrong code goes on",
    "return refusal === null || alreadyRecorded(refusal);",
    "return refusal !== undefined;",
  ]),
  ...all(
    { kind: "origin", file: "lib/web/request.ts", suite: doors },
    ["any origin", 'from.get("origin") !== settings().publicOrigin || ', ""],
    ["another site that says so", ' || (site !== null && site !== "same-origin")', ""],
    [
      "no origin at all",
      'from.get("origin") !== settings().publicOrigin',
      '(from.get("origin") ?? settings().publicOrigin) !== settings().publicOrigin',
    ],
    ["an address that the browser wrote", '?.split(",").at(-1)', '?.split(",").at(0)'],
  ),
  ...all({ kind: "origin", file: "lib/web/client-address.ts", suite: ["tests/web/client-address.test.ts"] }, [
    "anybody's forwarded address",
    "if (!trustedProxies.includes(address)) request",
    "if (false) request",
  ]),
  ...all(
    { kind: "path", file: "lib/web/own-path.ts", suite: ["tests/web/rules.test.ts"] },
    ["another host", "/^\\/(?![/\\\\])", "/^\\/"],
    ["a backslash", "[\\x21-\\x5b\\x5d-\\x7e]", "[\\x21-\\x7e]"],
    ["a path that is none", "/^\\/(?![/\\\\])", "/^"],
    ["of any length", " || text.length > 500) return null", ") return null"],
  ),
  ...all(
    { kind: "input", file: "lib/web/form-input.ts", suite: ["tests/web/form-input.test.ts"] },
    ["a file in a form", 'if (!values.every((value) => typeof value === "string")) return null;', ""],
    ["an object with a prototype", "Object.create(null)", "{}"],
    ["no form at all", "if (!(form instanceof FormData)) return null;", ""],
  ),
  ...all(
    { kind: "input", file: "lib/batches/schema.ts", suite: ["tests/web/form-input.test.ts"] },
    [
      "a field nobody knows",
      "export const endBatchSchema = z.strictObject(",
      "export const endBatchSchema = z.object(",
    ],
    ["a lot's number of any form", "/^L-\\d{4}-\\d{6}$/", "/L/"],
    [
      "a reason of four",
      'characters(text) >= 5, "tooShort");\n\nexport',
      'characters(text) >= 4, "tooShort");\n\nexport',
    ],
    ["a version with a sign", "/^\\d{1,9}$/", "/^-?\\d{1,9}$/"],
  ),
  ...all(
    { kind: "input", file: "lib/orders/schema.ts", suite: ["tests/web/form-input.test.ts"] },
    ["a code of other digits", "/^[0-9]{6}$/", "/^.{6}$/u"],
    ["a code of any length", "/^[0-9]{6}$/", "/^[0-9]+$/"],
  ),
  ...all(
    { kind: "password", file: "lib/auth/commands.ts", suite: [...sessions, ...doors] },
    ["any clave at the login", "found && (own || lent) && (await openSession", "found && (await openSession"],
    ["any clave typed again", '() => passwordMatches(stored, password, "signedIn")', "async () => stored !== null"],
    ["a clave typed again by nobody", "if (!who?.entered) throw new NotSignedIn();", ""],
    ["the secret kept in the database", 'createHash("sha256").update(secret).digest()', "Buffer.from(secret)"],
    ["a refused login not recorded", "await recordRefusedLogin(caller, username);", ""],
    [
      "a session that does not end",
      `await database().$executeRaw\`SELECT session_close(\${caller.token}, \${caller.address}, \${caller.requestId})\`;`,
      "return;",
    ],
  ),
  ...all(
    { kind: "password", file: "lib/auth/passwords.ts", suite: [...sessions, "tests/access/passwords.test.ts"] },
    [
      "strangers are told by the time",
      "verify(one ?? nobody, password)",
      "(one === null ? Promise.resolve(false) : verify(one, password))",
    ],
    ["a queue without end", "waiting.length >= waitingMax", "waiting.length >= 100 * waitingMax"],
    [
      "one queue for all",
      "const lanes = { login: lane(), signedIn: lane() };",
      "const one = lane();\nconst lanes = { login: one, signedIn: one };",
    ],
    ["a cheaper hash", "memoryCost: 32_768", "memoryCost: 3_276"],
  ),
  ...all(
    { kind: "session", file: "lib/auth/schema.ts", suite: sessions },
    ["spellings of one person", '.normalize("NFKC")', ""],
    ["capitals of one person", ".toLowerCase()", ""],
  ),
  ...all(
    { kind: "session", file: "lib/web/session.ts", suite: ["tests/web/session.test.ts"] },
    ["a cookie that scripts read", "httpOnly: true", "httpOnly: false"],
    ["a cookie over plain HTTP", "secure: true", "secure: false"],
    ["a cookie for other sites", 'sameSite: "lax"', 'sameSite: "none"'],
    ["a logout that leaves the cookie", "=; Path=/; Max-Age=0;", "=; Path=/;"],
  ),
  ...all(
    { kind: "tries", file: "lib/auth/attempts.ts", suite: ["tests/auth/attempts.test.ts"] },
    [
      "entry: a session that outlives its tries",
      "if (tried.remaining === 0 && caller.token) throw",
      "if (false) throw",
    ],
    ["entry: verified without a try", "if (!tried.taken) throw", "if (!tried.taken && false) throw"],
    ["entry: an IPv6 network is many addresses", "!isIPv6(address) ||", "true ||"],
    ["entry: a try lost to an outage", '    await giveBack(kind, keys, "unverified");\n', ""],
    ["entry: a try whose giving back failed", "void giveLate(give);", ""],
  ),
  ...all(
    { kind: "tries", file: "lib/auth/commands.ts", suite: ["tests/auth/attempts.test.ts", "tests/auth/entry.test.ts"] },
    [
      "entry: the own clave while paused",
      "taken ? (found?.password_hash ?? null) : null",
      "found?.password_hash ?? null",
    ],
    ["entry: strangers keep everybody out", "found && found.known !== null", "found && found.known === -1n"],
    ["entry: a flood uses up tries", 'if (taken) await giveBack("login", keys, "unverified");', ""],
    ["entry: tries against any company", "company: company?.code };", "company: caller.company };"],
    ["entry: what was lent waits too", "!(own || lent)", "!(own || (lent && taken))"],
  ),
  ...all(
    { kind: "password", file: "lib/own/password.ts", suite: ["tests/auth/entry.test.ts"] },
    ["entry: no clave typed beside the new one", "return right;", "return true;"],
    ["entry: whatever new clave", "if (open) throw", "if (false) throw"],
    ["entry: two that differ", "if (claveNueva !== claveRepetida) throw", "if (false) throw"],
    ["entry: a common one", "if (isCommon(claveNueva, await commonPasswords()))", "if (false)"],
    ["entry: one of before", ".includes(true))", ".includes(true) && false)"],
  ),
  ...all({ kind: "limits", file: "lib/auth/recovery.ts", suite: ["tests/auth/recovery.test.ts"] }, [
    "entry: recoveries without end",
    "if (!taken) {",
    "if (false) {",
  ]),
  ...all(
    { kind: "limits", file: "lib/auth/mail.ts", suite: ["tests/auth/recovery.test.ts"] },
    ["entry: a clave mailed too late", "if (!found?.person || found.late)", "if (!found?.person)"],
    ["entry: mails without end", "if (!taken) return told", "if (!taken && false) return told"],
    [
      "entry: mail that is down uses them up",
      '    await giveBack("recovery", { person: username }, "unverified");\n',
      "",
    ],
  ),
];
