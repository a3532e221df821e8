import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { makeMailer } from "@/lib/gateways/mail";
import { type Letter, letter } from "@/lib/mail/letter";
import { nightPaper, paper } from "@/lib/paper";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";

const given: Letter = {
  language: "es",
  title: "Código para pagar la orden OS-2026-000045",
  phrase: "El café de las seis",
  paragraphs: ["Ana Ñáñez:", "Este es el código para pagar la orden."],
  code: "048291",
  facts: [
    { label: "Empresa", value: "Comercial Andina S.A.S." },
    { label: "Total", value: "$ 1.250.000,00" },
  ],
  closing: ["Vence a las 14:42."],
};

/** What a real server takes of a letter, read as its receiver reads it. */
async function received(one: Letter) {
  const server = await startMailServer();
  onTestFinished(server.stop);
  const mailer = makeMailer({ url: server.url, from: "Contrafirma <avisos@demo.example>" });
  const sent = await mailer.sendMail({ to: "pagador1@demo.example", ...letter(one) });
  expect(sent.kind).toBe("sent");
  return readMail(server.mails[0] ?? "");
}

/** The words of an HTML page, as a reader of screens would say them. */
const wordsOf = (html: string) =>
  html
    .replace(/^[\s\S]*<body[^>]*>/, "")
    .replace(/<\/?span[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replace(/\s+/g, " ")
    .trim();

test("arrives with its title as subject, and says the same in text and HTML, phrase first", async () => {
  const { subject, text, html, to, from } = await received(given);
  expect({ subject, to, from }).toEqual({
    subject: given.title,
    to: "pagador1@demo.example",
    from: "Contrafirma <avisos@demo.example>",
  });
  expect(text.trimEnd().split("\n\n")).toEqual([
    "Su frase: El café de las seis\nSi no es la que usted eligió, este correo no es nuestro: no siga lo que pide.",
    given.title,
    "Ana Ñáñez:",
    "Este es el código para pagar la orden.",
    "048291",
    "Empresa: Comercial Andina S.A.S.\nTotal: $ 1.250.000,00",
    "Vence a las 14:42.",
    "Nadie le pide su clave, su token ni sus códigos por correo, teléfono o mensaje. Escríbalos solo en el portal.\nLo envía Contrafirma, el portal de su empresa, al correo registrado de su usuario. Es automático: no lo responda.",
  ]);
  const said = wordsOf(html);
  for (const line of text.split("\n").filter((each) => each && !/^(Empresa|Total): /.test(each)))
    expect(said, line).toContain(line);
  for (const { label, value } of given.facts ?? []) expect(said).toContain(`${label} ${value}`);
  expect(said.indexOf("Su frase: El café de las seis")).toBeLessThan(said.indexOf(given.title));
});

test("without a phrase, code or facts it has none of their boxes", async () => {
  const { text, html } = await received({ language: "es", title: "Su clave cambió", paragraphs: ["Ana:"] });
  expect(text).not.toContain("Su frase");
  expect(text.split("\n\n")[0]).toBe("Su clave cambió");
  expect(html).not.toMatch(/class="(sunken|line)"/);
});

test("in English it speaks English, and says so", async () => {
  const { text, html } = await received({ ...given, language: "en" });
  expect(text).toContain("Your phrase: El café de las seis");
  expect(text).toContain("Nobody asks for your password");
  expect(html).toContain('<html lang="en">');
});

test("only the code stands alone on a line, whatever names and values hold", () => {
  const { subject, text } = letter({
    ...given,
    title: "Orden\r\nBcc: otro@demo.example",
    phrase: "frase\n111111",
    paragraphs: ["Ana\n222222"],
    facts: [{ label: "Empresa", value: "S.A.S.\n333333\n" }],
    closing: ["Adiós\n\n444444"],
  });
  expect(text.split("\n").filter((line) => /^\d{6}$/.test(line))).toEqual(["048291"]);
  expect(subject).toBe("Orden Bcc: otro@demo.example");
});

test("its HTML is text wherever it is filled in, fetches nothing and needs no table", () => {
  const mean = `<img src=x onerror="alert('1')">&`;
  const { html } = letter({
    ...given,
    title: mean,
    phrase: mean,
    paragraphs: [mean],
    code: mean,
    facts: [{ label: mean, value: mean }],
    closing: [mean],
  });
  expect(html).not.toContain("<img");
  expect(html.split("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;")).toHaveLength(9);
  expect(letter(given).html).not.toMatch(/<script|<link|<img|<table|https?:|url\(/i);
});

test("a mail's colours are the portal's, by day and by night", () => {
  const styles = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
  const tokens = new Map(
    [...styles.matchAll(/--color-([a-z-]+): light-dark\((#\w+), (#\w+)\)/g)].map(([, name = "", day, night]) => [
      name,
      { day, night },
    ]),
  );
  const nameOf = (key: string) =>
    key === "consent" ? "in" : key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const [key, color] of Object.entries(paper)) expect([key, tokens.get(nameOf(key))?.day]).toEqual([key, color]);
  for (const [key, color] of Object.entries(nightPaper))
    expect([key, tokens.get(nameOf(key))?.night]).toEqual([key, color]);
});
