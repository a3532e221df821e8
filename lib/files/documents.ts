import { type CellFault, cellFault } from "@/lib/files/fault";

export type Country = "CO" | "PE";

type DocumentForm = { min: number; max: number; letters?: true; checkDigit?: (base: string) => number };

/** Document types by country (lots.md, Documents). `min` and `max` count all characters, the check digit included. */
export const documentForms: Record<Country, Readonly<Record<string, DocumentForm>>> = {
  CO: {
    CC: { min: 3, max: 10 },
    CE: { min: 3, max: 10 },
    TI: { min: 10, max: 11 },
    PA: { min: 4, max: 16, letters: true },
    PPT: { min: 5, max: 10 },
    NIT: { min: 7, max: 11, checkDigit: nitDigit },
  },
  PE: {
    DNI: { min: 8, max: 8 },
    CE: { min: 9, max: 12 },
    RUC: { min: 11, max: 11, checkDigit: rucDigit },
    PA: { min: 4, max: 16, letters: true },
  },
};

const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
const rucWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** The check digit of a Colombian NIT without it (lots.md, Documents). */
export function nitDigit(base: string): number {
  const rest = weighed([...base].reverse().join(""), nitWeights) % 11;
  return rest < 2 ? rest : 11 - rest;
}

/** The check digit of the first ten digits of a Peruvian RUC (lots.md, Documents). */
export function rucDigit(base: string): number {
  return (11 - (weighed(base, rucWeights) % 11)) % 10;
}

function weighed(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    sum += (digits.charCodeAt(index) - 48) * (weights[index] ?? 0);
  }
  return sum;
}

/** The document type in its normal form (upper case), or a fault that names those of the country. */
export function readDocumentType(text: string, country: Country): string | CellFault {
  const forms = documentForms[country];
  if (Object.hasOwn(forms, text)) return text;
  const upper = text.toUpperCase();
  if (upper.length === text.length && Object.hasOwn(forms, upper)) return upper;
  return cellFault("documentTypeUnknown", { types: Object.keys(forms).join(", ") });
}

/**
 * The number in its normal form: digits (leading zeros kept), or upper-case letters and digits for PA; a NIT with its
 * check digit last, without hyphen. Else a fault, with a proposal when the intended number is sure.
 */
export function readDocumentNumber(text: string, type: string, country: Country): string | CellFault {
  const form = documentForms[country][type];
  if (!form) return cellFault("documentTypeUnknown", { types: Object.keys(documentForms[country]).join(", ") });
  const number = normalNumber(text, form, type);
  if (number === null) return numberFault(text, type, form, country);
  if (!form.checkDigit) return number;
  const found = number.slice(-1);
  const expected = String(form.checkDigit(number.slice(0, -1)));
  if (found === expected) return number;
  return cellFault("documentCheckDigit", { found, expected }, rightDigit(text, number, type, expected));
}

const digitsOnly = /^\d+$/;
const lettersAndDigits = /^[A-Za-z\d]+$/;

function normalNumber(text: string, form: DocumentForm, type: string): string | null {
  const bare = type === "NIT" && text.charCodeAt(text.length - 2) === 0x2d ? text.slice(0, -2) + text.slice(-1) : text;
  if (bare.length < form.min || bare.length > form.max) return null;
  if (form.letters) return lettersAndDigits.test(bare) ? bare.toUpperCase() : null;
  return digitsOnly.test(bare) ? bare : null;
}

function numberFault(text: string, type: string, form: DocumentForm, country: Country): CellFault {
  const bare = text.replace(/[., \u00a0-]/g, "");
  const proposal = bare !== text && typeof readDocumentNumber(bare, type, country) === "string" ? bare : null;
  const letters = form.letters ? "yes" : "no";
  return cellFault("documentNumber", { type, min: String(form.min), max: String(form.max), letters }, proposal);
}

/** A NIT of nine digits that begins as companies' do, without hyphen, most likely lacks its digit: it is added, not replaced. */
function rightDigit(text: string, number: string, type: string, expected: string): string {
  if (type === "NIT" && text.length === 9 && /^[89]\d{8}$/.test(text)) return `${text}-${nitDigit(text)}`;
  const hyphen = text.includes("-") ? "-" : "";
  return `${number.slice(0, -1)}${hyphen}${expected}`;
}
