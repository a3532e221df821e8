/** A document as people write it: its type, a space, its number. */
export const documentShown = (document: string): string => document.replace("-", " ");
