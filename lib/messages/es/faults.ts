/** What is wrong in an uploaded file and what to do; a fault code without a sentence here does not compile. */
export const faults = {
  // The file as a whole: it is refused.
  empty: "El archivo está vacío. Cargue un archivo con encabezado y al menos una línea de datos.",
  noDataLines: "El archivo solo tiene el encabezado. Agregue al menos una línea de datos.",
  wrongKind:
    "El archivo es {kind, select, xls {un libro de Excel antiguo (.xls)} xlsx {un libro de Excel (.xlsx)} zip {un archivo comprimido ZIP} pdf {un PDF} gzip {un archivo comprimido} png {una imagen} jpeg {una imagen} gif {una imagen} rar {un archivo comprimido RAR} sevenzip {un archivo comprimido 7z} bzip2 {un archivo comprimido} xz {un archivo comprimido} zstd {un archivo comprimido} rtf {un documento de texto con formato} markup {una página web} program {un programa} other {de un tipo no admitido}}. Por ahora se reciben archivos .txt y .csv: guárdelo así y vuelva a cargarlo.",
  tooLarge: "El archivo pesa {size} y el máximo es {max}. Divídalo en archivos más pequeños.",
  tooManyLines: "El archivo tiene más de {max} líneas de datos, que es el máximo. Divídalo en varios lotes.",
  unknownColumn: "El encabezado tiene columnas que este tipo de lote no admite: {columns}. Corríjalas o quítelas.",
  unnamedColumn: "La columna {position} del encabezado no tiene nombre. Escríbalo o quite la columna.",
  repeatedColumn: "El encabezado repite columnas: {columns}. Deje cada una una sola vez.",
  missingColumn: "Al encabezado le faltan columnas obligatorias: {columns}. Agréguelas.",
  delimiterUnclear: "El encabezado mezcla separadores. Use uno solo: punto y coma, coma, tabulación o barra vertical.",
  tooManyColumns: "La línea tiene más de {max} columnas. Revise el separador y las columnas.",
  blankLine: "Hay una línea en blanco dentro del archivo. Quítela.",
  openQuote: "Hay unas comillas que se abren y no se cierran. Ciérrelas o quítelas.",
  bareQuote:
    "Hay comillas dentro de una celda que no empieza con ellas. Encierre la celda entre comillas y duplique las de adentro.",
  textAfterQuote: "Hay texto después de las comillas que cierran una celda. Deje solo el separador.",
  lineTooLong: "La línea tiene más de {max} caracteres. Revise los finales de línea del archivo.",
  controlMalformed:
    "La línea de control no se entiende. Escríbala como {amounts, select, yes {TOTAL, número de líneas y suma de los montos} other {TOTAL y número de líneas}}.",
  controlNotLast: "La línea de control debe ser la última y hay datos en la línea {next}. Muévala al final.",
  controlLines: "La línea de control dice {stated} líneas y el archivo tiene {found}. Corrija la que no sea cierta.",
  controlTotal:
    "La línea de control suma {stated} y las líneas del archivo suman {found}. Corrija la que no sea cierta.",
  sameContentOpen:
    "El mismo contenido ya está en el lote {batch}, que sigue abierto. Termine o elimine ese lote antes.",

  // One line or cell.
  wrongCellCount: "La línea tiene {found} celdas y el encabezado tiene {expected}. Complete o quite separadores.",
  required: "El dato es obligatorio. Escríbalo.",
  identityMissing:
    "Falta decir de quién es la tarjeta. Escriba tipo y número de documento, o la referencia de la tarjeta.",
  identityBoth: "Están el documento y la referencia de la tarjeta. Deje solo uno de los dos.",
  forbiddenCharacter: "Hay un carácter no permitido ({character}) en la posición {position}. Bórrelo.",
  replacementCharacter:
    "Hay un carácter dañado en la posición {position}. Escríbalo de nuevo y guarde el archivo como UTF-8.",
  tooLong: "El dato tiene {length} caracteres y el máximo es {max}. Acórtelo.",
  documentTypeUnknown: "El tipo de documento no existe. Use uno de estos: {types}.",
  documentNumber:
    "El número no es un documento {type} válido. Escriba de {min} a {max} {letters, select, yes {letras o dígitos} other {dígitos}}, sin puntos ni espacios.",
  documentCheckDigit: "El dígito de verificación es {found} y debe ser {expected}. Revise el número.",
  cardReference: "La referencia de la tarjeta tiene 10 dígitos. No escriba el número de la tarjeta.",
  amountFormat: "El monto no se entiende. Escriba solo dígitos y, si hay centavos, coma o punto y dos dígitos.",
  amountAmbiguous: "El monto puede ser {whole} o tener decimales. Escríbalo sin separador de miles.",
  amountNegative: "El monto no lleva signo. Escriba un monto mayor que cero.",
  amountDecimals: "El monto tiene {found} decimales y el máximo es 2. Escríbalo con dos.",
  amountZero: "El monto es cero. Escriba un monto mayor que cero.",
  amountOverCap: "El monto supera {max}, que es el máximo del sistema. Revíselo.",
  amountBelowMin: "El monto {amount} es menor que el mínimo del producto, {min}. Revíselo.",
  amountAboveMax: "El monto {amount} es mayor que el máximo del producto, {max}. Revíselo.",
  count: "La cantidad debe ser un número entero de {min} a {max}, sin puntos.",
  date: "La fecha no se entiende. Escríbala como AAAA-MM-DD o DD/MM/AAAA.",
  dateUnreal: "La fecha no existe o está fuera de {min} a {max}. Revísela.",
  mail: "El correo no tiene la forma de una dirección. Escríbalo como nombre@empresa.com.",
  mobile: "El celular debe tener {digits} dígitos y empezar por {first}, sin espacios ni indicativo.",
  phone: "El teléfono debe tener de 7 a 20 dígitos, espacios o guiones.",
  name: "El nombre solo admite letras, espacios, apóstrofos y guiones. Quite lo demás.",
  code: "El código admite letras, dígitos, punto, guion y guion bajo, hasta 20. Corríjalo.",
  reason: "El motivo debe ser uno de estos: {reasons}.",

  // Against the company's records.
  duplicate: "La línea repite la persona o tarjeta de la línea {line}. Quite una de las dos.",
  cardUnknown: "No hay una tarjeta de este producto para ese documento o referencia. Revíselo.",
  cardBlocked: "La tarjeta está bloqueada. Desbloquéela o quite la línea.",
  cardExpired: "La tarjeta está vencida. Pida su reposición o quite la línea.",
  cardCancelled: "La tarjeta está cancelada. Quite la línea.",
  personHasCard: "La persona ya tiene una tarjeta activa de este producto. Quite la línea.",
  emissionInOtherBatch:
    "Ya se pidió una tarjeta para esta persona en el lote {batch}, que sigue abierto. Quite la línea.",
  branchUnknown: "La sucursal no existe en su empresa. Créela o corrija el código.",
  branchInactive:
    "La sucursal está inactiva en su empresa. Actívela en Administración > Afiliados o corrija el código.",
  affiliateInactive:
    "Ese tercero está inactivo en los afiliados de su empresa. Actívelo en Administración > Afiliados o quite la línea.",

  // Sheets of people, of Excel or CSV.
  sheetKind:
    "El archivo es {kind, select, xls {un libro de Excel antiguo (.xls) o protegido con contraseña} zip {un archivo comprimido ZIP} pdf {un PDF} markup {una página web} other {de un tipo no admitido}}. Se reciben libros de Excel (.xlsx) y archivos .csv: guárdelo así y vuelva a cargarlo.",
  sheetBroken: "El libro no se puede leer. Ábralo en Excel, guárdelo de nuevo como .xlsx y vuelva a cargarlo.",
  sheetTooBig: "El libro contiene mucho más de lo que admite una lista. Deje solo las columnas y filas de la lista.",
  sheetRows: "El archivo tiene más de {max} filas, que es el máximo. Divídalo en varios.",
  sheetHeader:
    "No se encontró la fila con los nombres de las columnas. Exporte la lista, edítela sin cambiar esos nombres y vuelva a cargarla.",
  cellBroken: "La celda tiene un error o una fórmula sin resultado. Escriba el dato.",
  wordUnknown: "El dato no es ninguno de los admitidos: {words}. Escriba uno de ellos.",
  documentPerson: "El documento no es un DNI, un CE ni un RUC válido. Revise el número.",
  phoneForm: "El teléfono debe tener de 6 a 20 dígitos, espacios o guiones. Revíselo.",
  extensionForm: "El anexo tiene de 1 a 6 dígitos. Revíselo.",
  tooShort: "El dato tiene {length} caracteres y el mínimo es {min}. Complételo.",
  downloadWithout: "Esta sección no tiene descarga. Escriba Sí o No.",
  personUnknown:
    "No hay ninguna persona de este bróker con ese usuario. Revíselo, o deje la celda vacía para crear una.",
  personRepeated: "La fila repite el usuario de la fila {line}. Deje una sola.",
  documentRepeated: "La fila repite el documento de la fila {line}. Deje una sola.",
  mailHeld: "Otra persona del equipo tiene ese correo: {username}. Cada una necesita el suyo.",
  mailRepeated: "La fila repite el correo de la fila {line}. Deje una sola.",
  documentHeld:
    "Ya hay en su equipo una persona con este documento: {username}. Escriba su usuario en la fila, o quítela.",
  documentOther: "Este documento no se puede agregar con ese correo. Revise los dos.",
  documentFixed: "El documento de una persona no se cambia. Deje el que estaba.",
  personSelf: "Sus propios datos no los cambia usted por archivo. Deje su fila como estaba o quítela.",
  personRank:
    "Solo un Gerencial crea o cambia a quien es Gerencial o tiene Admin de Usuarios. Deje la fila como estaba.",
  sectionBeyond: "Usted no tiene esta sección o su descarga, y por eso no puede darla. Déjela como estaba.",
  personSeveral:
    "Esta persona pertenece también a otro bróker o empresa: su nombre y su correo no se cambian desde este bróker.",
  stateUnmade: "Quien se crea entra invitado. Escriba ACTIVO o deje la celda vacía.",
  roleWhole: "Un Gerencial tiene todas las secciones y sus descargas. Escriba Sí, o deje la celda vacía.",

  // Files of invoice numbers.
  invoiceHeader:
    "El encabezado debe decir empresa, orden y factura, una vez cada una y nada más; dice {columns}. Corríjalo.",
  invoiceLines: "El archivo tiene más de {max} líneas de datos, que es el máximo. Divídalo en varios.",
  companyUnknown: "No hay una empresa con ese código. Revíselo.",
  orderNumber: "El número de orden se escribe como OS-2026-000001. Corríjalo.",
  orderUnknown: "La empresa {company} no tiene esa orden. Revise la empresa y el número.",
  orderNotPaid: "La orden no se ha pagado y todavía no lleva factura. Quite la línea.",
  orderRepeated: "La orden ya está en la línea {line}. Deje una sola de las dos.",
  invoiceNumber: "El número de factura admite letras sin tilde, cifras y guiones, hasta 30. Corríjalo.",

  // Warnings: accepted with a reason.
  samePersonDifferent:
    "La misma persona o tarjeta está en la línea {line} con otro monto o referencia. Si es correcto, diga por qué.",
  inOtherBatch: "El mismo abono está en el lote {batch}, que sigue abierto. Si es correcto, diga por qué.",
  sameFileProcessed: "El mismo contenido ya se procesó en el lote {batch}. Si es correcto, diga por qué.",
} as const;

export type FaultCode = keyof typeof faults;
