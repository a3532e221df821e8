import { failure } from "@/lib/messages/es/failure";

/** Words of the parts themselves; whatever belongs to a domain comes to a part as a prop. */
export const ui = {
  ...failure.ui,
  skip: "Saltar al contenido",
  close: "Cerrar",
  optional: "opcional",
  actions: "Opciones",
  reference: "Referencia: {reference}",
  loading: "Cargando…",
  form: {
    updated:
      "El portal se actualizó mientras usted escribía, y este formulario es de la versión anterior. No se cambió nada. Vuelva a cargar la página: lo que escribió seguirá aquí, menos claves y códigos.",
    reload: "Volver a cargar",
    noAnswer:
      "El portal no respondió; puede que no haya conexión. Lo que escribió sigue aquí: envíelo de nuevo. Si el primer envío alcanzó a llegar, se lo diremos, y nada se hace dos veces.",
    notKept: "No pudimos guardar lo que escribió. Cópielo antes de volver a cargar la página.",
    recovered: "Recuperamos lo que había escrito. Las claves y los códigos se escriben de nuevo.",
    recoveredApart: "Recuperamos lo que había escrito en «{form}», pero ese formulario ya no está en esta página:",
    discard: "Descartar",
    signedInAgain:
      "Ya ingresó de nuevo y lo que escribió sigue aquí. Escriba otra vez claves y códigos, y vuelva a enviar.",
  },
  passkey: { notUsed: "La llave de acceso no se usó. Intente de nuevo, o siga de otra manera." },
  password: { show: "Mostrar", hide: "Ocultar" },
  toast: { region: "Avisos del momento" },
  time: { today: "hoy {time}", yesterday: "ayer {time}" },
  receipt: { print: "Imprimir", reference: "Referencia" },
  shell: {
    areas: "Áreas",
    areasPhone: "Áreas, en el teléfono",
    trail: "Ruta",
    product: "Menú del producto",
    person: "Cuenta de {name}",
  },
} as const;
