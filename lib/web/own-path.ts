/**
 * A page of this portal to go back to, or null: a path that starts with a single slash and holds nothing that a browser
 * would drop or turn round (`//host`, `/\host`, a tab between the two). security.md 44.
 */
export function ownPath(text: string | undefined): string | null {
  if (text === undefined || text.length > 500) return null;
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) ? text : null;
}
