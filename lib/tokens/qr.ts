import { encode } from "uqr";

/** A picture that a telephone reads, as one SVG path of unit squares, with the quiet zone around it. */
export type QrPicture = { size: number; path: string };

/** The picture of a text; drawn on the server, so that what it says goes to nobody else. */
export function qrOf(text: string): QrPicture {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join("") };
}
