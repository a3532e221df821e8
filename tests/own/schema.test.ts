import { describe, expect, test } from "vitest";
import { closeSessionSchema, markSchema } from "@/lib/own/schema";

const phraseOf = (frase: string) => {
  const parsed = markSchema.safeParse({ imagen: "3", frase });
  return parsed.success ? parsed.data.frase : parsed.error.issues[0]?.message;
};

describe("a phrase", () => {
  test.each([
    ["as it is", "El café de las seis", "El café de las seis"],
    ["without the spaces around it, one between words", "  El  café \t de las seis ", "unread"],
    ["one spelling of its accents", "El cafe\u0301", "El caf\u00e9"],
    ["four characters, however they are stored", "🦜🦜🦜🦜", "🦜🦜🦜🦜"],
    ["sixty characters", "ñ".repeat(60), "ñ".repeat(60)],
  ])("%s is kept", (_name, typed, kept) => {
    if (kept !== "unread") return expect(phraseOf(typed)).toBe(kept);
    expect(phraseOf("  El  café   de las seis ")).toBe("El café de las seis");
    expect(phraseOf(typed)).toMatch(/Invalid/);
  });

  test.each([
    ["nothing", "", "required"],
    ["spaces", "     ", "required"],
    ["three characters", "sol", "tooShort"],
    ["three characters and a space", " sol ", "tooShort"],
    ["sixty-one", "a".repeat(61), "tooLong"],
    ["far too long", "a".repeat(10_000), "tooLong"],
  ])("%s is refused: %s", (_name, typed, fault) => expect(phraseOf(typed)).toBe(fault));

  test.each([
    ["NUL", "El café\0"],
    ["a line's end", "El café\nde las seis"],
    ["a mark that turns the line around", "El café \u202e sies"],
    ["a space of no width", "El ca\u200bfé"],
    ["half a character", "El café \ud800"],
    ["a separator of lines", "El café\u2028de"],
  ])("with %s is refused", (_name, typed) => expect(phraseOf(typed)).toMatch(/Invalid/));
});

test.each(["0", "17", "99", "-1", "1.5", "uno", "", "1 ", "１"])("image %j is none", (imagen) => {
  expect(markSchema.safeParse({ imagen, frase: "El café" }).success).toBe(false);
});

test("images are 1 to 16, and nothing comes with them", () => {
  for (const imagen of ["1", "9", "16"]) expect(markSchema.safeParse({ imagen, frase: "El café" }).success).toBe(true);
  expect(markSchema.safeParse({ imagen: "1", frase: "El café", usuario: "otro" }).success).toBe(false);
  expect(markSchema.safeParse({ imagen: ["1", "2"], frase: "El café" }).success).toBe(false);
});

test.each(["", "0", "-1", "1.5", "1e3", "99999999999999999999", "1; DROP", "１"])("session %j is none", (sesion) => {
  expect(closeSessionSchema.safeParse({ sesion }).success).toBe(false);
});
