import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { wordsOfBrowser } from "@/lib/messages/browser";
import { catalogs } from "@/lib/messages/catalog";
import { skeletonOf } from "@/tests/house/icu";
import { listSources } from "@/tests/house/sources";
import { spokenIn } from "@/tests/house/spoken";

const sources = listSources()
  .filter(({ file }) => !/^(?:tests|prisma|lib\/messages)\//.test(file) && !file.endsWith(".mjs"))
  .map(({ file, text }) => ({ file, ...spokenIn(file, text) }));

/** `portal.login.title` → its sentence. */
function flat(words: unknown, at = ""): [string, string][] {
  if (typeof words === "string") return [[at, words]];
  return Object.entries(words ?? {}).flatMap(([key, below]) => flat(below, at === "" ? key : `${at}.${key}`));
}

const es = new Map(flat(catalogs.es));
const en = new Map(flat(catalogs.en));

/** Files whose texts nobody reads on a screen, and why. */
const unspoken: Record<string, string> = {
  "lib/cli/seed.ts": "names of places in the demonstration's data",
  "components/shell/search-button.tsx": "what is printed on keys",
  "lib/db.ts": "another's message, recognized",
  "lib/find-text.ts": "letters to compare, not words",
  "lib/simulator/delivery.ts": "an answer that is wrong on purpose",
  "lib/web/metrics.ts": "for Prometheus, in the language of its names",
};

/** What a key that a variable names may be, by file: keys, or all below one as `orders.status.*`. */
const named: Record<string, readonly string[]> = {
  "app/(portal)/operador/empresas/[tenant]/datos/page.tsx": ["access.services.*"],
  "components/administration/house-frame.tsx": ["access.menu.*"],
  "app/(portal)/corredores/usuarios/member-words.ts": ["member.words.*"],
  "components/brokers/member-fields.tsx": ["brokers.roles.*"],
  "components/brokers/section-ticks.tsx": ["brokers.sections.*"],
  "components/profiles/profile-form.tsx": ["access.services.*"],
  "components/profiles/profile-review.tsx": ["access.services.*"],
  "components/profiles/profile-verbs.tsx": ["access.services.*"],
  "components/profiles/why-off.tsx": ["access.services.*", "profiles.why.*"],
  "components/administration/house-menu.tsx": ["access.menu.*"],
  "app/(portal)/empresas/[company]/[product]/lotes/[lot]/views.tsx": [
    "batches.detail.faults",
    "batches.detail.warnings",
    "batches.detail.lines",
  ],
  "app/(portal)/empresas/[company]/[product]/lotes/autorizacion/[confirmation]/page.tsx": [
    "authorization.signing.used",
    "authorization.signing.expired",
    "authorization.signing.changed",
  ],
  "components/batches/batch-badge.tsx": ["batches.status.*"],
  "components/batches/batch-facts.tsx": ["batches.type.*", "batches.encoding.*"],
  "components/batches/fault-sentence.tsx": [],
  "components/batches/fault-table.tsx": ["batches.detail.faults", "batches.detail.warnings", "batches.field.*"],
  "components/batches/line-table.tsx": ["batches.field.*", "orders.rejection.*", "batches.detail.results.*"],
  "components/batches/sign-list.tsx": ["batches.type.*"],
  "components/batches/signed-content.tsx": ["batches.type.*"],
  "components/batches/tray.tsx": ["batches.type.*"],
  "app/(portal)/page.tsx": [
    "home.shortcuts.upload",
    "home.shortcuts.authorize",
    "home.shortcuts.orders",
    "home.shortcuts.balances",
  ],
  "components/bank/balance-tables.tsx": ["bank.available", "bank.held", "bank.current"],
  "components/bank/consolidated-table.tsx": ["bank.available", "bank.held", "bank.current"],
  "components/bank/statement-list.tsx": [
    "bank.statements.pdf",
    "bank.statements.csv",
    "bank.statements.pdfOf",
    "bank.statements.csvOf",
  ],
  "lib/statements/export.ts": ["bank.statements.taxId.*", "bank.movements.kindOf.*", "reports.master.kinds.*"],
  "components/cards/card-badge.tsx": ["cards.status.*"],
  "components/cards/card-lots.tsx": [
    "batches.type.*",
    "orders.rejection.*",
    "cards.waiting",
    "cards.processed",
    "cards.rejected",
  ],
  "components/master/instruction-badge.tsx": ["master.status.*", "master.failure.*"],
  "components/access/see-as.tsx": ["home.screens.*"],
  "components/help/template-list.tsx": ["batches.type.*"],
  "app/(portal)/layout.tsx": ["portal.companyData", "portal.messages", "portal.guides", "portal.downloads"],
  "app/(portal)/administracion/afiliados/page.tsx": [
    "house.affiliates.noMatch",
    "house.affiliates.noMatchText",
    "house.affiliates.noBranches",
    "house.affiliates.noBranchesText",
    "house.affiliates.noParties",
    "house.affiliates.noPartiesText",
  ],
  "components/home/movement-list.tsx": ["home.movements.kinds.*"],
  "components/home/waiting-list.tsx": [
    "home.waiting.sign",
    "home.waiting.pay",
    "home.waiting.paymentFailed",
    "home.waiting.confirm",
    "home.waiting.faults",
    "home.waiting.verification",
  ],
  "components/doubts/answer-list.tsx": ["doubts.operation.*"],
  "components/doubts/doubt-facts.tsx": ["doubts.instruction.asks.*"],
  "components/doubts/payment-of-change.tsx": ["doubts.instruction.asks.*"],
  "components/doubts/doubt-now.tsx": ["orders.status.*", "batches.status.*"],
  "components/doubts/said.tsx": ["doubts.said.*"],
  "components/live/offline-bar.tsx": ["portal.offline.gone", "portal.offline.held", "portal.offline.back"],
  "components/operator/changes-waiting.tsx": ["operator.changes.kinds.*"],
  "components/operator/health-tables.tsx": ["health.check.*"],
  "components/operator/trail-list.tsx": ["trail.events.*.*"],
  "components/operator/verdict-badge.tsx": ["health.verdict.*"],
  "components/operator/change-fields.tsx": ["batches.type.*"],
  "components/operator/change-list.tsx": ["operator.changes.statuses.*"],
  "components/operator/change-words.ts": [
    "batches.type.*",
    ...["signatures", "makerMaySign", "accounts", "inUse", "fixed", "points", "tax"].map(
      (key) => `operator.changes.${key}`,
    ),
  ],
  "app/(portal)/operador/empresas/nueva/page.tsx": ["access.services.*"],
  "components/operator/company-fields.tsx": ["access.services.*"],
  "components/operator/company-facts.tsx": ["access.services.*"],
  "components/operator/product-fields.tsx": ["batches.type.*"],
  "components/operator/product-table.tsx": ["batches.type.*"],
  "app/(portal)/operador/empresas/[tenant]/productos/words.ts": ["batches.type.*"],
  "components/own/session-list.tsx": ["own.sessions.channels.*"],
  "components/home/no-channel.tsx": ["home.channel.*"],
  "components/orders/order-badge.tsx": ["orders.status.*"],
  "components/orders/order-detail.tsx": ["orders.meaning.*", "batches.type.*"],
  "components/orders/order-filters.tsx": ["orders.status.*"],
  "components/orders/order-list.tsx": ["orders.failure.*"],
  "app/(portal)/administracion/usuarios/words.ts": ["access.services.*"],
  "components/people/person-badges.tsx": ["people.tokenStates.*"],
  "components/people/person-facts.tsx": ["access.services.*"],
  "components/people/person-fields.tsx": ["access.services.*"],
  "components/product/product-frame.tsx": ["portal.menu.*"],
  "components/shell/command-palette.tsx": [
    "home.palette.favourites",
    "home.palette.recent",
    "home.palette.screens",
    "home.palette.people",
    "home.palette.batches",
    "home.palette.orders",
    "home.palette.cards",
    "home.screens.*",
  ],
  "components/ui/date-range-pick.tsx": [
    "controls.date.today",
    "controls.date.week",
    "controls.date.month",
    "controls.date.lastMonth",
  ],
  "lib/app/open-api.ts": ["app.operations.*", "app.places.*", "app.asked.*", "app.statuses.*"],
  // Titles are whole where pages name them.
  "lib/web/preferences.ts": [],
  // A translator that is handed on.
  "lib/operator/instruction-doubts.ts": ["doubts.instruction.states.*"],
  "lib/operator/doubts.ts": ["doubts.resolve.states.*", "orders.status.*"],
  "lib/operator/registry-changes.ts": ["operator.changes.values.*"],
  "lib/orders/pdf.ts": ["orders.pdf.taxId.*", "orders.pdf.tax.*"],
  "lib/web/form-input.ts": ["portal.field.*"],
  "components/reports/report-chart.tsx": ["reports.finding.*"],
  "components/reports/report-criteria.tsx": ["reports.master.fields.*", "reports.master.kinds.*"],
  "components/reports/report-table.tsx": ["reports.master.columns.*", "reports.master.kinds.*"],
  "components/activity/activity-filters.tsx": ["access.services.*"],
  "lib/activity/sentences.ts": [
    "activity.events.*.*",
    "activity.keys.*",
    "access.actions.*",
    "access.channels.*",
    "teamhistory.asks.*.*",
    "brokers.roles.*",
    "brokers.sections.*",
  ],
  "lib/activity/export.ts": [
    ...["before", "after", "more", "file"].map((key) => `activity.export.${key}`),
    "teamhistory.file",
  ],
  "lib/activity/pdf.ts": ["activity.export.foot", "activity.export.page", "activity.export.count"],
  "lib/people/export.ts": ["activity.people.*"],
  "lib/brokers/export.ts": ["team.sheet.asked.*"],
  "lib/brokers/sheet.ts": ["brokers.sections.*", "team.sheet.columns.*", "team.sheet.grades.*"],
  // The catalogue itself, before any translator.
  "app/layout.tsx": ["portal.title", "portal.description"],
  "app/global-error.tsx": ["portal.error.title"],
};

/** Catalogues whose keys are codes that the domains raise; the compiler knows that each exists. */
const codes = ["refusals", "faults", "notices"];

/** Of `orders.status.*` every status; `end` is what may follow what the pattern says. */
const matching = (pattern: string, end: string) =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}${end}`);
const exists = (pattern: string) => [...es.keys()].some((key) => matching(pattern, "(?:\\.|$)").test(key));

describe("every word a person reads stands in the catalogues", () => {
  test("no sentence is written in place", () => {
    const found = sources
      .filter(({ file }) => !(file in unspoken))
      .flatMap(({ file, written }) => written.map(({ line, text }) => `${file}:${line} ${text}`));
    expect([...new Set(found)]).toEqual([]);
  });

  test("every key used exists", () => {
    const lost = sources.flatMap(({ file, keys }) =>
      keys
        .filter(({ kind, key }) => (kind === "whole" ? !es.has(key) : key !== "" && !exists(key)))
        .map(({ line, key }) => `${file}:${line} ${key}`),
    );
    expect(lost).toEqual([]);
    expect(
      Object.values(named)
        .flat()
        .filter((key) => !exists(key)),
    ).toEqual([]);
  });

  test("a key that a variable names is declared here", () => {
    const variables = sources.flatMap(({ file, keys }) =>
      keys.filter(({ kind }) => kind === "variable").map(({ key, line }) => ({ file, at: `${file}:${line} ${key}` })),
    );
    expect(variables.filter(({ file }) => !(file in named)).map(({ at }) => at)).toEqual([]);
    const files = new Set(sources.map(({ file }) => file));
    expect(Object.keys(named).filter((file) => !files.has(file))).toEqual([]);
  });

  test("every key is used", () => {
    const used = [...sources.flatMap(({ keys }) => keys.map(({ key }) => key)), ...Object.values(named).flat()];
    const whole = new Set(used);
    const patterns = [...whole].filter((key) => key.includes("*")).map((key) => matching(key, "$"));
    const raised = new Set(sources.flatMap(({ texts }) => [...texts]));
    const unused = [...es.keys()].filter((key) => {
      if (whole.has(key) || patterns.some((pattern) => pattern.test(key))) return false;
      const [catalogue = "", ...code] = key.split(".");
      return !(codes.includes(catalogue) && raised.has(code.join(".")));
    });
    expect(unused).toEqual([]);
  });
});

/** Catalogues that some pages bring whole for their browser's half. */
const brought = ["access", "bulk", "health", "master", "profiles"];

test("what the browser's half of a screen says comes with the page", () => {
  const there = new Set(
    flat(wordsOfBrowser("es")).flatMap(([key]) =>
      key.split(".").map((_, at, parts) => parts.slice(0, at + 1).join(".")),
    ),
  );
  const missing = listSources()
    .filter(({ text }) => text.startsWith('"use client"'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/useTranslations\("([\w.]+)"\)/g)].map(([, key = ""]) => ({ file, key })),
    )
    .filter(({ key }) => !there.has(key) && !brought.includes(key.split(".")[0] ?? ""));
  expect(missing).toEqual([]);
});

test("both languages have the same keys, each with the same arguments, branches and tags", () => {
  expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
  const differing = [...es].flatMap(([key, sentence]) => {
    const [spanish, english] = [skeletonOf(sentence), skeletonOf(en.get(key) ?? "")];
    return spanish.join() === english.join() ? [] : [{ key, spanish, english }];
  });
  expect(differing).toEqual([]);
});

test("English is not Spanish left over", () => {
  const foreign = [...en].filter(
    ([key, sentence]) => /[áéíóúñ¿¡«»]/i.test(sentence) && key !== "portal.preferences.languages.es",
  );
  expect(foreign).toEqual([]);
});

// House: usted. Forms that are also the third person (vuelve, firma) count only where an order begins a sentence.
const familiar = [
  /(?<!\p{L})(?:tú|tu|tus|ti|contigo|te|tuy[oa]s?|vos|sos)(?!\p{L})/iu,
  /(?<!\p{L})(?:puedes|podés|tienes|tenés|quieres|querés|debes|debés|necesitas|necesitás|eres|has|podrás|deberás|tendrás|verás|recibirás|hiciste|escribiste|firmaste|olvidaste|pediste)(?!\p{L})/iu,
  /(?:^|[.:;¡!?»] )¿?(?:Elige|Elegí|Escribe|Escribí|Revisa|Revisá|Ingresa|Ingresá|Haz|Hacé|Intenta|Intentá|Vuelve|Volvé|Selecciona|Seleccioná|Confirma|Confirmá|Firmá|Cargá|Busca|Buscá|Espera|Esperá|Pide|Pedí|Corrige|Corregí|Usa|Usá|Copia|Copiá|Agrega|Agregá|Quita|Quitá) (?=\p{Ll})/u,
];
/** Labels that a manual of the entity prints so. */
const ofManuals = ["style.login.forgot", "portal.login.forgot", "entry.recovery.title"];
/** "Espera por usted": it waits. */
const thirdPerson = ["home.waiting.title"];

test("Spanish says usted everywhere", async () => {
  const folder = path.join(import.meta.dirname, "../../lib/messages/es");
  const all: [string, string][] = [];
  for (const file of readdirSync(folder)) {
    const words = (await import(path.join(folder, file))) as Record<string, object>;
    for (const each of Object.values(words)) all.push(...flat(each, file.replace(".ts", "")));
  }
  expect(all.length).toBeGreaterThan(es.size);
  expect(
    all.filter(
      ([key, text]) => ![...ofManuals, ...thirdPerson].includes(key) && familiar.some((form) => form.test(text)),
    ),
  ).toEqual([]);
});
