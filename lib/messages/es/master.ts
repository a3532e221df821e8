/** Servicios > Cuenta maestra: its balance, its cards, what is done with them. */
export const master = {
  intro: "El dinero con el que se abonan tarjetas, y las tarjetas del producto.",
  today: {
    balance: "Saldo cuenta maestra",
    in: "Entró hoy",
    out: "Salió hoy",
    count: "{count, plural, =0 {Sin movimientos hoy} one {# movimiento hoy} other {# movimientos hoy}}",
  },
  criteria: {
    title: "Criterios de Búsqueda",
    order: "Número de orden",
    document: "Documento",
    documentExample: "CC 10000001",
    lot: "Número de lote",
    card: "Número de tarjeta",
    cardHelp: "Completo, su referencia de 10 dígitos o los últimos 4. El número completo no se guarda.",
    find: "Buscar",
    clear: "Limpiar",
  },
  list: {
    title: "Tarjetas",
    card: "Tarjeta",
    status: "Estado",
    detail: "Ver tarjeta",
    none: "El producto todavía no tiene tarjetas",
    noneText: "Aparecerán aquí cuando se procese su primer lote de emisión.",
    noMatch: "Ninguna tarjeta coincide",
    noMatchText:
      "Revise los criterios o bórrelos para ver todas. Las de un lote de emisión aparecen cuando se procesa.",
  },
} as const;
