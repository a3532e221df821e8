import type { IconName } from "@/components/ui/icon";
import { plain } from "@/lib/companies/rules";
import type { KeptPage } from "@/lib/home/kept-pages";
import {
  brokerScreens,
  foundMax,
  helpPlaces,
  housePlaces,
  mayOpen,
  type Reachable,
  type Screen,
  screenOf,
} from "@/lib/home/rules";
import type { Found } from "@/lib/home/search";
import { paths } from "@/lib/web/paths";

/** A line of the search: where it leads, what it is, where it stands. */
export type Entry = { key: string; label: string; detail: string; href: string; icon: IconName };
export type Group = {
  name: "favourites" | "recent" | "screens" | "people" | "batches" | "orders" | "cards";
  entries: Entry[];
};

type Words = {
  screen: (screen: Screen) => string;
  batchType: (type: Found["batches"][number]["type"]) => string;
  batchStatus: (status: Found["batches"][number]["status"]) => string;
  orderStatus: (status: Found["orders"][number]["status"]) => string;
  cardStatus: (status: Found["cards"][number]["status"]) => string;
  cardNumber: (last4: string) => string;
  noHolder: string;
  allPeople: string;
  typed: string;
};

const screenIcons: Record<Screen, IconName> = {
  home: "inbox",
  companies: "company",
  user: "settings",
  companyData: "company",
  messages: "mail",
  guides: "info",
  downloads: "download",
  house: "company",
  profiles: "shield",
  people: "person",
  keys: "lock",
  activation: "person",
  activity: "list",
  why: "info",
  names: "edit",
  affiliates: "brokers",
  tokens: "token",
  tokenList: "token",
  brokerHome: "brokers",
  team: "person",
  newMember: "plus",
  teamHistory: "list",
  ownBroker: "company",
  brokerSettings: "settings",
  product: "card",
  upload: "upload",
  authorization: "sign",
  batch: "file",
  orders: "list",
  order: "pay",
  balances: "pay",
  movements: "list",
  reports: "list",
  masterReport: "list",
  master: "pay",
  card: "card",
};

/** How a kept page is called: a screen by its word, a thing by what its page called itself. */
export function keptEntry(page: KeptPage, reach: readonly Reachable[], words: Pick<Words, "screen">): Entry | null {
  const at = screenOf(page.path);
  if (!at) return null;
  const company = reach.find((one) => one.code === at.company);
  const product = company?.products.find((one) => one.code === at.product);
  const label = at.subject === null && at.screen !== "product" ? words.screen(at.screen) : page.title;
  return {
    key: `kept ${page.path}`,
    label,
    detail: [product?.name, company?.name].filter(Boolean).join(" · "),
    href: page.path,
    icon: screenIcons[at.screen],
  };
}

/** Every screen that this person may open now: those of the portal, and of each of their products. */
export function screenEntries(reach: readonly Reachable[], words: Pick<Words, "screen">): Entry[] {
  const places = {
    home: paths.home,
    companies: paths.companies,
    user: paths.user(),
  } as const;
  const hasProducts = reach.some(({ products }) => products.length > 0);
  const own: Entry[] = (["home", ...(hasProducts ? (["companies"] as const) : []), "user"] as const).map((screen) => ({
    key: screen,
    label: words.screen(screen),
    detail: "",
    href: places[screen],
    icon: screenIcons[screen],
  }));
  const ofHouse = housePlaces.flatMap(({ name, path }): Entry[] =>
    name === "ownKeys"
      ? []
      : [{ key: name, label: words.screen(name), detail: words.screen("house"), href: path, icon: screenIcons[name] }],
  );
  const ofHelp = helpPlaces.map(
    ({ name, path }): Entry => ({
      key: name,
      label: words.screen(name),
      detail: "",
      href: path,
      icon: screenIcons[name],
    }),
  );
  const ofBrokers = brokerScreens.map(
    ({ name, path }): Entry => ({
      key: name,
      label: words.screen(name),
      detail: name === "brokerHome" ? "" : words.screen("brokerHome"),
      href: path,
      icon: screenIcons[name],
    }),
  );
  const ofProducts = reach.flatMap((company) =>
    company.products.flatMap((product) =>
      (["product", "upload", "authorization", "orders", "balances", "movements", "master"] as const).map((screen) => ({
        key: `${screen} ${product.code}`,
        label: screen === "product" ? product.name : words.screen(screen),
        detail: screen === "product" ? company.name : `${product.name} · ${company.name}`,
        href: paths[screen]({ company, product }),
        icon: screenIcons[screen],
      })),
    ),
  );
  return [
    ...own,
    ...[...ofHelp, ...ofHouse, ...ofBrokers, ...ofProducts].filter((entry) => mayOpen(entry.href, reach)),
  ];
}

/**
 * Where an entry leads from the page in sight: a screen that names no place, to that of the company or broker which the page names and in which the person
 * may open it. Without that it would be of wherever they were last, in another tab.
 */
export function inSight(href: string, reach: readonly Reachable[], at: { pathname: string; search: string }): string {
  const code = new URLSearchParams(at.search).get("empresa");
  const area = /^\/(?:corredores|administracion)(?=\/|$)/.exec(at.pathname)?.[0];
  const here = reach.find((one) => one.code === code);
  if (!area || !here || href.includes("?") || !`${href}/`.startsWith(`${area}/`) || !mayOpen(href, [here])) return href;
  return paths.ofCompany(href, here.code);
}

/** Screens of which every word typed is a part; after a `/`, or before anything is typed, all of them. */
export function matchingScreens(entries: readonly Entry[], typed: string): Entry[] {
  const words = plain(typed.replace(/^\//, "")).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => words.every((word) => plain(`${entry.label} ${entry.detail}`).includes(word)));
}

/** The lists that hold whoever else matches, one a broker. */
function wholeTeams({ people }: Found, { allPeople, typed }: Words): Entry[] {
  const brokers = new Map(people.map(({ broker }) => [broker.code, broker.name]));
  return [...brokers].map(([code, name]) => ({
    key: `team ${code}`,
    label: allPeople,
    detail: name,
    href: paths.withQuery(paths.team(code), { buscar: typed.trim() }),
    icon: "list",
  }));
}

/** What the server found, as groups in the order they are shown; empty ones are left out. */
export function foundGroups(found: Found, words: Words): Group[] {
  const groups: Group[] = [
    {
      name: "people",
      entries: [
        ...found.people.map(
          ({ username, name, broker }): Entry => ({
            key: `person ${broker.code} ${username}`,
            label: name,
            detail: `${username} · ${broker.name}`,
            href: paths.member(broker.code, username),
            icon: "person",
          }),
        ),
        ...(found.people.length < foundMax ? [] : wholeTeams(found, words)),
      ],
    },
    {
      name: "batches",
      entries: found.batches.map((lot) => ({
        key: `batch ${lot.company.code} ${lot.number}`,
        label: lot.number,
        detail: [words.batchStatus(lot.status), lot.fileName, lot.product.name, lot.company.name].join(" · "),
        href: paths.batch(lot, lot.number),
        icon: "file",
      })),
    },
    {
      name: "orders",
      entries: found.orders.map((order) => ({
        key: `order ${order.company.code} ${order.number}`,
        label: order.number,
        detail: [words.orderStatus(order.status), order.product.name, order.company.name].join(" · "),
        href: paths.order(order, order.number),
        icon: "pay",
      })),
    },
    {
      name: "cards",
      entries: found.cards.map((card) => ({
        key: `card ${card.reference}`,
        label: `${card.holder ?? words.noHolder} ${words.cardNumber(card.last4)}`,
        detail: [words.cardStatus(card.status), card.product.name, card.company.name].join(" · "),
        href: paths.card(card, card.reference),
        icon: "card",
      })),
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
