/** Joins the class names that are there; nothing else is decided here. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
