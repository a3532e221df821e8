/** Columns of lot files as people read them; the keys are the names that stand in the file's header. */
export const batchFields = {
  tipo_documento: "Tipo de documento",
  numero_documento: "Número de documento",
  referencia_tarjeta: "Referencia de la tarjeta",
  nombres: "Nombres",
  apellidos: "Apellidos",
  fecha_nacimiento: "Fecha de nacimiento",
  correo: "Correo",
  celular: "Celular",
  sucursal: "Sucursal",
  monto_inicial: "Monto inicial",
  monto: "Monto",
  cantidad: "Cantidad",
  referencia: "Referencia",
  motivo: "Motivo",
  codigo: "Código",
  nombre: "Nombre",
  direccion: "Dirección",
  ciudad: "Ciudad",
  telefono: "Teléfono",
  contacto: "Contacto",
} as const;

export const batchTypeLabels = {
  EMISION: "Emisión de tarjetas nominadas",
  EMISION_INNOMINADA: "Emisión de tarjetas innominadas",
  RECARGA: "Recarga de tarjetas",
  CARGO: "Cargo a tarjetas",
  REPOSICION: "Reposición de tarjeta",
  REPOSICION_CLAVE: "Reposición de clave",
  SUCURSALES: "Sucursales",
} as const;

export const encodingLabels = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
} as const;
