import type { ActionWord, ServiceWord } from "@/lib/messages/es/access";

/** Where an act may come from: the web pages, the same pages on a phone, the App's API. A session has one. */
export const channels = ["WEB", "PHONE", "APP"] as const;
export type Channel = (typeof channels)[number];

/** The groups of the tree of services, in the manual's order (seeds: OcciRed, Perfilamiento). */
export const groups = ["consultas", "transacciones", "servicio", "administracion", "ayudas", "archivos"] as const;
export type ServiceGroup = (typeof groups)[number];

/**
 * The services that exist, with the actions each one grants: what a profile may hold and what a door may ask for. An action belongs to one
 * service and works in the channels that the profile grants of it; `.export`, `.pdf` and `.print` are actions of their own. `app`: the App's
 * API has a door for it. A test holds this list against the declared doors, both ways.
 */
export const catalog = {
  "consultas.saldos": { group: "consultas", app: true, grants: ["balance.read"] },
  "consultas.movimientos": {
    group: "consultas",
    app: false,
    grants: ["movement.read", "statement.export", "statement.pdf"],
  },
  "consultas.archivos": { group: "consultas", app: true, grants: ["batch.read"] },
  "consultas.ordenes": { group: "consultas", app: true, grants: ["order.read", "order.pdf", "order.print"] },
  "reportes.cuenta-maestra": {
    group: "consultas",
    app: false,
    grants: ["masterreport.read", "masterreport.export", "masterreport.csv", "masterreport.pdf", "masterreport.print"],
  },
  "lotes.carga": { group: "transacciones", app: false, grants: ["batch.upload", "batch.confirm", "batch.delete"] },
  "lotes.autorizacion": {
    group: "transacciones",
    app: true,
    grants: ["batch.sign", "batch.reject", "batch.withdraw", "batch.annul"],
  },
  "ordenes.pago": { group: "transacciones", app: false, grants: ["order.pay", "order.annul"] },
  "servicios.cuenta-maestra": {
    group: "transacciones",
    app: false,
    grants: [
      "card.read",
      "card.balance",
      "card.credit",
      "card.debit",
      "card.block",
      "card.unblock",
      "card.replace",
      "master.fund",
      "master.withdraw",
    ],
  },
  "servicio.mensajes": { group: "servicio", app: false, grants: ["inquiry.read", "inquiry.write"] },
  "administracion.perfiles": {
    group: "administracion",
    app: false,
    grants: ["profile.read", "profile.create", "profile.modify", "profile.delete"],
  },
  "administracion.usuarios": {
    group: "administracion",
    app: false,
    grants: ["user.read", "user.create", "user.modify", "user.export"],
  },
  "administracion.claves": { group: "administracion", app: false, grants: ["user.reset", "user.unlock"] },
  "administracion.activacion": { group: "administracion", app: false, grants: ["user.activate"] },
  "administracion.porque": { group: "administracion", app: false, grants: ["access.read"] },
  "administracion.actividad": {
    group: "administracion",
    app: false,
    grants: ["activity.read", "activity.export", "activity.pdf", "activity.print"],
  },
  "administracion.nombres": { group: "administracion", app: false, grants: ["name.read", "name.modify"] },
  "administracion.afiliados": {
    group: "administracion",
    app: false,
    grants: ["affiliate.read", "affiliate.create", "affiliate.modify"],
  },
  "configuracion.empresas": { group: "administracion", app: false, grants: ["company.read", "company.edit"] },
  "administracion.tokens": {
    group: "administracion",
    app: false,
    grants: ["token.read", "token.assign", "token.block", "token.replace"],
  },
  "administracion.consulta-token": { group: "administracion", app: false, grants: ["token.consult"] },
  "ayudas.guias": { group: "ayudas", app: false, grants: ["guide.read"] },
  "archivos.plantillas": { group: "archivos", app: false, grants: ["template.read"] },
} as const;

export type Service = keyof typeof catalog;
export type Permission = (typeof catalog)[Service]["grants"][number];
/** What a profile ticks of a service: a channel in which it works, or an action. */
export type Flag = Channel | Permission;

export const services = Object.keys(catalog) as Service[];

/** The services without which a company cannot be administered: it always has them, and its administrators hold their actions. */
export const neededServices = [
  "administracion.perfiles",
  "administracion.usuarios",
  "administracion.activacion",
] as const;

/** What an administrator must hold to be one: from these everything else can be given again (`administrators` in SQL says the same). */
export const administrating = [
  "profile.modify",
  "user.modify",
  "user.activate",
] as const satisfies readonly Permission[];

/** Every flag of a service, its channels first. */
export const flagsOf = (service: Service): readonly Flag[] => [
  ...channels.filter((channel) => channel !== "APP" || catalog[service].app),
  ...catalog[service].grants,
];

const byPermission = new Map<string, Service>(
  services.flatMap((service) => catalog[service].grants.map((permission) => [permission, service] as const)),
);

/** The keys of a service's and an action's name in the catalogue of words, where a point divides. */
export const serviceWord = (service: string) => service.replace(".", "-") as ServiceWord;
export const actionWord = (permission: string) => permission.replace(".", "-") as ActionWord;

/** The service that an action belongs to; undefined for what is none of a company's. */
export const serviceOf = (permission: string): Service | undefined => byPermission.get(permission);

const groupOf = (permission: string): ServiceGroup | undefined => {
  const service = serviceOf(permission);
  return service && catalog[service].group;
};

/** Whether an action is on a product: of the card programme. */
export const isOfProducts = (permission: string): boolean =>
  ["consultas", "transacciones"].includes(groupOf(permission) ?? "");

/** Whether an action is on the company's own house: of its administration. */
export const isOfHouse = (permission: string): boolean => groupOf(permission) === "administracion";

/** The same for the operator's desk: what a profile of the platform may hold. */
export const operatorCatalog = {
  "operador.empresas": ["registry.read", "registry.write", "registry.suspend"],
  "operador.cambios": ["change.ask", "change.decide"],
  "operador.verificacion": ["doubt.read", "doubt.ask"],
  "operador.facturacion": ["invoice.read", "invoice.write"],
  "operador.salud": ["health.read", "trail.read"],
  "operador.mensajes": ["message.read", "message.answer"],
  "operador.parametros": ["parameter.read", "parameter.write"],
} as const;

/** The desk's catalogue as rows: a service and one of its actions. */
export const operatorRows = Object.entries(operatorCatalog).flatMap(([service, granted]) =>
  granted.map((permission) => [service, permission] as const),
);

export type OperatorPermission = (typeof operatorCatalog)[keyof typeof operatorCatalog][number];

/**
 * What a member of a broker may do, by what they have there: everybody keeps their own settings, whoever has the section "Admin de Usuarios"
 * administers the team. A test holds it against the declared doors.
 */
export const brokerCatalog = {
  member: ["brokerhome.read", "brokersettings.modify"],
  "admin-usuarios": [
    "brokeruser.read",
    "brokeruser.create",
    "brokeruser.modify",
    "brokeruser.disable",
    "brokeruser.enable",
    "brokeruser.reset",
    "brokeruser.leave",
    "brokeruser.import",
    "brokeruser.export",
    "brokerhistory.read",
    "brokerhistory.export",
    "broker.read",
    "broker.modify",
  ],
} as const;

export type BrokerPermission = (typeof brokerCatalog)[keyof typeof brokerCatalog][number];

/** What somebody with these sections may do in their broker. */
export const brokerPermissions = (sections: readonly string[]): ReadonlySet<BrokerPermission> =>
  new Set<BrokerPermission>([
    ...brokerCatalog.member,
    ...(sections.includes("admin-usuarios") ? brokerCatalog["admin-usuarios"] : []),
  ]);

const ofBrokers: readonly string[] = Object.values(brokerCatalog).flat();
export const isOfBrokers = (asks: string): asks is BrokerPermission => ofBrokers.includes(asks);
