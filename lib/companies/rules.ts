/** Without case and accents, as people search; `plain_text` says the same in SQL. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

const wordsMax = 3;

/**
 * The patterns of a search, at most three, of which all must match, the longest first; none for fewer letters than `least`. A word of one or two letters
 * finds the beginnings of words, a longer one any part of one. Without case and accents, as `plain`.
 */
export function searchPatterns(typed: string, least = 2): string[] {
  const found = plain(typed).trim().split(/\s+/).filter(Boolean).slice(0, wordsMax);
  if (found.join("").length < least) return [];
  const narrowest = found.toSorted((one, other) => other.length - one.length);
  return narrowest.map((word) => {
    const literal = word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
    return word.length < 3 ? `% ${literal}%` : `%${literal}%`;
  });
}
