/** The terms of use, version 1. A change of what they say is a new version: terms_version() and termsVersion go up with it. */
export const terms = {
  title: "Términos y condiciones de uso",
  version: "Versión {version}, vigente desde el 22 de noviembre de 2026",
  sections: {
    portal: {
      title: "El portal",
      text: "Contrafirma es el portal que la entidad que emite las tarjetas pone a disposición de sus empresas y corredores. En él las personas que cada empresa autoriza preparan, revisan, firman y pagan operaciones, consultan sus resultados y administran los accesos de su equipo. Estos términos rigen el uso que usted hace del portal; los productos de su empresa se rigen por sus propios contratos.",
    },
    access: {
      title: "Su usuario y su clave",
      text: "Su usuario es personal. Usted elige su clave, la mantiene en secreto y no la presta, ni siquiera a compañeros o superiores; lo mismo vale para su token, sus llaves de acceso y los códigos que reciba por correo. La entidad nunca se los pedirá por teléfono, correo o mensaje. Si cree que alguien los conoce, cambie su clave de inmediato y avise al administrador de su empresa.",
    },
    acts: {
      title: "Lo que usted confirma",
      text: "Confirmar, firmar, autorizar o pagar con su clave, su token, su llave de acceso o un código equivale a su firma en nombre de la empresa que lo autorizó, dentro del perfil que ella le dio. Antes de confirmar, el portal le muestra lo que va a confirmar y conserva exactamente eso. Usted se compromete a leerlo y a no firmar lo que usted mismo preparó, salvo donde su empresa lo permita.",
    },
    use: {
      title: "Uso permitido",
      text: "Usted usa el portal solo para las operaciones de su empresa, con información veraz y archivos que tenga derecho a enviar. No intenta ver datos de otras empresas, eludir los controles, automatizar el acceso sin permiso ni afectar el servicio para otras personas. La entidad puede suspender un acceso cuando haya indicios de fraude o de un uso contrario a estos términos, y se lo informará a su empresa.",
    },
    data: {
      title: "Datos personales",
      text: "Para prestar el servicio se tratan sus datos de identificación y contacto, los de las personas a quienes su empresa paga y los de su actividad en el portal. Se usan para operar el servicio, protegerlo y cumplir la ley, y se conservan durante los plazos que ella fija. Usted puede conocer, actualizar y rectificar sus datos y presentar reclamos a través de su empresa o de la entidad, conforme a la Ley 1581 de 2012 en Colombia y a la Ley 29733 en el Perú.",
    },
    trail: {
      title: "Registro de actividad",
      text: "El portal registra quién hizo qué, cuándo y desde qué dirección, también lo que fue rechazado. Ese registro no se puede modificar, sirve de prueba de las operaciones y puede ser consultado por los auditores de su empresa, por la entidad y por las autoridades competentes.",
    },
    service: {
      title: "Disponibilidad",
      text: "La entidad procura que el portal esté disponible todos los días y anuncia con anticipación las interrupciones previstas. Cuando el resultado de una operación no se conoce todavía, el portal lo dice como «En verificación»: no la repita hasta conocerlo. Una operación vale por lo que el portal confirma, no por lo que se esperaba.",
    },
    changes: {
      title: "Cambios de estos términos",
      text: "Si estos términos cambian, el portal le mostrará la nueva versión en su siguiente ingreso y le pedirá aceptarla para continuar. Queda constancia de la versión que usted aceptó y de la fecha y hora en que lo hizo. Puede descargar este texto cuando quiera.",
    },
  },
  pdf: {
    file: "terminos-contrafirma-v{version}.pdf",
    page: "Página {page} de {of}",
  },
} as const;
