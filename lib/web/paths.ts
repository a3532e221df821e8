import type { AskedStage } from "@/lib/auth/rules";

type Place = { company: { code: string }; product: { code: string } };

const base = ({ company, product }: Place) => `/empresas/${company.code}/${product.code}`;
const withQuery = (path: string, query: Record<string, string | undefined>) => {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (given.length === 0) return path;
  const [page = "", ...anchor] = path.split(/(?=#)/);
  return `${page}${page.includes("?") ? "&" : "?"}${new URLSearchParams(given)}${anchor.join("")}`;
};

const stagePages: Record<AskedStage, string> = {
  TOKEN: "/ingresar/token",
  TERMS: "/ingresar/terminos",
  PASSWORD: "/ingresar/clave",
};

/** Every address of the portal, made in one place. Addresses are interface, so Spanish. */
export const paths = {
  /** The Bandeja. */
  home: "/",
  companies: "/empresas",
  /** A page of a company's own house, of this company. */
  ofCompany: (path: string, company: string) => withQuery(path, { empresa: company }),
  /** A company's people: their list, one of them, and the pages where each thing is done to one. */
  people: (company: string) => withQuery("/administracion/usuarios", { empresa: company }),
  newPerson: (company: string) => withQuery("/administracion/usuarios/nuevo", { empresa: company }),
  person: (company: string, username: string) =>
    withQuery(`/administracion/usuarios/${username}`, { empresa: company }),
  modifiedPerson: (company: string, username: string) =>
    withQuery(`/administracion/usuarios/${username}/modificar`, { empresa: company }),
  activation: (company: string, usuario?: string) =>
    withQuery("/administracion/activacion", { empresa: company, usuario }),
  peopleKeys: (company: string, usuario?: string) => withQuery("/administracion/claves", { empresa: company, usuario }),
  tokens: (company: string, usuario?: string) => withQuery("/administracion/tokens", { empresa: company, usuario }),
  tokenList: (company: string) => withQuery("/administracion/tokens/consulta", { empresa: company }),
  house: (company?: string) => withQuery("/administracion", { empresa: company }),
  why: (company?: string) => withQuery("/administracion/porque", { empresa: company }),
  names: (company?: string) => withQuery("/administracion/nombres", { empresa: company }),
  affiliates: (company?: string, list?: "terceros") =>
    withQuery("/administracion/afiliados", { empresa: company, lista: list }),
  profiles: (company: string) => withQuery("/administracion/perfiles", { empresa: company }),
  /** A profile that begins as nothing, or as a copy of another. */
  newProfile: (company: string, copyOf?: number) =>
    withQuery("/administracion/perfiles/nuevo", { empresa: company, copia: copyOf?.toString() }),
  profile: (company: string, id: number | string) => withQuery(`/administracion/perfiles/${id}`, { empresa: company }),
  profileChange: (company: string, id: number) =>
    withQuery(`/administracion/perfiles/${id}/modificar`, { empresa: company }),
  activity: "/administracion/actividad",
  activityEvent: (id: string) => `/administracion/actividad/${id}`,
  activityPrinted: "/administracion/actividad/impresion",
  activityExport: "/api/administracion/actividad",
  activityPdf: "/api/administracion/actividad/pdf",
  peopleExport: "/api/administracion/usuarios",
  operator: "/operador",
  registry: "/operador/empresas",
  newCompany: "/operador/empresas/nueva",
  billing: "/operador/facturacion",
  companyBilling: (code: string) => `/operador/facturacion/${code}`,
  invoiceFiles: "/operador/facturacion/archivo",
  invoiceFile: (id: string) => `/operador/facturacion/archivo/${id}`,
  invoiceFileUpload: "/api/operador/facturas",
  registered: (code: string) => `/operador/empresas/${code}`,
  doubts: "/operador/verificacion",
  doubt: (company: string, subject: string) => `/operador/verificacion/${company}/${subject}`,
  deskHealth: "/operador/salud",
  deskHealthNow: "/api/salud",
  deskTrail: "/operador/bitacora",
  parameters: "/operador/parametros",
  /** Messages that wait at the desk, and one of them. */
  inquiries: "/operador/mensajes",
  inquiry: (id: string) => `/operador/mensajes/${id}`,
  /** One's own messages to the operator, in a company. */
  messages: (company?: string) => withQuery("/ayuda/mensajes", { empresa: company }),
  guides: (company?: string) => withQuery("/ayuda", { empresa: company }),
  guide: (company: string, topic: string) => withQuery(`/ayuda/${topic}`, { empresa: company }),
  /** What a company says of itself; where it is modified. */
  ownData: (company?: string, page?: number) =>
    withQuery("/configuracion/empresas", { empresa: company, pagina: page?.toString() }),
  ownDataChange: (company: string) => withQuery("/configuracion/empresas/modificar", { empresa: company }),
  /** Templates of lots. */
  downloads: (company?: string) => withQuery("/configuracion/descargas", { empresa: company }),
  template: (company: string, type: string) => withQuery("/api/plantillas", { empresa: company, tipo: type }),
  changes: "/operador/cambios",
  change: (company: string, id: string) => `/operador/cambios/${company}/${id}`,
  /** Where a change that a second operator decides is asked for. */
  changeOf: (company: string, what: "esquema" | "cuentas" | `tarifas/${string}`) =>
    `/operador/cambios/${company}/${what}`,
  /** A company's name, tax number and services; where it is suspended and that is lifted; its products. */
  companyData: (code: string) => `/operador/empresas/${code}/datos`,
  companyStanding: (code: string) => `/operador/empresas/${code}/suspension`,
  newProduct: (code: string) => `/operador/empresas/${code}/productos/nuevo`,
  registeredProduct: (code: string, product: string) => `/operador/empresas/${code}/productos/${product}`,
  brokers: "/operador/corredores",
  newBroker: "/operador/corredores/nuevo",
  broker: (code: string) => `/operador/corredores/${code}`,
  brokerData: (code: string) => `/operador/corredores/${code}/datos`,
  brokerSuperusers: (code: string) => `/operador/corredores/${code}/superusuarios`,
  brokerStanding: (code: string) => `/operador/corredores/${code}/suspension`,
  /** A broker's portal: its start, its team, somebody of it, and what is done to them; `broker` is the code of the one that is meant. */
  brokerArea: "/corredores",
  brokerHome: (broker?: string) => withQuery("/corredores/inicio", { empresa: broker }),
  team: (broker?: string) => withQuery("/corredores/usuarios", { empresa: broker }),
  /** Those of the team who administer it. */
  superusers: (broker?: string) =>
    withQuery("/corredores/usuarios", { empresa: broker, seccion: "admin-usuarios", estado: "ACTIVE" }),
  newMember: (broker: string) => withQuery("/corredores/usuarios/nuevo", { empresa: broker }),
  member: (broker: string, username: string) => withQuery(`/corredores/usuarios/${username}`, { empresa: broker }),
  modifiedMember: (broker: string, username: string) =>
    withQuery(`/corredores/usuarios/${username}/modificar`, { empresa: broker }),
  teamExport: "/api/corredores/usuarios",
  /** A team changed by a sheet: where it is sent, and what one of them would do or did. */
  teamFiles: (broker?: string) => withQuery("/corredores/usuarios/archivo", { empresa: broker }),
  teamFile: (broker: string, id: string) => withQuery(`/corredores/usuarios/archivo/${id}`, { empresa: broker }),
  teamFileUpload: "/api/corredores/usuarios/archivo",
  /** Where somebody leaves the team, and the receipt of it. */
  departure: (broker: string, username: string) =>
    withQuery(`/corredores/usuarios/${username}/salida`, { empresa: broker }),
  departureReceipt: (broker: string, username: string, reference: string) =>
    withQuery(`/corredores/usuarios/${username}/salida/${reference}`, { empresa: broker }),
  teamHistory: (broker?: string) => withQuery("/corredores/historial", { empresa: broker }),
  teamEvent: (id: string) => `/corredores/historial/${id}`,
  teamHistoryExport: "/api/corredores/historial",
  teamHistoryPdf: "/api/corredores/historial/pdf",
  ownBroker: (broker?: string) => withQuery("/corredores/brokers", { empresa: broker }),
  ownBrokerChange: (broker: string) => withQuery("/corredores/brokers/modificar", { empresa: broker }),
  brokerSettings: (broker?: string) => withQuery("/corredores/ajustes", { empresa: broker }),
  /** Configuración > Usuario, at one of its sections. */
  user: (section?: string) => `/configuracion/usuario${section ? `#${section}` : ""}`,
  login: "/ingresar",
  recovery: "/ingresar/recuperar",
  recoveryAsked: "/ingresar/recuperar?enviado=1",
  termsPdf: "/api/terminos",
  acceptedTermsPdf: "/api/terminos/aceptados",
  /** Where a person does a stage of their entry; `back` is the page they wanted. */
  stage: (stage: AskedStage, back?: string) => withQuery(stagePages[stage], { volver: back }),
  logout: "/api/salir",
  drafts: "/api/borradores",
  session: "/api/sesion",
  health: "/api/health",
  keptPages: "/api/paginas",
  news: "/api/avisos",
  search: "/api/buscar",
  /** What a plain form of an earlier build is told; `back` is the page it stood on. */
  updated: (back: string) => withQuery("/actualizado", { volver: back }),
  product: (at: Place) => base(at),
  upload: (at: Place) => `${base(at)}/lotes/carga`,
  authorization: (at: Place) => `${base(at)}/lotes/autorizacion`,
  calculatedOrder: (at: Place, confirmation: string) => `${base(at)}/lotes/autorizacion/${confirmation}`,
  batch: (at: Place, number: string) => `${base(at)}/lotes/${number}`,
  orders: (at: Place) => `${base(at)}/consultas/ordenes`,
  order: (at: Place, number: string) => `${base(at)}/consultas/ordenes/${number}`,
  uploadedIn: (at: Place, status: string) => withQuery(`${base(at)}/lotes/carga`, { estado: status }),
  ordersIn: (at: Place, status: string) => withQuery(`${base(at)}/consultas/ordenes`, { estado: status }),
  balances: (at: Place) => `${base(at)}/consultas/saldos`,
  reports: (at: Place) => `${base(at)}/reportes`,
  /** A report of a product by its name, where it is printed, and as a file. */
  report: (at: Place, name: string) => `${base(at)}/reportes/${name}`,
  reportPrinted: (at: Place, name: string) => `${base(at)}/reportes/${name}/impresion`,
  reportFile: (at: Place, name: string, kind: "excel" | "csv" | "pdf") =>
    `/api/reportes/${at.company.code}/${at.product.code}/${name}/${kind}`,
  movements: (at: Place) => `${base(at)}/consultas/movimientos`,
  /** Servicios > Cuenta maestra. */
  master: (at: Place) => `${base(at)}/servicios/cuenta-maestra`,
  bankMovements: (at: Place, account: string) => withQuery(`${base(at)}/consultas/movimientos`, { cuenta: account }),
  /** How far the accounts at the bank are that are being asked for, for whoever looks at what they hold or at their movements. */
  balancesNow: (at: Place) => `/api/saldos/${at.company.code}/${at.product.code}`,
  movementsNow: (at: Place) => `/api/movimientos/${at.company.code}/${at.product.code}`,
  /** A month's statement of the master account, or of an account at the bank. */
  statement: (at: Place, format: "csv" | "pdf", month: string, account?: string) =>
    withQuery(`/api/extractos/${at.company.code}/${at.product.code}${format === "pdf" ? "/pdf" : ""}`, {
      mes: month,
      cuenta: account,
    }),
  cards: (at: Place) => `${base(at)}/tarjetas`,
  card: (at: Place, reference: string) => `${base(at)}/tarjetas/${reference}`,
  orderPdf: (at: Place, number: string) => `/api/ordenes/${at.company.code}/${at.product.code}/${number}/pdf`,
  orderPrint: (at: Place, number: string) => `/api/ordenes/${at.company.code}/${at.product.code}/${number}/impresion`,
  /** The order's PDF as it was issued, whatever it has been given since. */
  issuedOrderPdf: (at: Place, number: string) =>
    `/api/ordenes/${at.company.code}/${at.product.code}/${number}/pdf?copia=emitida`,
  uploads: (at: Place) => `/api/cargas/${at.company.code}/${at.product.code}`,
  instructions: (at: Place) => `/api/instrucciones/${at.company.code}/${at.product.code}`,
  progress: (at: Place) => `/api/avance/${at.company.code}/${at.product.code}`,
  /** The same path with a notice to show on arrival, by its key in the catalogue. */
  withNotice: (path: string, aviso: string) => withQuery(path, { aviso }),
  withQuery,
} as const;
