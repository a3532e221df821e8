/**
 * Where a draft belongs: a page, of the company or the broker that its address names in `empresa`. What was typed of one place is not offered in another,
 * and ends with it.
 */
export function draftPlace(path: string, search: string): string {
  const place = new URLSearchParams(search).get("empresa");
  return place === null || !/^[A-Z0-9]{1,20}$/.test(place) ? path : `${path}#${place}`;
}

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
