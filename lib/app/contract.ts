import type { z } from "zod";
import {
  balanceSchema,
  linesSchema,
  lotSchema,
  orderSchema,
  ordersSchema,
  ordersWantedSchema,
  pageSchema,
  prepareSchema,
  rejectedSchema,
  rejectSchema,
  rightsSchema,
  sessionSchema,
  signableSchema,
  signedSchema,
  signInSchema,
  signSchema,
  statementSchema,
  waitingSchema,
} from "@/lib/app/schema";
import type { Permission } from "@/lib/catalog";

/** Where all of the App's doors stand. */
export const base = "/api/app/v1";
const product = "/empresas/{company}/{product}";

/** One operation of the App's API: the door is declared by it, and the OpenAPI document is made of it. */
export type Operation = {
  method: "GET" | "POST" | "DELETE";
  /** After `base`. */
  path: string;
  /** What it asks of whoever comes; "self" any live bearer, "public" none. */
  asks: Permission | "self" | "public";
  /** The body carries the clave, verified before anything is done. */
  confirm?: "password";
  status: 200 | 201 | 204;
  query?: z.ZodObject;
  input?: z.ZodObject;
  output: z.ZodObject | null;
};

export const operations = {
  openSession: {
    method: "POST",
    path: "/sesion",
    asks: "public",
    status: 201,
    input: signInSchema,
    output: sessionSchema,
  },
  closeSession: { method: "DELETE", path: "/sesion", asks: "self", status: 204, output: null },
  readRights: { method: "GET", path: "/derechos", asks: "self", status: 200, output: rightsSchema },
  listWaiting: { method: "GET", path: "/pendientes", asks: "self", status: 200, output: waitingSchema },
  listToSign: {
    method: "GET",
    path: `${product}/firmas`,
    asks: "batch.sign",
    status: 200,
    output: signableSchema,
  },
  prepareSignature: {
    method: "POST",
    path: `${product}/firmas`,
    asks: "batch.sign",
    status: 201,
    input: prepareSchema,
    output: statementSchema,
  },
  sign: {
    method: "POST",
    path: `${product}/firmas/{confirmation}`,
    asks: "batch.sign",
    confirm: "password",
    status: 200,
    input: signSchema,
    output: signedSchema,
  },
  readLot: { method: "GET", path: `${product}/lotes/{lot}`, asks: "batch.read", status: 200, output: lotSchema },
  listLines: {
    method: "GET",
    path: `${product}/lotes/{lot}/lineas`,
    asks: "batch.read",
    status: 200,
    query: pageSchema,
    output: linesSchema,
  },
  reject: {
    method: "POST",
    path: `${product}/lotes/{lot}/rechazo`,
    asks: "batch.reject",
    confirm: "password",
    status: 200,
    input: rejectSchema,
    output: rejectedSchema,
  },
  listOrders: {
    method: "GET",
    path: `${product}/ordenes`,
    asks: "order.read",
    status: 200,
    query: ordersWantedSchema,
    output: ordersSchema,
  },
  readOrder: {
    method: "GET",
    path: `${product}/ordenes/{order}`,
    asks: "order.read",
    status: 200,
    output: orderSchema,
  },
  readBalance: { method: "GET", path: `${product}/saldos`, asks: "balance.read", status: 200, output: balanceSchema },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
