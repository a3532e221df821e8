import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { findChromium } from "@/lib/cli/chromium";
import type { Line } from "@/tests/bench/report";
import { median, type Stage } from "@/tests/bench/stage";
import { chromiumArgs } from "@/tests/support/chromium-args";
import { clave } from "@/tests/support/login";
import { orderedLot } from "@/tests/support/spine";

/** look.md's limits: Largest Contentful Paint with the processor four times slower, and scripts of a first load, compressed. */
const paintMaxMs = 1_200;
const scriptsMaxKb = 200;
const slowdown = 4;
const rounds = 5;
const settleMs = 1_500;

type Look = { paintMs: number; shift: number; scriptsKb: number };

/** Every kind of page, loaded afresh with an empty cache by somebody who uses it: how soon it is there, what moved, what it brought. */
export async function benchWeb({ two }: Stage): Promise<Line[]> {
  const executablePath = findChromium() ?? undefined;
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArgs,
  });
  try {
    const { lot, order } = await orderedLot(two);
    const at = "/empresas/E1/P1";
    const routes: [path: string, usuario: string | null][] = [
      ["/ingresar", null],
      ["/", "firma1"],
      ["/empresas", "firma1"],
      [`${at}/lotes/carga`, "maker1"],
      [`${at}/lotes/${lot}`, "maker1"],
      [`${at}/lotes/autorizacion`, "firma1"],
      [`${at}/consultas/ordenes`, "pagador1"],
      [`${at}/consultas/ordenes/${order}`, "pagador1"],
      [`${at}/consultas/saldos`, "cm1"],
      [`${at}/consultas/movimientos`, "cm1"],
      [`${at}/tarjetas/1000000003`, "cm1"],
      ["/configuracion/usuario", "cm1"],
    ];
    const kept = new Map<string | null, State>([[null, undefined]]);
    const lines: Line[] = [];
    const all: Look[] = [];
    for (const [path, usuario] of routes) {
      if (!kept.has(usuario)) kept.set(usuario, await signedIn(browser, two.origin, usuario ?? ""));
      const looks: Look[] = [];
      // The first warms the server and is not counted.
      for (let round = 0; round <= rounds; round += 1)
        looks.push(await look(browser, two.origin + path, kept.get(usuario)));
      const counted = looks.slice(1);
      all.push(...counted);
      lines.push(paintLine(path, counted));
    }
    return [...lines, scriptsLine(all), shiftLine(all)];
  } finally {
    await browser.close();
  }
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;

async function signedIn(browser: Browser, origin: string, usuario: string): Promise<State> {
  const context = await browser.newContext({ locale: "es-CO" });
  const page = await context.newPage();
  await page.goto(`${origin}/ingresar`);
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL(`${origin}/`);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function look(browser: Browser, address: string, storageState: State): Promise<Look> {
  const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 800 }, locale: "es-CO" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const answer = await page.goto(address, { waitUntil: "load" });
  if (!answer?.ok()) throw new Error(`${address} answered ${answer?.status()}`);
  // Charts and calendars come after the page is there: what the document itself names is its first load.
  const named = [...new Set((await answer.text()).match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g))];
  await page.waitForTimeout(settleMs);
  // (Without functions of a name: the loader of this file would call its own on them, which the page does not have.)
  const seen = await page.evaluate(async (first) => {
    const [paints = [], shifts = []] = await Promise.all(
      ["largest-contentful-paint", "layout-shift"].map(
        (type) =>
          new Promise<PerformanceEntry[]>((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
            setTimeout(() => resolve([]), 300);
          }),
      ),
    );
    const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) =>
      first.includes(new URL(entry.name).pathname),
    );
    return {
      paintMs: paints.at(-1)?.startTime ?? Number.POSITIVE_INFINITY,
      shift: shifts.reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
      scriptsKb: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
    };
  }, named);
  await context.close();
  return seen;
}

const worst = (values: readonly number[]) => Math.max(...values);

function paintLine(path: string, looks: readonly Look[]): Line {
  return {
    work: `LCP of ${path}`,
    ours: median(looks.map(({ paintMs }) => paintMs)),
    beside: "the limit",
    peer: paintMaxMs,
    goal: 1,
    notes: [
      `${worst(looks.map(({ scriptsKb }) => scriptsKb)).toFixed(0)} kB of scripts, CLS ${worst(looks.map(({ shift }) => shift)).toFixed(3)}`,
    ],
  };
}

function scriptsLine(looks: readonly Look[]): Line {
  const ours = worst(looks.map(({ scriptsKb }) => scriptsKb));
  return {
    work: "scripts of a first load, the heaviest",
    unit: "kB",
    ours,
    beside: "the limit",
    peer: scriptsMaxKb,
    goal: 1,
    notes: [],
  };
}

function shiftLine(looks: readonly Look[]): Line {
  const ours = worst(looks.map(({ shift }) => shift));
  return { work: "CLS, the worst", unit: "", ours, beside: "the limit", peer: 0, goal: 1, notes: [] };
}
