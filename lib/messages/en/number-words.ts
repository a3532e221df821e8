/** Numbers in words, as an amount is read aloud before it is signed. */
export const numberWords = {
  units: [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
  ],
  tens: ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
  hundred: "hundred",
  /** Each a thousand times the one before: what Spanish calls billón is a trillion. */
  scales: ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion"],
  and: "and",
  /** Before the hundredths: and 50/100. */
  with: "and",
  minus: "minus",
  currency: { COP: ["peso", "pesos"], PEN: ["sol", "soles"] },
} as const;
