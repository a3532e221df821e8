import type { CardStatus } from "@/lib/generated/prisma/enums";

export const cardStatusLabels = {
  REQUESTED: "Solicitada",
  ACTIVE: "Activa",
  BLOCKED: "Bloqueada",
  REPLACED: "Reemplazada",
  CANCELLED: "Cancelada",
  EXPIRED: "Vencida",
} as const satisfies Record<CardStatus, string>;

/** Cards: their states and their page. */
export const cards = {
  status: cardStatusLabels,
  title: "Tarjeta",
  titleOf: "Tarjeta •••• {last4}",
  noHolder: "Sin titular asignado",
  holder: "Titular",
  document: "Documento",
  number: "Número",
  reference: "Referencia",
  product: "Producto",
  since: "Emitida",
  issuedIn: "Lote de emisión",
  lots: "Lotes en los que está",
  lotsNote: "Entre los lotes más recientes del producto.",
  noLots: "No está en ningún lote reciente",
  noLotsText: "Aparecerá aquí cuando un lote la recargue.",
  lot: "Lote",
  type: "Tipo",
  at: "Cargado",
  amount: "Valor",
  result: "Resultado",
  waiting: "Por procesar",
  processed: "Procesada",
  rejected: "Rechazada",
} as const;
