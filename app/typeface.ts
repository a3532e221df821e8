import localFont from "next/font/local";

/**
 * The one typeface, asked for with the page itself. `optional`: where it is not there within a tenth of a second the page keeps its
 * stand-in of the same measures, so that no line breaks anew under somebody's eyes; the next page has it.
 */
export const typeface = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "optional",
  preload: true,
  adjustFontFallback: false,
  variable: "--font-inter",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
});
