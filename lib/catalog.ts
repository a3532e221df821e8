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

export type OperatorPermission = (typeof operatorCatalog)[keyof typeof operatorCatalog][number];
