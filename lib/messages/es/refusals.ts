/** What a person reads when something is refused: what happened, what was kept, what to do. */
export const refusals = {
  access: {
    notAllowed: "Su perfil no permite esta acción. No se cambió nada.",
    notFound: "No encontramos lo que busca. Revise la dirección o vuelva a la lista.",
    sessionEnded:
      "Su sesión terminó y no se cambió nada. Ingrese de nuevo y vuelva a enviar aquí: lo que escribió sigue en su lugar.",
    foreignOrigin: "La solicitud no viene de este portal. Vuelva a cargar la página e intente de nuevo.",
    malformed: "La solicitud no se entiende. Vuelva a cargar la página e intente de nuevo.",
    credentials:
      "No pudimos darle ingreso con esos datos. Revíselos: después de varios intentos seguidos hay que esperar unos minutos.",
    tooManyTries:
      "Hubo demasiados intentos seguidos y no se cambió nada. Espere {minutes, plural, one {# minuto} other {# minutos}} e intente de nuevo.",
    triesEndedSession:
      "Se equivocó demasiadas veces y cerramos su sesión para protegerlo; no se cambió nada. Ingrese de nuevo.",
    suspended:
      "{company} está suspendida: no se cambió nada y lo que estaba en curso se conserva. Hable con el operador del portal.",
    busy: "Hay demasiadas solicitudes en este momento. Espere unos segundos e intente de nuevo.",
  },
  confirm: {
    wrongPassword: "La clave no es correcta. No se cambió nada.",
    wrongPasswordLeft:
      "La clave no es correcta. No se cambió nada. {left, plural, one {Queda # intento} other {Quedan # intentos}} antes de cerrar su sesión.",
    wrongToken: "El token no es correcto. {left, plural, one {Queda # intento} other {Quedan # intentos}}.",
    wrongCode: "El código no es correcto. Le {left, plural, one {queda # intento} other {quedan # intentos}}.",
    noTries: "Agotó los intentos de este código. Pida uno nuevo.",
    expired: "La confirmación venció. Empiece de nuevo desde la lista.",
    used: "Esta confirmación ya se usó.",
    changed: "Lo que va a confirmar fue modificado después de que usted lo leyó. Revíselo de nuevo.",
    tooManyCodes: "Ya se pidieron {max} códigos para esta orden en la última hora. Espere antes de pedir otro.",
  },
  entry: {
    termsNotAccepted: "Para continuar marque «Acepto los términos y condiciones».",
    termsChanged: "Los términos cambiaron mientras los leía. Vuelva a cargar la página para ver la versión nueva.",
  },
  password: {
    tooShort: "La clave nueva necesita al menos 12 caracteres.",
    tooLong: "La clave nueva puede tener hasta 128 caracteres.",
    names: "La clave nueva contiene su usuario, su nombre, el de su empresa o el del portal. Elija otra.",
    differ: "Las dos claves nuevas no son iguales.",
    common:
      "Esa clave es de las más usadas, o está hecha de ellas: sería de las primeras que alguien probaría. Elija otra.",
    remembered: "Esa clave es una de sus últimas {count} o la temporal. Elija otra.",
    changedMeanwhile: "Su clave cambió en otra ventana mientras escribía. Ingrese de nuevo con la clave nueva.",
  },
  own: {
    sessionOver: "Esa sesión ya no está abierta. La lista muestra las que siguen.",
  },
  token: {
    needed: "Escriba también el código de su token, o use una llave de acceso.",
    unreadable:
      "Escriba los 6 dígitos que muestra su token, con las cifras 0 a 9, o uno de sus códigos de recuperación.",
    used: "Ese código ya se usó. Espere a que su token muestre el siguiente y escríbalo.",
    wrongRecovery: "Ese código de recuperación no es suyo o ya se usó. Revíselo o use otro.",
    wrongFirst:
      "El código no corresponde a este token. Revise que la hora de su teléfono sea automática y escriba el código que muestra ahora.",
    blocked:
      "Su token está bloqueado, y con él sus códigos de recuperación y llaves de acceso. Pida al administrador de su empresa que lo desbloquee o lo reponga.",
    noneHeld: "Usted no tiene un token activo. Actívelo en Configuración antes de seguir.",
    enrolmentOver: "La activación del token venció. Empiece de nuevo: el código QR anterior ya no sirve.",
    noPasskey: "Usted no tiene llaves de acceso. Escriba el código de su token.",
    passkeyRefused: "La llave de acceso no se pudo comprobar. Intente de nuevo o escriba el código de su token.",
    passkeyOver: "La solicitud a su llave de acceso venció o ya se usó. Intente de nuevo.",
    passkeyGone: "Esa llave de acceso ya no está en su lista. Vuelva a cargar la página.",
    passkeyKnown: "Esa llave de acceso ya está registrada.",
    passkeysFull: "Ya tiene {max} llaves de acceso. Quite una antes de agregar otra.",
  },
  activity: {
    tooManyForPaper:
      "La consulta encuentra más de {most, number} eventos, que es lo que llevan el PDF y la impresión. Acótela, o expórtela a Excel o CSV, que los llevan todos.",
  },
  report: {
    day: "Una de las fechas no es un día del calendario. Escríbala de nuevo y presione «Buscar».",
    backwards: "La primera fecha es posterior a la segunda: así no hay resultados. Cambie una de las dos.",
    choice: "Uno de los criterios no está en su lista. Elíjalo de nuevo y presione «Buscar».",
    words: "El texto que busca no sirve: escriba hasta 60 caracteres, en una línea.",
    amount: "Uno de los valores no es un monto. Escríbalo solo con cifras, con dos decimales si los tiene.",
    amounts: "El primer valor es mayor que el segundo: así no hay resultados. Cambie uno de los dos.",
    tooManyForPaper:
      "El reporte encuentra más de {most, number} registros, que es lo que llevan el PDF y la impresión. Acote los criterios, o use Excel o CSV, que los llevan todos.",
  },
  profile: {
    beyondCeiling: "Aquí hay más de lo que usted puede otorgar: {service}. Pídalo a un administrador que pueda.",
    changed:
      "El perfil fue modificado por otra persona mientras usted lo editaba. Lo que escribió sigue aquí: revise los cambios y continúe.",
    own: "Nadie modifica el perfil que tiene. Pídalo a otro administrador.",
    held: "{count, plural, one {Una persona tiene} other {# personas tienen}} este perfil, y no se elimina mientras alguien lo tenga. Asígneles otro antes, o déjelo inactivo.",
    lastAdministrator:
      "Con este cambio nadie podría administrar la empresa. Deje antes a otra persona activa que pueda modificar perfiles, modificar usuarios y activarlos.",
    nameTaken: "Ya hay un perfil que se llama «{name}». Escriba otro nombre.",
    noChannel:
      "{service} tiene acciones y ningún acceso: marque al menos uno (Funcionalidad, Front Responsive o App) o quite sus acciones.",
    notContracted: "La empresa no tiene contratado {service}. Quítelo y continúe.",
    notInCatalog: "Uno de los permisos que llegaron no existe. Vuelva a cargar la página y márquelos de nuevo.",
    nothingChanged: "No cambió nada. Modifique el perfil y continúe, o cancele.",
  },
  teamFile: {
    tooMany:
      "El archivo cambia a más de {max} personas, que es el máximo de una vez. Divídalo en varios y aplíquelos uno tras otro.",
    empty: "El archivo está vacío. Elija el que exportó y editó.",
    tooLarge: "El archivo pesa más de {max}, que es el máximo. Divídalo en varios.",
    repeated: "Ese envío ya trajo otro archivo. Elija el archivo de nuevo y envíelo.",
    gone: "Este archivo ya no espera: se aplicó, se retiró o pasaron sus 24 horas. No se cambió nada; cárguelo de nuevo si lo necesita.",
    others: "Solo quien cargó el archivo lo aplica o lo retira. No se cambió nada.",
    changed:
      "Desde que se leyó el archivo cambiaron las personas de las filas {lines}{more, plural, =0 {} other { y # más}}. No se aplicó nada: exporte la lista de nuevo y repita sus cambios.",
    nothing: "El archivo no cambia nada. Edite alguna fila y cárguelo de nuevo.",
    lastGerencial: "Con este archivo el bróker quedaría sin un Gerencial activo. No se cambió nada: deje al menos uno.",
    notApplied: "Este archivo no está aplicado: no hay nada que deshacer.",
    undoLate: "Pasaron más de 24 horas desde que se aplicó. Ya no se puede deshacer: corrija con otro archivo.",
    undoOthers: "Lo deshace quien cargó el archivo, o un Gerencial. No se cambió nada.",
    undoChanged:
      "Después del archivo alguien más cambió a las personas de las filas {lines}{more, plural, =0 {} other { y # más}}. No se deshizo nada: corrija con otro archivo.",
    undoBeyond: "En el archivo hay personas que solo un Gerencial puede tocar ahora. No se deshizo nada: pídaselo.",
  },
  member: {
    alreadyOut: "Este usuario ya está deshabilitado.",
    alreadyIn: "Este usuario ya está habilitado.",
    out: "Este usuario está deshabilitado. Habilítelo primero.",
    cameIn: "Este usuario ya ingresó: no necesita otra invitación.",
    notInYet: "Este usuario todavía no ha ingresado. Envíele de nuevo la invitación.",
    left: "Esta persona ya fue dada de baja. Su constancia es {reference}.",
    several:
      "Esta persona trabaja también en otro lugar: su nombre, correo, clave y token son suyos y no se cambian desde este bróker. Si olvidó su clave, la recupera ella misma en la página de ingreso.",
    rank: "Solo un Gerencial crea o cambia a quien es Gerencial o tiene Admin de Usuarios.",
    rankTouched: "Es Gerencial o tiene Admin de Usuarios: solo un Gerencial cambia sus datos o su estado.",
    beyond: "Usted no puede otorgar en {broker} lo que no tiene allí: {sections}.",
    lastGerencial: "Es el último Gerencial activo: deje antes a otro Gerencial activo en el bróker.",
    changed:
      "Este usuario cambió después de que usted abrió esta página y no se guardó nada. Revise cómo quedó y continúe.",
    taken:
      "Ese RUC / DNI es de alguien que usa otro correo. Revise los dos: de quien ya usa el portal, el correo es el suyo.",
    mailHeld: "Ese correo ya es de otra persona de {broker}: búsquela en la lista. Cada una necesita el suyo.",
    mailPassed:
      "Mientras estuvo fuera, su correo pasó a otra persona de {broker}. Cambie primero el de una de las dos.",
    already: "Esa persona ya está en el equipo de {broker}: búsquela en la lista; si está deshabilitada, habilítela.",
    document: "No es un RUC ni un DNI válido. Revise sus dígitos; otros documentos, con su tipo: CE 001234567.",
    birthDate: "Nadie nació ese día. Escriba una fecha desde 1900 y anterior a hoy.",
    brokers: "Elija al menos un bróker.",
    heir: "Nadie activo del equipo tiene ese usuario. Escriba el de otra persona, o deje el campo vacío.",
  },
  people: {
    self: "Nadie se administra a sí mismo. Pídalo a otro administrador.",
    ceilingAll: "Solo quien puede otorgar todo lo contratado actúa sobre quien también puede, o da ese alcance.",
    lastAdministrator:
      "Con este cambio nadie podría administrar la empresa. Deje antes a otra persona activa que pueda modificar perfiles, modificar usuarios y activarlos.",
    changed:
      "Este usuario fue modificado por otra persona mientras usted escribía. Lo que escribió sigue aquí: revise los cambios y continúe.",
    nothing: "No cambió nada. Modifique algún dato y continúe, o vuelva.",
    taken:
      "El usuario o el documento ya es de otra persona. Revise los dos; de quien ya es usuario de otra empresa, también el correo con el que entra.",
    already: "Esa persona ya es usuaria de esta empresa. Búsquela en la lista.",
    document: "El documento no es de los del país. Escríbalo con su tipo: CC 10000001, DNI 40123456.",
    profileGone: "Ese perfil ya no existe o está inactivo. Elija otro.",
    products: "Elija al menos un producto de la lista, o todos.",
    services: "Elija al menos un servicio de la lista, o que no otorgue nada.",
    several:
      "Esta persona trabaja también en otra empresa: su nombre, correo, clave y token son suyos y no se cambian desde esta empresa. Si olvidó su clave, la recupera ella misma en la página de ingreso.",
    active: "Este usuario ya está activo.",
    inactive: "Este usuario está inactivo. Actívelo primero.",
    alreadyInactive: "Este usuario ya está inactivo.",
    inAlready: "Este usuario ya ingresó: no necesita otra invitación.",
    notInYet: "Este usuario todavía no ha ingresado. Envíele de nuevo la invitación.",
    notPaused: "Este usuario no está en pausa: puede ingresar.",
    tokenHeld: "Este usuario ya tiene token. Repóngalo si necesita otro.",
    tokenNone: "Este usuario no tiene un token activo.",
    tokenBlocked: "El token de este usuario ya está bloqueado.",
    tokenNotBlocked: "El token de este usuario no está bloqueado.",
  },
  app: {
    stagesLeft:
      "Antes de usar la aplicación ingrese una vez en el portal: todavía debe aceptar los términos o cambiar su clave.",
    signedOut: "Su sesión de la aplicación terminó y no se cambió nada. Ingrese de nuevo.",
    notJson: "La solicitud no se entiende: se espera un objeto JSON de hasta 256 KB. No se cambió nada.",
    field: "El dato «{field}» falta, sobra o no es válido. No se cambió nada.",
  },
  registry: {
    nobodyOfTeam: "Este bróker no tiene a un usuario activo con ese usuario o correo.",
    sameRole: "El usuario ya tiene ese perfil.",
    lastGerencial: "Es el único Gerencial activo de este bróker: haga Gerencial a otra persona antes.",
    taxId: "El NIT o RUC no es válido: revise el número y su dígito de verificación.",
    document: "El documento no es de los del país. Escríbalo con su tipo: CC 10000001, DNI 40123456.",
    services: "Elija al menos un servicio de la lista.",
    makerSigns: "Quien prepara puede firmar solo en empresas de una firma.",
    codeTaken: "El código {code} ya es de otra empresa, corredor o producto. Elija otro.",
    taxIdTaken: "Ya hay una empresa registrada con este número.",
    types: "Elija al menos un tipo de lote de la lista.",
    lines: "El límite es de 1.000.000 de líneas por lote.",
    amount: "Escriba un valor mayor que cero, de hasta 9.999.999.999,99.",
    limits: "El máximo no puede ser menor que el mínimo.",
    creditLimit: "No puede ser menor que el mínimo por línea: no se podría abonar nada.",
    fee: "Escriba la comisión de este tipo de lote: puede ser 0. Los porcentajes van de 0 a 100, con dos decimales.",
    nothingChanged: "No cambió ningún dato. Corrija lo que quiera modificar o vuelva a la ficha.",
    suspended: "La suspensión ya está puesta; no se cambió nada.",
    notSuspended: "No hay suspensión que levantar; no se cambió nada.",
    brokerTaxIdTaken: "Ya hay un corredor registrado con este número.",
    inAlready: "{name} ya ingresó: no hay invitación que reenviar.",
    personTaken: "Este usuario o este documento ya es de otra persona. Revise los dos.",
  },
  invoice: {
    number: "Un número de factura lleva letras sin tilde, cifras y guiones, hasta {max}.",
    nothing: "No hay números de factura nuevos o distintos que guardar.",
    notPaid: "La orden {number} no se ha pagado: todavía no lleva factura.",
    notRemoved: "La orden {number} ya tiene factura. Corrija el número; no se puede quitar.",
    fileGone: "Ese archivo ya se aplicó o no está. Envíelo de nuevo si cambió.",
    fileFaulty: "El archivo tiene errores y no se aplicó nada. Corríjalo y envíelo de nuevo.",
    fileEmpty: "El archivo está vacío. Elija otro.",
    fileTooLarge: "El archivo pesa más de {max}. Divídalo en varios.",
    fileRepeated: "Ese envío ya se recibió con otro contenido. Vuelva a cargar la página y envíe el archivo de nuevo.",
  },
  parameters: {
    same: "Así están ya: no hay nada que cambiar.",
  },
  branches: {
    codeTaken: "Ya hay una sucursal con el código {code}. Escriba otro.",
    nameTaken: "Ya hay una sucursal abierta que se llama {name}. Escriba otro nombre.",
    responsible: "No encontramos a una persona activa de su equipo con ese usuario o correo.",
    changed:
      "Otra persona modificó esta sucursal mientras usted escribía. Vuelva a cargar la página para ver lo nuevo.",
    same: "Así está ya: no hay nada que cambiar.",
  },
  brokersettings: { same: "Así está ya: no hay nada que cambiar." },
  company: {
    changed:
      "Los datos de la empresa fueron modificados por otra persona mientras usted escribía. Lo que escribió sigue aquí: revise los cambios y continúe.",
    same: "Así está ya: no hay nada que cambiar.",
  },
  cards: {
    numberUnknown: "Este producto no tiene una tarjeta con ese número. Revíselo, o búsquela por documento.",
  },
  statement: {
    notThere: "Ese extracto no está: solo hay de meses cerrados y desde el primer movimiento. Elija otro mes.",
  },
  registers: {
    branchTaken: "Ya existe una sucursal con el código {code}. Use otro código o modifique esa.",
    affiliateTaken: "{document} ya está entre los afiliados. Búsquelo en la lista y modifíquelo.",
    documentType: "Elija un tipo de documento de la lista.",
    document: "El número no tiene la forma de ese tipo de documento. Revíselo.",
    checkDigit: "El dígito de verificación no es correcto: debería ser {expected}. Revise el número.",
    changed:
      "Esto fue modificado por otra persona mientras usted escribía. Lo que escribió sigue aquí; vuelva a cargar la página para ver lo nuevo.",
    same: "Así está ya: no hay nada que cambiar.",
    nameTaken: "Otro producto o cuenta de la empresa ya se llama «{name}». Escriba otro nombre.",
  },
  support: {
    answered: "Este mensaje ya tiene respuesta. Vuelva a cargar la página para leerla.",
    tooMany: "Ya escribió {max} mensajes en las últimas 24 horas. Espere las respuestas antes de escribir otro.",
  },
  change: {
    nothing: "Nada cambia: escriba primero lo que debe quedar distinto.",
    pending: "Ya hay un cambio de esta clase por decidir. Espere a que se decida o pida que lo retiren.",
    decided: "Este cambio ya se decidió.",
    own: "Usted pidió este cambio: lo decide otro operador.",
    notOwn: "Solo lo retira quien lo pidió.",
    accountUsed: "La orden {number} todavía se paga desde la cuenta {account}: no se puede quitar.",
    accountUnknown: "La cuenta en uso debe ser una de las autorizadas.",
  },
  batch: {
    stateChanged: "El lote {number} ahora está «{status}»; esta acción ya no es posible.",
    hasFaults: "El lote {number} tiene errores y no se puede confirmar. Corrija el archivo o elimine el lote.",
    reasonNeeded: "El lote tiene avisos: escriba por qué los acepta.",
    alreadySigned: "Usted ya firmó el lote {number}. Falta la firma de otra persona.",
    makerSigns: "Usted cargó o confirmó el lote {number}; debe firmarlo otra persona.",
    notYourSignature: "El lote {number} no tiene una firma suya que se pueda retirar.",
    noneChosen: "Seleccione al menos un lote.",
    sameFileOpen: "Este mismo archivo ya está en el lote {number} ({status}). No se cargó de nuevo.",
    sameFileAtOnce:
      "Este mismo archivo se está cargando en otro envío. No se cargó de nuevo; revise la lista de lotes.",
    typeNotYet: "Por ahora se reciben lotes de Recarga y de Emisión de tarjetas nominadas. Elija uno de esos tipos.",
    typeNotAllowed: "Este producto no recibe lotes de ese tipo. Elija uno de los que ofrece la lista.",
    tooLarge: "El archivo pesa {size} y este producto recibe hasta {max}. Divídalo en varios lotes.",
    sizeDiffers:
      "El archivo llegó incompleto: se anunciaron {announced} bytes y llegaron {received}. Envíelo de nuevo.",
    emptyFile: "El archivo está vacío. Elija otro.",
    uploadRepeated:
      "Ese envío ya se recibió con otro contenido. Vuelva a cargar la página y envíe el archivo de nuevo.",
    quota: "Llegó al límite de {max} cargas por hora. Espere antes de enviar otro archivo.",
  },
  doubt: {
    cardsUnknown:
      "Las tarjetas de una emisión solo las conoce el emisor: pregúntele de nuevo, o decida que no las hizo.",
    cardUnknown:
      "La tarjeta nueva solo la conoce el emisor: pregúntele de nuevo, o decida que la reposición no se hizo.",
    mayArrive:
      "Lo que enviamos todavía podría llegar. Se podrá decidir que no se hizo desde {expiresAt}; hasta entonces pregúntele de nuevo.",
    over: "{number} ya no está en verificación: el resultado está en esta página. No se cambió nada.",
    referenceNeeded: "Escriba la referencia con la que el banco confirma el débito.",
    referenceTaken: "Esa referencia del banco ya es de la orden {number}. Revise el comprobante.",
    referenceUnread:
      "La referencia del banco tiene letras, números, puntos o guiones, hasta 80. Revise el comprobante.",
  },
  instruction: {
    insufficient: "Fondos insuficientes en la cuenta maestra: faltan {missingCents}. No se movió nada.",
    cardInsufficient: "Fondos insuficientes en la tarjeta •••• {card}: faltan {missingCents}. No se movió nada.",
    amountLimit: "Cada abono de este producto va de {minCents} a {maxCents}. No se movió nada.",
    dayLimit: "El producto permite abonar a mano hasta {maxCents} por día y hoy quedan {leftCents}. No se movió nada.",
    cardLimit:
      "La tarjeta •••• {card} quedaría con más de {maxCents}, que es lo que permite el producto. No se movió nada.",
    cardUnknown: "Una de las tarjetas no está en este producto. Búsquela de nuevo en la lista; no se hizo nada.",
    cardState: "La tarjeta •••• {card} ahora está «{status}»; esta acción ya no es posible. No se hizo nada.",
    cardBusy: "La tarjeta •••• {card} tiene una operación en curso. Espere a que termine; no se hizo nada.",
    keyUsed: "Este formulario ya se envió con otros datos. Ábralo de nuevo desde la lista.",
    productClosed: "El producto está cerrado: no se hizo nada.",
  },
  order: {
    stateChanged: "La orden {number} ahora está «{status}»; esta acción ya no es posible.",
    inVerification:
      "La orden {number} está en verificación con el banco. No la pague de nuevo ni la anule; le avisaremos el resultado.",
  },
} as const;
