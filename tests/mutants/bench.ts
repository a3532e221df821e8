import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "@/lib/cli/migrate";
import { seedDatabase } from "@/lib/cli/seed";
import { cardConfig, roleUrl, secretsConfig } from "@/lib/config";
import { database } from "@/lib/db";
import { databaseMutants } from "@/tests/mutants/database";
import type { DatabaseMutant, Mutant, Result } from "@/tests/mutants/mutant";
import { type Run, Workshop } from "@/tests/mutants/workshop";
import { testCardKey, testSecretsKey } from "@/tests/support/keys";
import { dropFamily, startThrowawayPostgres } from "@/tests/support/postgres";
import { everyTableFilled } from "@/tests/support/rows";
import { administer, withDatabase } from "@/tests/support/template";

type Base = DatabaseMutant["base"];

/** One PostgreSQL with two templates (the demonstration, and with rows in every table), and so many copies of the tree to work in. */
export class Bench {
  private constructor(
    private readonly server: { url: string; stop: () => Promise<void> },
    private readonly folder: string,
    private readonly workshops: readonly Workshop[],
  ) {}

  static async open(lanes: number): Promise<Bench> {
    const server = await startThrowawayPostgres();
    const folder = mkdtempSync(join(tmpdir(), "mutants-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
    const workshops = Array.from({ length: lanes }, (_, lane) => new Workshop(join(folder, `lane-${lane}`)));
    const bench = new Bench(server, folder, workshops);
    try {
      await bench.#fill();
    } catch (error) {
      await bench.close();
      throw error;
    }
    return bench;
  }

  /** The demonstration, and a copy of it with rows in every table. */
  async #fill(): Promise<void> {
    const { server, folder } = this;
    await administer(server.url, "CREATE DATABASE base_seeded");
    await migrate(withDatabase(server.url, "base_seeded"));
    const keys = { ...secretsConfig({ SECRETS_KEY: testSecretsKey }), ...cardConfig({ CARD_KEY: testCardKey }) };
    await seedDatabase(withDatabase(server.url, "base_seeded"), keys);
    await administer(server.url, "CREATE DATABASE base_filled TEMPLATE base_seeded");
    await fill(withDatabase(server.url, "base_filled"), folder);
    // A database that somebody is connected to is not copied, and what the tests connect with stays open.
    await administer(
      server.url,
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'base_filled'",
    );
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async databaseMutants(): Promise<DatabaseMutant[]> {
    return onOwner(this.#base("seeded"), databaseMutants);
  }

  /** Nothing removed, everything green: or else what follows says nothing. @throws Error naming what is red */
  async requireGreen(mutants: readonly Mutant[]): Promise<void> {
    const suites = [...new Set(mutants.flatMap(({ suite }) => suite))];
    const [workshop] = this.workshops;
    if (!workshop || suites.length === 0) return;
    const { red, broken } = await workshop.run(suites, this.#base("seeded"), { all: true, limit: 1800 });
    if (red.length > 0 || broken) throw new Error(`Red before anything is removed: ${red.join("; ")} ${broken ?? ""}`);
  }

  /** Tries every mutant, as many runs at once as there are lanes. */
  async each(mutants: readonly Mutant[], tell: (result: Result) => void): Promise<void> {
    const trayOf = (mutant: Mutant) => ("tray" in mutant && mutant.tray ? mutant.tray.name : mutant);
    const waiting = [...Map.groupBy(mutants, trayOf).values()];
    const lane = async (workshop: Workshop) => {
      for (let together = waiting.shift(); together; together = waiting.shift())
        for (const result of await this.#tried(workshop, together)) tell(result);
    };
    await Promise.all(this.workshops.map(lane));
  }

  async #tried(workshop: Workshop, together: readonly Mutant[]): Promise<Result[]> {
    const [first] = together;
    if (!first) return [];
    const run =
      "sql" in first
        ? await this.#withSql(workshop, first, together as readonly DatabaseMutant[])
        : await this.#withCode(workshop, first);
    const own = (mutant: Mutant) => ("sql" in mutant && mutant.title ? new RegExp(mutant.title) : /./);
    const stray =
      typeof run === "string"
        ? []
        : run.red.filter((test) => !together.some((mutant) => own(mutant).test(titleOf(test))));
    return together.map((mutant) => {
      const { name, kind, survives, suite } = mutant;
      const seconds = typeof run === "string" ? 0 : run.seconds / together.length;
      const told = (outcome: Result["outcome"], by: string): Result => ({ name, kind, outcome, by, seconds });
      if (typeof run === "string") return told("outdated", run);
      if (run.broken) return told("broken", run.broken);
      if (stray.length > 0) return told("broken", `red though its guard stands: ${stray.slice(0, 3).join("; ")}`);
      const seen = run.red.find((test) => own(mutant).test(titleOf(test)));
      if (seen !== undefined) return told("caught", seen);
      if (run.run === 0) return told("outdated", "no test of that title");
      return survives ? told("excused", survives) : told("survived", suite.join(" "));
    });
  }

  async #withCode(workshop: Workshop, mutant: Exclude<Mutant, DatabaseMutant>): Promise<Run | string> {
    const { file, find, replace, suite } = mutant;
    const run = await workshop.changed(file, find, replace, () => workshop.run(suite, this.#base("seeded")));
    return run ?? `${file} has not exactly one: ${find}`;
  }

  async #withSql(
    workshop: Workshop,
    { base, suite, tray }: DatabaseMutant,
    together: readonly DatabaseMutant[],
  ): Promise<Run | string> {
    const name = `mutant_${randomBytes(6).toString("hex")}`;
    await administer(this.server.url, `CREATE DATABASE ${name} TEMPLATE base_${base}`);
    const url = withDatabase(this.server.url, name);
    try {
      for (const { sql } of together) await onOwner(url, (client) => client.query(sql));
      return await workshop.run(suite, url, tray ? { all: true, among: tray.among } : {});
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return `the database does not take it: ${error.message}`;
    } finally {
      await dropFamily(this.server.url, name);
    }
  }

  #base(base: Base): string {
    return withDatabase(this.server.url, `base_${base}`);
  }
}

/** A red test without its file. */
const titleOf = (test: string) => test.slice(test.indexOf(": ") + 2);

/** Rows in every table, placed as the tests place them: by the product's own commands. */
async function fill(owner: string, folder: string): Promise<void> {
  Object.assign(process.env, {
    LAUNCHED_BY: "tests",
    DATABASE_URL: owner,
    DATABASE_URL_WEB: roleUrl(owner, "app_web"),
    DATABASE_URL_WORKER: roleUrl(owner, "app_worker"),
    DATABASE_URL_VERIFY: roleUrl(owner, "verify"),
    AUDIT_ANCHOR_DIR: folder,
    SECRETS_KEY: testSecretsKey,
    CARD_KEY: testCardKey,
  });
  await everyTableFilled();
  await database().$disconnect();
  for (const name of Object.keys(process.env).filter((key) => key.startsWith("DATABASE_URL"))) delete process.env[name];
}

async function onOwner<Done>(url: string, work: (client: pg.Client) => Promise<Done>): Promise<Done> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
