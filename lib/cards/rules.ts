/** A card's number as far as anybody may see it: the first six and the last four digits. */
export function cardNumber({ bin, last4 }: { bin: string; last4: string }): string {
  return `${bin.slice(0, 4)} ${bin.slice(4, 6)}•• •••• ${last4}`;
}

/**
 * The whole number of a card as somebody typed it, without the spaces and hyphens that may stand between its digits: 13 to 19
 * digits of which the last one is right (ISO/IEC 7812-1, Luhn); null when it is none.
 */
export function typedCardNumber(text: string): string | null {
  const digits = text.trim();
  if (!/^[0-9]([ -]?[0-9]){12,18}$/.test(digits)) return null;
  const number = digits.replace(/[ -]/g, "");
  return number.at(-1) === checkDigit(number.slice(0, -1)) ? number : null;
}

/** The digit that makes a card's number whole (Luhn). */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const doubled = (digits.length - index) % 2 === 1;
    const value = Number(digits[index]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}
