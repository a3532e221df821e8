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
  expect(amountInWords(cents, "COP")).toBe(sentence);
});

test("cents are hundredths, and only when there are some", () => {
  expect(amountInWords(50n, "COP")).toBe("cero pesos con 50/100");
  expect(amountInWords(105n, "COP")).toBe("un peso con 05/100");
  expect(amountInWords(100_000_050n, "COP")).toBe("un millón de pesos con 50/100");
});

test("each country counts in its own coin", () => {
  expect(amountInWords(100n, "PEN")).toBe("un sol");
  expect(amountInWords(125_000n, "PEN")).toBe("mil doscientos cincuenta soles");
});

test("what is below zero says so", () => {
  expect(amountInWords(-500n, "COP")).toBe("menos cinco pesos");
});
