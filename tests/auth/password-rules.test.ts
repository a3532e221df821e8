import { describe, expect, test } from "vitest";
import { commonPasswords } from "@/lib/auth/common-passwords";
import { isCommon, openRules } from "@/lib/auth/password-rules";

const owner = { username: "maker1", names: ["Marcela Gómez Pardo", "Comercial Andina S.A.S."] };
const open = (typed: string) => openRules(typed, owner);

describe("what a clave may be", () => {
  test.each([
    ["twelve characters", "abc def ghi "],
    ["128 of them", "x".repeat(128)],
    ["128 that are two halves each", "😀".repeat(128)],
    ["blanks at both ends, kept", "  no se corta  "],
    ["figures alone", "482917350264"],
    ["a NUL and controls", "uno\u0000dos\u0007tres\n4"],
    ["other scripts", "пароль из пяти слов"],
    ["short words of the names", "el pan de las sas"],
  ])("%s", (_, typed) => expect(open(typed)).toEqual([]));

  test.each([
    ["eleven", "abcdefghijk", ["tooShort"]],
    ["eleven that are two halves each", "😀".repeat(11), ["tooShort"]],
    ["129", "x".repeat(129), ["tooLong"]],
    ["nothing", "", ["tooShort"]],
    ["the usuario", "yo soy maker1 y ya", ["names"]],
    ["the usuario in capitals and wide letters", "yo soy ＭＡＫＥＲ1 y ya", ["names"]],
    ["a name without its accent", "la familia gomez va", ["names"]],
    ["a name with another accent", "la familia PÁRDO va", ["names"]],
    ["the company", "en andina desde 2011", ["names"]],
    ["the portal", "mi-contrafirma-2026", ["names"]],
    ["short and named", "andina", ["tooShort", "names"]],
  ])("%s is refused", (_, typed, rules) => expect(open(typed)).toEqual(rules));
});

describe("common claves", () => {
  test("the list that ships has more than ten thousand, read once", async () => {
    const list = await commonPasswords();
    expect(list.size).toBeGreaterThan(10_000);
    expect(await commonPasswords()).toBe(list);
    expect([...list].filter((line) => line !== line.toLowerCase() || line.length < 4)).toEqual([]);
  });

  test.each([
    "1qaz2wsx3edc",
    "administrator",
    "Password1234",
    "PASSWORD!!!!2026",
    "passwordpassword",
    "qwertyqwerty",
    "qwerty123456",
    "123456789012",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "monkeydragon",
    "contraseña2026",
    "Bienvenido.123",
    "tequieromucho1",
    "colombia#2026",
  ])("%s", async (typed) => expect(isCommon(typed, await commonPasswords())).toBe(true));

  test.each([
    "lluvia-sobre-el-paramo-7",
    "482917350264",
    "tres tristes tigres",
    "password 4829 173 502",
    "пароль из пяти слов",
    "x9#Kq2!mv7Zr",
  ])("%s is none of them", async (typed) => expect(isCommon(typed, await commonPasswords())).toBe(false));
});
