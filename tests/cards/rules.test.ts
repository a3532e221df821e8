import { expect, test } from "vitest";
import { checkDigit, typedCardNumber } from "@/lib/cards/rules";

test.each([
  ["4111111111111111", "4111111111111111"],
  ["4111 1111 1111 1111", "4111111111111111"],
  ["4111-1111-1111-1111", "4111111111111111"],
  ["  378282246310005 ", "378282246310005"],
  ["4222222222222", "4222222222222"],
  ["6304 0000 0000 0000 000", "6304000000000000000"],
  ["4111111111111112", null],
  ["1411111111111111", null],
  ["411111111111", null],
  ["63040000000000000000", null],
  ["4111  1111 1111 1111", null],
  ["4111.1111.1111.1111", null],
  ["-4111111111111111", null],
  ["4111111111111111-", null],
  ["４１１１１１１１１１１１１１１１", null],
  ["", null],
])("%j typed is the number %s", (typed, number) => {
  expect(typedCardNumber(typed)).toBe(number);
});

test("each digit changed alone, and each pair of neighbours but 0 and 9 changed places, is seen", () => {
  const number = "5291430387420487".slice(0, 15);
  const whole = number + checkDigit(number);
  for (let at = 0; at < whole.length; at += 1) {
    for (const digit of "0123456789") {
      const other = whole.slice(0, at) + digit + whole.slice(at + 1);
      expect(typedCardNumber(other)).toBe(other === whole ? whole : null);
    }
    const [a = "", b = ""] = [whole[at], whole[at + 1]];
    if (a === b || b === "" || ["09", "90"].includes(a + b)) continue;
    expect(typedCardNumber(whole.slice(0, at) + b + a + whole.slice(at + 2))).toBeNull();
  }
});
