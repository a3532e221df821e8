import type { BrokerPermission, Permission } from "@/lib/catalog";

/** A company whose products a person may open, or a broker they are in (which has none), as the shell carries it to the browser. */
export type Reachable = {
  code: string;
  name: string;
  permissions: readonly (Permission | BrokerPermission)[];
  products: readonly { code: string; name: string }[];
};

/** How many of each kind a search finds at most. */
export const foundMax = 8;

/** The pages of a company's own house, in the manual's order, each with the permission it asks for; null only a session. */
export const housePlaces = [
  { name: "profiles", part: "users", path: "/administracion/perfiles", asks: "profile.read" },
  { name: "people", part: "users", path: "/administracion/usuarios", asks: "user.read" },
  { name: "ownKeys", part: "users", path: "/configuracion/usuario", asks: null },
  { name: "keys", part: "users", path: "/administracion/claves", asks: "user.reset" },
  { name: "activation", part: "users", path: "/administracion/activacion", asks: "user.activate" },
  { name: "activity", part: "users", path: "/administracion/actividad", asks: "activity.read" },
  { name: "why", part: "users", path: "/administracion/porque", asks: "access.read" },
  { name: "names", part: "products", path: "/administracion/nombres", asks: "name.read" },
  { name: "affiliates", part: "products", path: "/administracion/afiliados", asks: "affiliate.read" },
  { name: "tokens", part: "security", path: "/administracion/tokens", asks: "token.read" },
  { name: "tokenList", part: "security", path: "/administracion/tokens/consulta", asks: "token.consult" },
] as const satisfies readonly {
  name: string;
  part: "users" | "products" | "security";
  path: string;
  asks: Permission | null;
}[];

/** What a company says of itself, help, templates of lots and what is written to the operator: its own too, beside its administration. */
export const helpPlaces = [
  { name: "companyData", path: "/configuracion/empresas", asks: "company.read" },
  { name: "messages", path: "/ayuda/mensajes", asks: "inquiry.read" },
  { name: "guides", path: "/ayuda", asks: "guide.read" },
  { name: "downloads", path: "/configuracion/descargas", asks: "template.read" },
] as const satisfies readonly { name: string; path: string; asks: Permission }[];

/** The pages of a broker that a search finds and a person may keep, each with the permission it asks for. */
export const brokerScreens = [
  { name: "brokerHome", path: "/corredores/inicio", asks: "brokerhome.read" },
  { name: "team", path: "/corredores/usuarios", asks: "brokeruser.read" },
  { name: "newMember", path: "/corredores/usuarios/nuevo", asks: "brokeruser.create" },
  { name: "teamHistory", path: "/corredores/historial", asks: "brokerhistory.read" },
  { name: "ownBroker", path: "/corredores/brokers", asks: "broker.read" },
  { name: "brokerSettings", path: "/corredores/ajustes", asks: "brokersettings.modify" },
] as const satisfies readonly { name: string; path: string; asks: BrokerPermission }[];

/** The portal's screens, each with the permission it asks for on its product; `any` is any of them, null only a session. */
const screens = {
  home: { path: /^\/$/, asks: null },
  user: { path: /^\/configuracion\/usuario$/, asks: null },
  companyData: { path: /^\/configuracion\/empresas$/, asks: "company.read" },
  messages: { path: /^\/ayuda\/mensajes$/, asks: "inquiry.read" },
  guides: { path: /^\/ayuda$/, asks: "guide.read" },
  downloads: { path: /^\/configuracion\/descargas$/, asks: "template.read" },
  companies: { path: /^\/empresas$/, asks: null },
  house: { path: /^\/administracion$/, asks: "house" },
  profiles: { path: /^\/administracion\/perfiles$/, asks: "profile.read" },
  people: { path: /^\/administracion\/usuarios$/, asks: "user.read" },
  keys: { path: /^\/administracion\/claves$/, asks: "user.reset" },
  activation: { path: /^\/administracion\/activacion$/, asks: "user.activate" },
  activity: { path: /^\/administracion\/actividad$/, asks: "activity.read" },
  why: { path: /^\/administracion\/porque$/, asks: "access.read" },
  names: { path: /^\/administracion\/nombres$/, asks: "name.read" },
  affiliates: { path: /^\/administracion\/afiliados$/, asks: "affiliate.read" },
  tokens: { path: /^\/administracion\/tokens$/, asks: "token.read" },
  tokenList: { path: /^\/administracion\/tokens\/consulta$/, asks: "token.consult" },
  brokerHome: { path: /^\/corredores\/inicio$/, asks: "brokerhome.read" },
  team: { path: /^\/corredores\/usuarios$/, asks: "brokeruser.read" },
  newMember: { path: /^\/corredores\/usuarios\/nuevo$/, asks: "brokeruser.create" },
  teamHistory: { path: /^\/corredores\/historial$/, asks: "brokerhistory.read" },
  ownBroker: { path: /^\/corredores\/brokers$/, asks: "broker.read" },
  brokerSettings: { path: /^\/corredores\/ajustes$/, asks: "brokersettings.modify" },
  product: { path: /^\/empresas\/(\w+)\/(\w+)$/, asks: "any" },
  upload: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/carga$/, asks: "batch.read" },
  authorization: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/autorizacion$/, asks: "batch.sign" },
  batch: { path: /^\/empresas\/(\w+)\/(\w+)\/lotes\/(L-\d{4}-\d{6})$/, asks: "batch.read" },
  orders: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/ordenes$/, asks: "order.read" },
  order: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/ordenes\/(OS-\d{4}-\d{6})$/, asks: "order.read" },
  balances: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/saldos$/, asks: "balance.read" },
  movements: { path: /^\/empresas\/(\w+)\/(\w+)\/consultas\/movimientos$/, asks: "movement.read" },
  reports: { path: /^\/empresas\/(\w+)\/(\w+)\/reportes$/, asks: "any" },
  masterReport: { path: /^\/empresas\/(\w+)\/(\w+)\/reportes\/cuenta-maestra$/, asks: "masterreport.read" },
  master: { path: /^\/empresas\/(\w+)\/(\w+)\/servicios\/cuenta-maestra$/, asks: "card.read" },
  card: { path: /^\/empresas\/(\w+)\/(\w+)\/tarjetas\/(\d{10})$/, asks: "card.read" },
} as const satisfies Record<string, { path: RegExp; asks: Permission | BrokerPermission | "any" | "house" | null }>;

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
  if (at.company === null)
    return reach.some(({ permissions }) =>
      asks === "house" ? isOfSomePlace(permissions) : permissions.includes(asks as Permission | BrokerPermission),
    );
  const company = reach.find((one) => one.code === at.company);
  if (!company?.products.some((product) => product.code === at.product)) return false;
  // Whoever may do nothing on products has none in their reach.
  return asks === "any" || company.permissions.includes(asks as Permission);
}

const isOfSomePlace = (permissions: Reachable["permissions"]): boolean =>
  housePlaces.some(({ asks }) => asks !== null && permissions.includes(asks));

/** What may wait for a person on a product; the order of the Bandeja. */
export const waitingKinds = ["sign", "pay", "paymentFailed", "confirm", "faults", "verification"] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** Whether it waits for a decision of this person; what is in verification waits for the bank. */
export const waitsForMe = (kind: WaitingKind): boolean => kind !== "verification";
