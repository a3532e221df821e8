/** Without case and accents, as people search; `plain_text` says the same in SQL. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

const wordsMax = 3;

/** Whether a text has a letter or a digit: nobody is called by signs alone, and no index finds them. */
export const saysAnything = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * The patterns of a search, at most three, of which all must match, the longest first; none for fewer letters than `least`. A word of one or two letters
 * finds the beginnings of words, a longer one any part of one; signs alone between words, nothing. Without case and accents, as `plain`.
 */
export function searchPatterns(typed: string, least = 2): string[] {
  const all = plain(typed).trim().split(/\s+/).filter(Boolean);
  const spoken = all.filter(saysAnything);
  const found = (spoken.length > 0 ? spoken : all).slice(0, wordsMax);
  if (found.join("").length < least) return [];
  const narrowest = found.toSorted((one, other) => other.length - one.length);
  return narrowest.map((word) => {
    const literal = word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
    return word.length < 3 ? `% ${literal}%` : `%${literal}%`;
  });
}

export type CompanyPhone = { label: string; number: string };
export type CompanyContact = { name: string; role: string; mail: string; phone: string };
/** What a company says of itself. */
export type CompanyData = {
  address: string;
  city: string;
  mail: string;
  website: string;
  phones: readonly CompanyPhone[];
  contacts: readonly CompanyContact[];
};

/** Of a company that has said nothing yet. */
export const noCompanyData: CompanyData = { address: "", city: "", mail: "", website: "", phones: [], contacts: [] };

/** The same as a picture of texts: what is reviewed, confirmed, compared and kept in the trail. */
export function companyPicture({ phones, contacts, ...data }: CompanyData) {
  return {
    address: data.address,
    city: data.city,
    mail: data.mail,
    website: data.website,
    phones: phones.map(({ label, number }) => [label, number].filter(Boolean).join(" ")).join("; "),
    contacts: contacts
      .map(({ name, role, mail, phone }) => [name, role, mail, phone].filter(Boolean).join(" · "))
      .join("; "),
  };
}

/** What a change of it may change, in the order in which it is told. */
export const companyFacts = ["address", "city", "mail", "website", "phones", "contacts"] as const;
