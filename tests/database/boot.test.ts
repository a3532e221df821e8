import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { root } from "@/lib/cli/processes";
import { roleUrl } from "@/lib/config";
import { connected } from "@/tests/support/roles";
import { cloneDatabase } from "@/tests/support/template";

// Real processes on a database that lacks one guard: neither starts, both say which, and neither prints an address or a clave.

const boots = {
  "the portal": ["--eval", `import("${join(root, "instrumentation.ts")}").then((module) => module.register())`],
  "the worker": [join(root, "lib/cli/worker.ts")],
} as const;

/** Exit code and words of a process started on a database; null when it had to be killed. */
async function ended(what: keyof typeof boots, owner: string): Promise<{ code: number | null; text: string }> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", ...boots[what]], {
    cwd: root,
    env: {
      ...env,
      NEXT_RUNTIME: "nodejs",
      DATABASE_URL_WEB: roleUrl(owner, "app_web"),
      DATABASE_URL_WORKER: roleUrl(owner, "app_worker"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return { code, text };
}

test.each(Object.keys(boots) as (keyof typeof boots)[])(
  "%s does not start without a trigger of the ledger",
  async (what) => {
    const owner = await cloneDatabase(inject("templateUrl"));
    await connected(new URL(owner), (client) => client.query("DROP TRIGGER transfer_append_only ON transfer"));
    const { code, text } = await ended(what, owner);
    expect([code, text]).toEqual([1, expect.stringContaining("The database lacks 1 guards: trigger transfer O")]);
    expect(text).not.toContain(new URL(roleUrl(owner, "app_web")).password);
  },
);
