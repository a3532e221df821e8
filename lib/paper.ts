/** The day theme's tokens of app/globals.css for what is no page and reads no stylesheet: PDFs and mails. */
export const paper = {
  ground: "#f8f6f1",
  surface: "#fffefb",
  sunken: "#f1eee7",
  line: "#e3ded3",
  edge: "#8e8a7c",
  ink: "#17223d",
  inkSoft: "#465069",
  inkFaint: "#5f677b",
  primary: "#1f3b7d",
  consent: "#17633f",
} as const;

/** The night theme's, for mails that are read in the dark. */
export const nightPaper = {
  ground: "#10141c",
  surface: "#171c26",
  sunken: "#1f2531",
  line: "#2b3341",
  ink: "#ebe8e1",
  inkSoft: "#b5bac6",
  primary: "#a9c0f8",
  consent: "#74d0a1",
} as const;

/** The two strokes of the mark, as SVG paths in a box of 32. */
export const markStrokes = {
  ink: "M4.5 24.5C10 25.5 12.5 20 16 16s6-8.5 11.5-8.5",
  consent: "M4.5 8.5C9.5 6 12 11.5 16 16s7 9.5 11.5 7.5",
} as const;
