import type { Permission } from "@/lib/catalog";

/** Whose products a person may open, as the shell carries it to the browser. */
export type Reachable = {
  code: string;
  name: string;
  permissions: readonly Permission[];
  products: readonly { code: string; name: string }[];
};

/** The portal's screens, each with the permission it asks for on its product; `any` is any of them, null only a session. */
const screens = {
  home: { path: /^\/$/, asks: null },
  user: { path: /^\/configuracion\/usuario$/, asks: null },
  messages: { path: /^\/ayuda\/mensajes$/, asks: null },
  companies: { path: /^\/empresas$/, asks: null },
  product: { path: /^\/empresas\/(\w+)\/(\w+)$/, asks: "any" },
  upload: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/carga$/, asks: "batch.read" },
  authorization: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/autorizacion$/, asks: "batch.sign" },
  batch: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/(L-\d{4}-\d{6})$/, asks: "batch.read" },
  orders: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/ordenes$/, asks: "order.read" },
  order: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/ordenes\/(OS-\d{4}-\d{6})$/, asks: "order.read" },
  balances: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/saldos$/, asks: "balance.read" },
  movements: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/movimientos$/, asks: "movement.read" },
  card: { path: /^\/empresas\/(\w+)\/(\w+)\/tarjetas\/(\d{10})$/, asks: "card.read" },
} as const satisfies Record<string, { path: RegExp; asks: Permission | "any" | null }>;

export type Screen = keyof typeof screens;
export type Standing = { screen: Screen; company: string | null; product: string | null; subject: string | null };

/** Which screen a path is, and of what; null for what is no screen that can be kept or found (a step, a file, a query). */
export function screenOf(path: string): Standing | null {
  for (const screen of Object.keys(screens) as Screen[]) {
    const found = screens[screen].path.exec(path);
    if (!found) continue;
    const [, company = null, product = null, subject = null] = found;
    return { screen, company, product, subject };
  }
  return null;
}

/** Whether a person of these companies may still open the screen that stands at a path. */
export function mayOpen(path: string, reach: readonly Reachable[]): boolean {
  const at = screenOf(path);
  if (!at) return false;
  const { asks } = screens[at.screen];
  if (asks === null) return true;
  const company = reach.find((one) => one.code === at.company);
  if (!company?.products.some((product) => product.code === at.product)) return false;
  return asks === "any" ? company.permissions.length > 0 : company.permissions.includes(asks);
}

/** What may wait for a person on a product; the order of the Bandeja. */
export const waitingKinds = ["sign", "pay", "paymentFailed", "confirm", "faults", "verification"] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** Whether it waits for a decision of this person; what is in verification waits for the bank. */
export const waitsForMe = (kind: WaitingKind): boolean => kind !== "verification";

const wordsMax = 3;

/**
 * The patterns of a search, at most three, of which all must match, the longest first; none for less than two letters. A word of one or two letters
 * finds the beginnings of words, a longer one any part of one.
 */
export function searchPatterns(typed: string, plain: (text: string) => string): string[] {
  const found = plain(typed).trim().split(/\s+/).filter(Boolean).slice(0, wordsMax);
  if (found.join("").length < 2) return [];
  const narrowest = found.toSorted((one, other) => other.length - one.length);
  return narrowest.map((word) => {
    const literal = word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
    return word.length < 3 ? `% ${literal}%` : `%${literal}%`;
  });
}
