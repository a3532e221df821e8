/** A broker's own house: Gestión de Bróker, Ajustes y configuración, and the mails that tell of its team. */
export const brokerhouse = {
  settings: {
    title: "Ajustes y configuración",
    intro: "Cómo quiere usted que este bróker le avise y le entregue las cosas. Nadie más cambia sus ajustes.",
    alertsTitle: "Alertas por correo",
    alertsText: "Le escribimos cuando otra persona lo haga en este bróker. Lo que hace usted no se le avisa.",
    alerts: {
      added: { label: "Se agregó a un usuario", text: "Quién lo agregó y cuándo." },
      standing: {
        label: "Se deshabilitó o habilitó a un usuario",
        text: "También cuando se da de baja a quien se va.",
      },
      access: { label: "Cambiaron los accesos de un usuario", text: "Su perfil, sus secciones o sus descargas." },
      file: { label: "Se aplicó un archivo de usuarios", text: "Un solo correo por archivo, no uno por usuario." },
      reset: { label: "Se restableció una contraseña", text: "De quién y quién lo pidió." },
    },
    format: "Formato de descarga",
    formatText: "El que ofrecen primero las listas. El otro queda siempre al lado.",
    formatLabel: "Ofrecer primero",
    formats: { xlsx: "Excel", csv: "CSV" },
    save: "Guardar cambios",
    language: "Idioma",
    languageText: "Vale en todo el portal y en sus correos.",
    password: "Actualizar contraseña",
    passwordText: "Su contraseña es una sola para todos los sitios donde usted trabaja en este portal.",
  },
  mail: {
    titles: {
      added: "Se agregó a un usuario",
      standing: "Cambió el estado de un usuario",
      access: "Cambiaron los accesos de un usuario",
      file: "Se aplicó un archivo de usuarios",
      reset: "Se restableció una contraseña",
    },
    text: "Otra persona hizo un movimiento en {broker}. Le escribimos porque usted lo pidió en «Ajustes y configuración».",
    what: "Qué pasó",
    more: "{sentence}, y {count, plural, one {otro más} other {# más}}",
    who: "Quién",
  },
} as const;
