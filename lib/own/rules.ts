/** Drawings to choose one's own image among (personal_mark_image in the database). */
export const imagesMax = 16;

/** A phrase's length, in characters. */
export const phraseLength = { least: 4, most: 60 } as const;
