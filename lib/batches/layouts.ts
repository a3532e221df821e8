import type { batchFields, batchTypeLabels } from "@/lib/messages/es/batches-fields";

export const batchTypes = [
  "EMISION",
  "EMISION_INNOMINADA",
  "RECARGA",
  "CARGO",
  "REPOSICION",
  "REPOSICION_CLAVE",
  "SUCURSALES",
] as const satisfies readonly (keyof typeof batchTypeLabels)[];
export type BatchType = (typeof batchTypes)[number];

/** The types that may be loaded today; the caller refuses the others. */
export const acceptedBatchTypes = ["RECARGA", "EMISION"] as const satisfies readonly BatchType[];

/** The name of a column in the header; also the key of its label. */
export type FieldName = keyof typeof batchFields;

export type CellKind =
  | "documentType"
  | "documentNumber"
  | "cardReference"
  | "amount"
  | "count"
  | "name"
  | "text"
  | "date"
  | "mail"
  | "mobile"
  | "phone"
  | "code"
  | "reason";

export type Column = {
  name: FieldName;
  kind: CellKind;
  required: boolean;
  /** Characters after trimming. */
  max: number;
};

export type Layout = {
  /** Raised when a column, its order or its canonical form changes: line hashes depend on them. */
  version: 1;
  /** In canonical order, which is also the order of the template and of the line hash. */
  columns: readonly Column[];
  /** person: the pair tipo_documento + numero_documento; card: that pair or referencia_tarjeta, one of them in each line. */
  identity: "person" | "card" | null;
  /** The column of the money a line moves, and the one it is multiplied by. */
  amount: { field: FieldName; times: FieldName | null } | null;
  /** Columns whose text shows a person whether the encoding was read right. */
  sample: readonly FieldName[];
};

const identification = [
  { name: "tipo_documento", kind: "documentType", required: true, max: 10 },
  { name: "numero_documento", kind: "documentNumber", required: true, max: 40 },
] as const satisfies readonly Column[];
const cardReference = { name: "referencia_tarjeta", kind: "cardReference", required: false, max: 40 } as const;
const amount = { name: "monto", kind: "amount", required: true, max: 40 } as const;
const firstAmount = { name: "monto_inicial", kind: "amount", required: false, max: 40 } as const;
const reference = { name: "referencia", kind: "text", required: false, max: 60 } as const;
const branch = { name: "sucursal", kind: "code", required: false, max: 20 } as const;
const mail = { name: "correo", kind: "mail", required: false, max: 254 } as const;

const cardMove: Layout = {
  version: 1,
  columns: [...identification, amount, reference, cardReference],
  identity: "card",
  amount: { field: "monto", times: null },
  sample: ["referencia"],
};

/** One declaration per type (lots.md), from which come the parser, the templates, the help page and the tests. */
export const layouts: Record<BatchType, Layout> = {
  EMISION: {
    version: 1,
    columns: [
      ...identification,
      { name: "nombres", kind: "name", required: true, max: 60 },
      { name: "apellidos", kind: "name", required: true, max: 60 },
      { name: "fecha_nacimiento", kind: "date", required: false, max: 20 },
      mail,
      { name: "celular", kind: "mobile", required: false, max: 40 },
      branch,
      firstAmount,
    ],
    identity: "person",
    amount: { field: "monto_inicial", times: null },
    sample: ["nombres", "apellidos"],
  },
  EMISION_INNOMINADA: {
    version: 1,
    columns: [{ ...branch, required: true }, { name: "cantidad", kind: "count", required: true, max: 20 }, firstAmount],
    identity: null,
    amount: { field: "monto_inicial", times: "cantidad" },
    sample: [],
  },
  RECARGA: cardMove,
  CARGO: cardMove,
  REPOSICION: {
    version: 1,
    columns: [...identification, { name: "motivo", kind: "reason", required: true, max: 20 }, branch, cardReference],
    identity: "card",
    amount: null,
    sample: [],
  },
  REPOSICION_CLAVE: {
    version: 1,
    columns: [...identification, { ...mail, required: true }, cardReference],
    identity: "card",
    amount: null,
    sample: [],
  },
  SUCURSALES: {
    version: 1,
    columns: [
      { name: "codigo", kind: "code", required: true, max: 20 },
      { name: "nombre", kind: "text", required: true, max: 60 },
      { name: "direccion", kind: "text", required: true, max: 120 },
      { name: "ciudad", kind: "text", required: true, max: 60 },
      { name: "telefono", kind: "phone", required: false, max: 20 },
      { name: "contacto", kind: "text", required: false, max: 60 },
    ],
    identity: null,
    amount: null,
    sample: ["nombre", "ciudad"],
  },
};
