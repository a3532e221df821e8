import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { catalogs } from "@/lib/messages/catalog";
import { skeletonOf } from "@/tests/house/icu";
import { listSources } from "@/tests/house/sources";
import { spokenIn } from "@/tests/house/spoken";

const sources = listSources()
  .filter(({ file }) => !/^(?:tests|prisma|lib\/messages)\//.test(file) && !file.endsWith(".mjs"))
  .map(({ file, text }) => ({ file, ...spokenIn(file, text) }));

/** `portal.login.title` → its sentence. */
function flat(words: unknown, at = ""): [string, string][] {
  if (typeof words === "string") return [[at, words]];
  return Object.entries(words as object).flatMap(([key, below]) => flat(below, at === "" ? key : `${at}.${key}`));
}

const es = new Map(flat(catalogs.es));
const en = new Map(flat(catalogs.en));

/** What a key that a variable names may be, by file: keys, or prefixes that end in a point. Add a file's here, not elsewhere. */
const named: Record<string, readonly string[]> = {};

/** Catalogues whose keys are codes that the domains raise; the compiler knows that each exists. */
const codes = ["refusals", "faults", "notices"];

describe("every word a person reads stands in the catalogues", () => {
  test("no sentence is written in place", () => {
    const found = sources.flatMap(({ file, written }) => written.map(({ line, text }) => `${file}:${line} ${text}`));
    expect([...new Set(found)]).toEqual([]);
  });

  test("every key used exists", () => {
    const lost = sources.flatMap(({ file, keys }) =>
      keys
        .filter(({ kind, key }) =>
          kind === "whole"
            ? !es.has(key) && !(file in named && [...es.keys()].some((each) => each.startsWith(`${key}.`)))
            : kind === "prefix" && ![...es.keys()].some((each) => each.startsWith(key)),
        )
        .map(({ line, key }) => `${file}:${line} ${key}`),
    );
    expect(lost).toEqual([]);
  });

  test("a key that a variable names is declared here", () => {
    const undeclared = sources
      .filter(({ file, keys }) => keys.some(({ kind }) => kind === "variable") && !(file in named))
      .map(
        ({ file, keys }) =>
          `${file} ${keys.filter(({ kind }) => kind === "variable").map(({ key, line }) => `${key}:${line}`)}`,
      );
    expect(undeclared).toEqual([]);
    const files = new Set(sources.map(({ file }) => file));
    expect(Object.keys(named).filter((file) => !files.has(file))).toEqual([]);
  });

  test("every key is used", () => {
    const whole = new Set<string>();
    const prefixes: string[] = [];
    for (const { keys } of sources)
      for (const { kind, key } of keys)
        if (kind === "whole") whole.add(key);
        else if (kind === "prefix") prefixes.push(key);
    for (const key of Object.values(named).flat())
      if (key.endsWith(".")) prefixes.push(key);
      else whole.add(key);
    const raised = new Set(sources.flatMap(({ texts }) => [...texts]));
    const unused = [...es.keys()].filter((key) => {
      if (whole.has(key) || prefixes.some((prefix) => key.startsWith(prefix))) return false;
      const [catalogue = "", ...code] = key.split(".");
      return !(codes.includes(catalogue) && raised.has(code.join(".")));
    });
    expect(unused).toEqual([]);
    const unknown = [...Object.values(named).flat()].filter(
      (key) => ![...es.keys()].some((each) => each.startsWith(key)),
    );
    expect(unknown).toEqual([]);
  });
});

test("both languages have the same keys, each with the same arguments, branches and tags", () => {
  expect([...en.keys()].sort()).toEqual([...es.keys()].sort());
  const differing = [...es].flatMap(([key, sentence]) => {
    const [spanish, english] = [skeletonOf(sentence), skeletonOf(en.get(key) ?? "")];
    return spanish.join() === english.join() ? [] : [{ key, spanish, english }];
  });
  expect(differing).toEqual([]);
});

test("English is not Spanish left over", () => {
  const foreign = [...en].filter(
    ([key, sentence]) => /[áéíóúñ¿¡«»]/i.test(sentence) && key !== "portal.preferences.languages.es",
  );
  expect(foreign).toEqual([]);
});

// House: usted. Forms that are also the third person (vuelve, firma) count only where an order begins a sentence.
const familiar = [
  /(?<!\p{L})(?:tú|tu|tus|ti|contigo|te|tuy[oa]s?|vos|sos)(?!\p{L})/iu,
  /(?<!\p{L})(?:puedes|podés|tienes|tenés|quieres|querés|debes|debés|necesitas|necesitás|eres|has|podrás|deberás|tendrás|verás|recibirás|hiciste|escribiste|firmaste|olvidaste|pediste)(?!\p{L})/iu,
  /(?:^|[.:;¡!?»] )¿?(?:Elige|Elegí|Escribe|Escribí|Revisa|Revisá|Ingresa|Ingresá|Haz|Hacé|Intenta|Intentá|Vuelve|Volvé|Selecciona|Seleccioná|Confirma|Confirmá|Firma|Firmá|Carga|Cargá|Busca|Buscá|Espera|Esperá|Pide|Pedí|Corrige|Corregí|Usa|Usá|Copia|Copiá|Agrega|Agregá|Quita|Quitá) (?=\p{Ll})/u,
];
/** Labels that a manual of the entity prints so. */
const ofManuals = ["style.login.forgot"];

test("Spanish says usted everywhere", async () => {
  const folder = path.join(import.meta.dirname, "../../lib/messages/es");
  const all: [string, string][] = [];
  for (const file of readdirSync(folder)) {
    const words = (await import(path.join(folder, file))) as Record<string, object>;
    for (const each of Object.values(words)) all.push(...flat(each, file.replace(".ts", "")));
  }
  expect(all.length).toBeGreaterThan(es.size);
  expect(all.filter(([key, text]) => !ofManuals.includes(key) && familiar.some((form) => form.test(text)))).toEqual([]);
});
