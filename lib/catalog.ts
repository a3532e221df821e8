/** The services that exist and the actions each one grants: what a profile may hold and what a door may ask for. */
export const catalog = {
  "lotes.carga": ["batch.upload", "batch.read", "batch.confirm", "batch.delete"],
  "lotes.autorizacion": ["batch.sign", "batch.reject", "batch.withdraw", "batch.annul"],
  "consultas.ordenes": ["order.read", "order.pdf", "order.print", "order.pay", "order.annul"],
  "consultas.saldos": ["balance.read"],
  "consultas.movimientos": ["movement.read"],
  "servicios.cuenta-maestra": ["card.read"],
} as const;

export type Permission = (typeof catalog)[keyof typeof catalog][number];
