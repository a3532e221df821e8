/** Names of the fields that are typed afresh each time: neither an answer nor a draft ever keeps them (draft_no_secret). */
export const secretFields: ReadonlySet<string> = new Set([
  "clave",
  "claveNueva",
  "claveRepetida",
  "codigo",
  "token",
  "llave",
  "respuesta",
  "numeroTarjeta",
]);
