/** What a page says when the frame itself failed: part of `portal` and `ui`, apart because every first load brings it. */
export const failure = {
  portal: {
    error: {
      title: "Algo falló de nuestro lado",
      text: "Intente de nuevo. Si estaba confirmando algo, revise antes si quedó hecho.",
      again: "Intentar de nuevo",
    },
    busy: {
      title: "Hay mucha gente a la vez",
      text: "El portal está atendiendo demasiadas solicitudes y esta no alcanzó a entrar. No se cambió nada: espere unos segundos e intente de nuevo.",
    },
    updated: {
      title: "El portal se actualizó",
      text: "Hay una versión nueva y el formulario que envió es de la anterior. No se cambió nada. Vuelva a cargar la página y complételo de nuevo.",
      reload: "Volver a cargar",
    },
    updatedPage:
      "Hay una versión nueva del portal y esta página es de la anterior. Vuelva a cargarla; no se cambió nada.",
  },
  ui: {
    brand: "Contrafirma",
    pending: "En curso…",
    support: {
      ask: "Si el fallo se repite, dé esta referencia a soporte:",
      copy: "Copiar",
      copied: "Copiada",
      contact: "También puede comunicarse con soporte:",
      mailTo: "Correo: {mail}",
      callTo: "Teléfono: {phone}",
    },
  },
} as const;
