import { all, type CodeMutant } from "@/tests/mutants/mutant";

/** What a process looks at before it starts, and how a database is brought up to date. */
export const operationMutants: readonly CodeMutant[] = [
  ...all(
    { kind: "boot", file: "lib/guards.ts", suite: ["tests/database/guards.test.ts"] },
    [
      "rights too many",
      "return [...demanded.filter((guard) => !found.has(guard)), ...added];",
      "return demanded.filter((guard) => !found.has(guard));",
    ],
    ["guards missing", "return [...demanded.filter((guard) => !found.has(guard)), ...added];", "return added;"],
    ["what is missing is only known", "if (missing.length > 0)\n", "if (missing.length > 900)\n"],
  ),
  ...all({ kind: "boot", file: "lib/web/boot.ts", suite: ["tests/database/boot.test.ts"] }, [
    "a portal that does not look",
    "    await requireGuards(database);\n",
    "    process.exit(0);\n",
  ]),
  ...all({ kind: "boot", file: "lib/worker/run.ts", suite: ["tests/database/boot.test.ts"] }, [
    "a worker that does not look",
    "await requireGuards(database).catch(",
    "await Promise.resolve().catch(",
  ]),
  ...all(
    { kind: "boot", file: "lib/cli/migrate.ts", suite: ["tests/database/guards.test.ts"] },
    [
      "two migrations at once",
      '    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);\n    await withRolesLocked',
      "    await withRolesLocked",
    ],
    [
      "two databases at once",
      "await withRolesLocked(ownerUrl, () => makeRoles(client, ownerUrl));",
      "await makeRoles(client, ownerUrl);",
    ],
    ["an edited migration", "else if (known !== checksum) throw", "else if (false) throw"],
  ),
  ...all(
    { kind: "boot", file: "lib/config.ts", suite: ["tests/cli/config.test.ts"] },
    [
      "a demonstration in production",
      'if (read.DEMO === "1" && read.LAUNCHED_BY === undefined) throw',
      "if (false) throw",
    ],
    [
      "a clock of its own in production",
      "if (read.CLOCK_OFFSET !== 0 && read.LAUNCHED_BY === undefined) throw",
      "if (false) throw",
    ],
    ["a portal over plain HTTP", '|| (url.protocol === "http:" && !loopback.has(url.hostname))) throw', ") throw"],
  ),
];
