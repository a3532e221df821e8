import { z } from "zod";
import { passwordSchema } from "@/lib/auth/schema";
import { batchTypes } from "@/lib/batches/layouts";
import { batchStatuses } from "@/lib/batches/rules";
import { batchNumber } from "@/lib/batches/schema";
import { reason } from "@/lib/input";
import { languages } from "@/lib/messages/language";
import { orderStatuses } from "@/lib/orders/rules";
import { typedCode } from "@/lib/tokens/rules";

// What the App sends and what it is answered: names are interface, so Spanish. Amounts are decimal strings of whole cents, times ISO
// instants in UTC.

const cents = z.string().regex(/^-?\d{1,18}$/);
const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const currency = z.enum(["COP", "PEN"]);
const batchType = z.enum(batchTypes);
const batchStatus = z.enum(batchStatuses);
const orderStatus = z.enum(orderStatuses);

/** The one shape of whatever is refused. */
export const refusedSchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

export const signInSchema = z.strictObject({
  usuario: z.string().min(1).max(60),
  clave: passwordSchema,
  token: z
    .string()
    .min(6)
    .max(60)
    .refine((text) => typedCode(text) !== null),
});
export const sessionSchema = z.strictObject({
  portador: z.string().regex(/^[\w-]{43}$/),
  tipo: z.literal("Bearer"),
  vence: instant,
  persona: z.strictObject({ usuario: z.string(), nombre: z.string(), idioma: z.enum(languages) }),
});

export const rightsSchema = z.strictObject({
  empresas: z.array(
    z.strictObject({
      codigo: z.string(),
      nombre: z.string(),
      documento: z.string(),
      acciones: z.array(z.string()),
      productos: z.array(z.strictObject({ codigo: z.string(), nombre: z.string(), moneda: currency })),
    }),
  ),
});

export const waitingSchema = z.strictObject({
  total: count,
  productos: z.array(
    z.strictObject({ empresa: z.string(), producto: z.string(), lotes: count, primero: batchNumber, desde: instant }),
  ),
});

const signed = z.array(z.strictObject({ nombre: z.string(), en: instant }));

export const lotSchema = z.strictObject({
  numero: batchNumber,
  tipo: batchType,
  estado: batchStatus,
  version: count,
  archivo: z.string(),
  lineas: count,
  montoCentavos: cents,
  avisos: count,
  razonDeAvisos: z.string().nullable(),
  comisionCentavos: cents.nullable(),
  impuestoCentavos: cents.nullable(),
  totalCentavos: cents.nullable(),
  cuenta: z.string().nullable(),
  huella: digest.nullable(),
  cargadoPor: z.string(),
  cargadoEn: instant,
  confirmadoPor: z.string().nullable(),
  confirmadoEn: instant.nullable(),
  firmas: signed,
  firmasRequeridas: count.nullable(),
  orden: z.string().nullable(),
});

/** A page of a list, from its address. */
export const pageSchema = z.strictObject({
  pagina: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .optional(),
  ver: z.enum(["10", "25", "50", "100"]).optional(),
});
const paged = { total: count, pagina: count, ver: count };

export const linesSchema = z.strictObject({
  ...paged,
  lineas: z.array(
    z.strictObject({
      linea: count,
      datos: z.record(z.string(), z.string()),
      montoCentavos: cents.nullable(),
      resultado: z.enum(["waiting", "processed", "rejected"]),
      razon: z.string().nullable(),
    }),
  ),
});

const figures = {
  lineas: count,
  montoCentavos: cents,
  comisionCentavos: cents,
  impuestoCentavos: cents,
  totalCentavos: cents,
};

export const signableSchema = z.strictObject({
  lotes: z.array(
    z.strictObject({
      numero: batchNumber,
      tipo: batchType,
      estado: batchStatus,
      version: count,
      archivo: z.string(),
      ...figures,
      avisos: count,
      cargadoPor: z.string(),
      confirmadoEn: instant,
      firmas: count,
      firmasRequeridas: count,
    }),
  ),
});

export const prepareSchema = z.strictObject({
  lotes: z.array(batchNumber).min(1).max(100),
  proceso: z.enum(["lote", "tipo"]),
});

/** The calculated order as it will be signed; `visto` is the digest of what is kept of it. */
export const statementSchema = z.strictObject({
  confirmacion: z.uuid(),
  visto: digest,
  vence: instant,
  proceso: z.enum(["lote", "tipo"]),
  lotes: z.array(
    z.strictObject({
      numero: batchNumber,
      version: count,
      tipo: batchType,
      huella: digest,
      cuenta: z.string(),
      ...figures,
    }),
  ),
  total: z.strictObject(figures),
});

export const signSchema = z.strictObject({ visto: digest, clave: passwordSchema });
export const signedSchema = z.strictObject({
  ordenes: z.array(z.string()),
  lotes: z.array(z.strictObject({ numero: batchNumber, estado: batchStatus })),
});

export const rejectSchema = z.strictObject({
  version: z.int().min(0).max(999_999_999),
  motivo: reason,
  clave: passwordSchema,
});
export const rejectedSchema = z.strictObject({ numero: batchNumber, estado: batchStatus });

const year = day.refine((text) => text >= "1900-01-01" && text <= "9999-12-31");
export const ordersWantedSchema = pageSchema.extend({
  desde: year.optional(),
  hasta: year.optional(),
  estado: orderStatus.optional(),
});

const orderFacts = {
  numero: z.string(),
  estado: orderStatus,
  emitidaEn: instant,
  ...figures,
  falla: z.string().nullable(),
  factura: z.string().nullable(),
};
export const ordersSchema = z.strictObject({
  ...paged,
  ordenes: z.array(z.strictObject({ ...orderFacts, lotes: count })),
});
export const orderSchema = z.strictObject({
  ...orderFacts,
  cuenta: z.string(),
  pagadaEn: instant.nullable(),
  terminadaEn: instant.nullable(),
  lotes: z.array(
    z.strictObject({
      numero: batchNumber,
      tipo: batchType,
      estado: batchStatus,
      archivo: z.string(),
      ...figures,
      rechazadas: count,
      huella: digest,
      firmas: signed,
    }),
  ),
});

export const balanceSchema = z.strictObject({
  producto: z.string(),
  moneda: currency,
  saldoCentavos: cents,
  dias: z.array(z.strictObject({ dia: day, saldoCentavos: cents })),
});

export type SignIn = z.infer<typeof signInSchema>;
export type Prepare = z.infer<typeof prepareSchema>;
export type Rights = z.infer<typeof rightsSchema>;
export type WaitingToSign = z.infer<typeof waitingSchema>;
export type Lot = z.infer<typeof lotSchema>;
export type Lines = z.infer<typeof linesSchema>;
export type Signable = z.infer<typeof signableSchema>;
export type StatementShown = z.infer<typeof statementSchema>;
export type OrdersWanted = z.infer<typeof ordersWantedSchema>;
export type Orders = z.infer<typeof ordersSchema>;
export type Order = z.infer<typeof orderSchema>;
export type Balance = z.infer<typeof balanceSchema>;
