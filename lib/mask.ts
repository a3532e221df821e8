/** A mail address as one recognises one's own: first and last letter before the @, the domain whole. `m•••s@andina.example` */
export function maskedMail(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 1) return "•••";
  const letters = [...address.slice(0, at)];
  const last = letters.length > 2 ? letters.at(-1) : "";
  return `${letters[0]}•••${last}${address.slice(at)}`;
}

/** A text in which what may be a card number (13 to 19 digits running, of a right check digit) keeps its first six and last four. */
export function withoutCards(text: string): string {
  return text.replace(/(?<!\d)\d{13,19}(?!\d)/g, (digits) =>
    isLuhn(digits) ? `${digits.slice(0, 6)}${"•".repeat(digits.length - 10)}${digits.slice(-4)}` : digits,
  );
}

const digitsRunning = /\d(?:[\s.·_/-]{0,3}\d){12,}/g;
const uuids = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;

/**
 * Whether a card's whole number stands anywhere in a text, however its digits are grouped: 13 to 19 of them, the first one of those that
 * issuers of cards have (2 to 6), the last one right. One in ten of other such figures is taken for one too.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of text.normalize("NFKC").replace(uuids, " ").matchAll(digitsRunning)) {
    const groups = run.split(/\D+/);
    for (let from = 0; from < groups.length; from += 1)
      for (let to = from + 1, digits = ""; to <= groups.length && digits.length < 19; to += 1) {
        digits += groups[to - 1];
        if (/^[2-6]\d{12,18}$/.test(digits) && isLuhn(digits)) return true;
      }
  }
  return false;
}

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.at(-1 - index)) * (index % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
