import { expect, test } from "vitest";
import { amountInWords } from "@/lib/words-amount";

test.each([
  [0n, "cero pesos"],
  [100n, "un peso"],
  [200n, "dos pesos"],
  [2_100n, "veintiún pesos"],
  [1_600n, "dieciséis pesos"],
  [3_100n, "treinta y un pesos"],
  [9_900n, "noventa y nueve pesos"],
  [10_000n, "cien pesos"],
  [10_100n, "ciento un pesos"],
  [50_000n, "quinientos pesos"],
  [100_000n, "mil pesos"],
  [100_100n, "mil un pesos"],
  [2_100_000n, "veintiún mil pesos"],
  [10_000_000n, "cien mil pesos"],
  [12_345_600n, "ciento veintitrés mil cuatrocientos cincuenta y seis pesos"],
  [100_000_000n, "un millón de pesos"],
  [100_000_100n, "un millón un pesos"],
  [1_200_000_000n, "doce millones de pesos"],
  [1_250_000_000n, "doce millones quinientos mil pesos"],
  [1_284_537_500n, "doce millones ochocientos cuarenta y cinco mil trescientos setenta y cinco pesos"],
  [100_000_000_000n, "mil millones de pesos"],
  [2_100_000_000_000n, "veintiún mil millones de pesos"],
  [100_000_000_000_000n, "un billón de pesos"],
  [
    99_999_999_999_900n,
    "novecientos noventa y nueve mil novecientos noventa y nueve millones novecientos noventa y nueve mil novecientos noventa y nueve pesos",
  ],
  [200_000_000_000_100n, "dos billones un pesos"],
])("%s cents of COP", (cents, sentence) => {
  expect(amountInWords(cents, "COP", "es")).toBe(sentence);
});

test("cents are hundredths, and only when there are some", () => {
  expect(amountInWords(50n, "COP", "es")).toBe("cero pesos con 50/100");
  expect(amountInWords(105n, "COP", "es")).toBe("un peso con 05/100");
  expect(amountInWords(100_000_050n, "COP", "es")).toBe("un millón de pesos con 50/100");
});

test("each country counts in its own coin", () => {
  expect(amountInWords(100n, "PEN", "es")).toBe("un sol");
  expect(amountInWords(125_000n, "PEN", "es")).toBe("mil doscientos cincuenta soles");
});

test("what is below zero says so", () => {
  expect(amountInWords(-500n, "COP", "es")).toBe("menos cinco pesos");
});

test.each([
  [0n, "zero pesos"],
  [100n, "one peso"],
  [2_100n, "twenty-one pesos"],
  [4_000n, "forty pesos"],
  [10_000n, "one hundred pesos"],
  [10_100n, "one hundred and one pesos"],
  [100_100n, "one thousand and one pesos"],
  [110_000n, "one thousand one hundred pesos"],
  [12_345_600n, "one hundred and twenty-three thousand four hundred and fifty-six pesos"],
  [100_000_000n, "one million pesos"],
  [100_000_100n, "one million and one pesos"],
  [1_250_000_000n, "twelve million five hundred thousand pesos"],
  [100_000_000_000n, "one billion pesos"],
  [100_000_000_000_000n, "one trillion pesos"],
  [200_000_000_000_100n, "two trillion and one pesos"],
])("%s cents of COP in English, by the short scale", (cents, sentence) => {
  expect(amountInWords(cents, "COP", "en")).toBe(sentence);
});

test("hundredths, the other coin and a minus in English", () => {
  expect(amountInWords(105n, "COP", "en")).toBe("one peso and 05/100");
  expect(amountInWords(125_000n, "PEN", "en")).toBe("one thousand two hundred and fifty soles");
  expect(amountInWords(-500n, "COP", "en")).toBe("minus five pesos");
});
