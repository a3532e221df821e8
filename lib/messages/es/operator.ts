/** The operator's desk: the bank's or insurer's own staff. */
export const operator = {
  title: "Mesa del operador",
  intro: "Registro de empresas, productos y corredores, y lo que está en duda o espera una decisión.",
  counts: {
    companies: "{count, plural, one {empresa registrada} other {empresas registradas}}",
    changes: "{count, plural, one {cambio por decidir} other {cambios por decidir}}",
    doubts: "{count, plural, one {pago en verificación} other {pagos en verificación}}",
    messages: "{count, plural, one {mensaje sin respuesta} other {mensajes sin respuesta}}",
  },
} as const;
