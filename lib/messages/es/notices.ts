/** What a person reads when something is done. */
export const notices = {
  batchConfirmed: "El lote quedó confirmado y espera firma.",
  batchDeleted: "El lote se eliminó.",
  batchSigned: "Su firma quedó registrada. Falta la firma de otra persona.",
  orderIssued: "La firma quedó registrada y la orden de servicio se emitió.",
  signatureWithdrawn: "Retiró su firma. El lote volvió a «Por autorizar».",
  batchRejected: "El lote se rechazó.",
  batchAnnulled: "El lote se anuló.",
  orderAnnulled: "La orden se anuló, con sus lotes.",
  signedInAgain: "Ya ingresó de nuevo.",
  tokenRemoved: "Quitó su token.",
  passkeyRenamed: "Cambió el nombre de la llave de acceso.",
  passkeyRemoved: "Quitó la llave de acceso.",
  passwordChanged: "Su clave cambió. Sus otras sesiones se cerraron y le avisamos por correo.",
  markKept: "Su imagen y su frase quedaron guardadas.",
  sessionClosed: "La sesión se cerró. En ese equipo se dirá en cuanto alguien la use.",
  otherSessionsClosed: "Sus demás sesiones se cerraron. Solo queda esta.",
  companyRegistered: "La empresa quedó registrada y su primer administrador recibirá una invitación por correo.",
  parametersChanged: "Los parámetros cambiaron. Valen desde ahora.",
  messageSent: "Su mensaje salió hacia el operador. La respuesta llegará aquí, y le avisaremos por correo.",
  messageAnswered: "La respuesta quedó guardada, y quien escribió recibirá un correo.",
  changeProposed: "El cambio quedó pedido. Lo decide otro operador.",
  changeApplied: "El cambio quedó aplicado.",
  changeRefused: "El cambio quedó rechazado. Nada cambió.",
  changeOvertaken:
    "Lo que había cambió después de pedirlo: el cambio no se aplicó. Pídalo de nuevo si todavía hace falta.",
  changeWithdrawn: "El cambio quedó retirado.",
  paymentRequested: "El pago está en curso. Esta página se actualiza sola.",
} as const;

export type NoticeKey = keyof typeof notices;
