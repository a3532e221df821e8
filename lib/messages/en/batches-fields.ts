import type {
  encodingLabels as encodingsEs,
  batchFields as fieldsEs,
  batchTypeLabels as typesEs,
} from "@/lib/messages/es/batches-fields";
import type { Words } from "@/lib/messages/shape";

export const batchFields = {
  tipo_documento: "Document type",
  numero_documento: "Document number",
  referencia_tarjeta: "Card reference",
  nombres: "First names",
  apellidos: "Last names",
  fecha_nacimiento: "Date of birth",
  correo: "Email",
  celular: "Mobile",
  sucursal: "Branch",
  monto_inicial: "Initial amount",
  monto: "Amount",
  cantidad: "Quantity",
  referencia: "Reference",
  motivo: "Reason",
  codigo: "Code",
  nombre: "Name",
  direccion: "Address",
  ciudad: "City",
  telefono: "Phone",
  contacto: "Contact",
} as const satisfies Words<typeof fieldsEs>;

export const batchTypeLabels = {
  EMISION: "Issue of named cards",
  EMISION_INNOMINADA: "Issue of unnamed cards",
  RECARGA: "Card top-up",
  CARGO: "Card charge",
  REPOSICION: "Card replacement",
  REPOSICION_CLAVE: "PIN replacement",
  SUCURSALES: "Branches",
} as const satisfies Words<typeof typesEs>;

export const encodingLabels = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
} as const satisfies Words<typeof encodingsEs>;
