/** A clave's length, in characters as a person counts them: code points. */
export const passwordLength = { least: 12, most: 128 } as const;
/** A new clave is none of so many last ones, the one in force included (own_password_hashes in the database). */
export const passwordsRemembered = 4;

/** What keeps a clave from being taken, as far as it can be told without the list of common ones and without the earlier ones. */
export type OpenRule = "tooShort" | "tooLong" | "names";

/** Whose clave it is: what it may not contain. */
export type PasswordOwner = {
  username: string /** Of the person and their companies, as they are written. */;
  names: readonly string[];
};

/** The rules that a clave leaves open; none = it may be looked up and compared. Nothing of it is trimmed or cut. */
export function openRules(typed: string, owner: PasswordOwner): OpenRule[] {
  const { length } = [...typed];
  const rules: OpenRule[] = [];
  if (length < passwordLength.least) rules.push("tooShort");
  if (length > passwordLength.most) rules.push("tooLong");
  if (namesIn(typed, owner)) rules.push("names");
  return rules;
}

const brand = "contrafirma";

/** Whether it says the usuario, a name of four letters and more of the person or of a company, or the portal's. */
function namesIn(typed: string, { username, names }: PasswordOwner): boolean {
  const said = bare(typed);
  const words = names.flatMap((name) => bare(name).split(/[^\p{L}\d]+/u)).filter((word) => word.length >= 4);
  return [brand, ...words, ...(username.length >= 3 ? [username] : [])].some((word) => said.includes(bare(word)));
}

/** Letters without case, accents and look-alikes, so that a spelling hides no name. */
const bare = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** So many figures and signs around a common one are a clave of their own. */
const aroundMax = 8;

/**
 * Whether a clave is on the list of common ones, or is no more than them: one with a few figures or signs around it, two after one
 * another, one over and over, or a run. The list is in lower case.
 */
export function isCommon(typed: string, list: ReadonlySet<string>): boolean {
  const clave = typed.toLowerCase();
  const unit = repeated(clave);
  if (unit.length < 4 || isRun(clave)) return true;
  const stem = unit.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const parts = unit.length - stem.length <= aroundMax ? [clave, unit, stem] : [clave, unit];
  return parts.some((part) => list.has(part) || cuts(part).some(([one, other]) => list.has(one) && list.has(other)));
}

/** The shortest beginning of which the whole is made by repeating it, the last time perhaps in part. */
function repeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

/** Steps of one from character to character, all up or all down: 123456789012, abcdefghijkl. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => (code - (codes[index] ?? 0) + 10) % 10);
  return steps.length > 0 && (steps.every((step) => step === 1) || steps.every((step) => step === 9));
}

function cuts(text: string): [string, string][] {
  const found: [string, string][] = [];
  for (let at = 4; at <= text.length - 4; at += 1) found.push([text.slice(0, at), text.slice(at)]);
  return found;
}
