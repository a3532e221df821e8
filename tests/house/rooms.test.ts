import { expect, test } from "vitest";
import { listSources } from "@/tests/house/sources";

const sources = listSources();
const domains = [
  "parameters",
  "audit",
  "mail",
  "auth",
  "tokens",
  "drafts",
  "approvals",
  "files",
  "bulk",
  "ledger",
  "cards",
  "companies",
  "profiles",
  "people",
  "access",
  "registers",
  "bank",
  "statements",
  "activity",
  "brokers",
  "own",
  "support",
  "health",
  "orders",
  "batches",
  "reports",
  "instructions",
  "operator",
  "invoices",
  "home",
  "app",
];
const domain = domains.join("|");

type Rule = { name: string; from: RegExp; never: RegExp; except?: RegExp };

/** Who may import what, of values; types cross freely (ARCHITECTURE.md, Rooms). */
const rules: Rule[] = [
  {
    name: "routes know components, lib/web, small files and of a domain its queries, commands, schema, rules and crafts; never db or a store",
    from: /^app\//,
    never: /^lib\/(db|command|guards|queue)$|^lib\/[^/]+\/store$|^lib\/(worker|cli|gateways|generated|simulator)\//,
  },
  {
    name: "components take props: of lib only words, paths and pure functions",
    from: /^components\//,
    never: /^(app|lib)\//,
    except:
      /^lib\/(messages\/|web\/(outcome|paths|busy-digest)$|[^/]+\/((?:password-)?rules|schema|layouts|shown)$|batches\/fault-line$|(catalog|money|words|words-amount|bytes|mask|assert|errors|sorting)$)/,
  },
  {
    name: "rules and schemas do no I/O",
    from: /^lib\/[^/]+\/((?:password-)?rules|schema)\.ts$/,
    never:
      /^(node:|pg$|next)|^lib\/(db|command|queue|log)$|\/(store|queries|commands)$|^lib\/(web|worker|cli|gateways)\//,
  },
  {
    name: "only lib/db knows the generated client",
    from: /^(app|components|lib)\//,
    never: /^lib\/generated\//,
    except: /^$/,
  },
  {
    name: "only lib/web and the words know Next",
    from: /^lib\/(?!web\/|words\.ts|cli\/)/,
    never: /^next(-intl)?(\/|$)/,
  },
  {
    name: "the outside is for jobs",
    from: /^(app|components)\/|^lib\/(?!gateways\/|simulator\/|worker\/|cli\/|batches\/(settle|process|page)\.ts|bank\/refresh\.ts|instructions\/settle\.ts|(?:orders|auth|support)\/mail\.ts)/,
    never: /^lib\/gateways\//,
  },
  {
    name: "domains stay out of web, worker and screens",
    from: new RegExp(`^lib/(${domain})/`),
    never: /^(app|components)\/|^lib\/(web|cli|worker|simulator)\//,
  },
  ...domains.slice(0, -1).map((name, index) => ({
    name: `lib/${name} imports only domains to its left`,
    from: new RegExp(`^lib/${name}/`),
    never: new RegExp(`^lib/(${domains.slice(index + 1).join("|")})/`),
  })),
];

test.each(rules)("$name", ({ name, from, never, except }) => {
  const exempt = name.startsWith("only lib/db") ? /^lib\/(db\.ts|generated)/ : /^$/;
  const broken = sources
    .filter(({ file }) => from.test(file) && !exempt.test(file))
    .flatMap(({ file, imports }) =>
      imports
        .filter((one) => one.value && never.test(one.from) && !except?.test(one.from))
        .map((one) => `${file} → ${one.from}`),
    );
  expect(broken).toEqual([]);
});

test("no import goes in a circle", () => {
  const byPlace = new Map(sources.map((source) => [source.file.replace(/\.(tsx?|mjs)$/, ""), source]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (place: string, trail: string[]) => {
    if (trail.includes(place)) circles.push([...trail.slice(trail.indexOf(place)), place].join(" → "));
    else if (!done.has(place)) {
      for (const one of byPlace.get(place)?.imports ?? [])
        if (one.value) visit(one.from.replace(/\.mjs$/, ""), [...trail, place]);
      done.add(place);
    }
  };
  for (const place of byPlace.keys()) visit(place, []);
  expect(circles).toEqual([]);
});

test("no source file is over 400 lines, words apart", () => {
  const long = sources
    .filter(({ file, text }) => !file.startsWith("lib/messages/") && text.split("\n").length > 401)
    .map(({ file }) => file);
  expect(long).toEqual([]);
});

test.each([
  ["any", /: any\b|as any\b|<any>/],
  ["suppressions", /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable/],
  ["Math.random", /Math\.random\(/],
  ["parseFloat", /parseFloat\(/],
  ["raw SQL from text", /RawUnsafe|Prisma\.raw\(/],
  ["raw HTML", /dangerouslySetInnerHTML/],
  ["focused or skipped tests", /\b(test|it|describe)\.(only|skip|todo)\(/],
  ["work left for later", /\b(TODO|FIXME|XXX)\b/],
])("no %s", (_, pattern) => {
  const found = sources
    .filter(({ file, text }) => file !== "tests/house/rooms.test.ts" && pattern.test(text))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});
