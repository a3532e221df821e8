/** Rows that a PDF or a printed page holds: more are refused, since a paper is the whole of what was asked or nothing. */
export const paperRowsMax = 1_000;
