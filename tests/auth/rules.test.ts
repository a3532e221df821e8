import { expect, test } from "vitest";
import { languageAsked, preferencesFrom, preferencesText, themes } from "@/lib/auth/rules";
import { languageOf, languages, locales } from "@/lib/messages/language";

test("preferences come back from their text as they were", () => {
  for (const language of languages)
    for (const theme of themes)
      expect(preferencesFrom(preferencesText({ language, theme }))).toEqual({ language, theme });
});

test.each([undefined, "", "en", "en.", ".dark", "fr.dark", "en.sepia", "en.dark.more", "EN.dark", "toString.dark"])(
  "the text %j is none of ours",
  (text) => {
    expect(preferencesFrom(text)).toBeNull();
  },
);

test.each([
  [null, "es"],
  ["", "es"],
  ["*", "es"],
  ["en", "en"],
  ["en-US,en;q=0.9", "en"],
  ["es-CO,es;q=0.9,en;q=0.8", "es"],
  ["fr-FR,fr;q=0.9,en;q=0.8", "en"],
  ["fr", "es"],
  ["en;q=0.1, es;q=0.9", "es"],
  ["en;q=0", "es"],
  ["en;q=x", "es"],
  ["english", "es"],
] as const)("a browser that asks for %j reads %s", (header, language) => {
  expect(languageAsked(header)).toBe(language);
});

test("each locale is of its language, and both write figures as Colombia does", () => {
  for (const language of languages) {
    expect(languageOf(locales[language])).toBe(language);
    expect(new Intl.NumberFormat(locales[language]).format(1234567.5)).toBe("1.234.567,5");
  }
  expect(languageOf("pt-BR")).toBe("es");
});
