import { letterHtml } from "@/lib/mail/letter-html";
import type { Language } from "@/lib/messages/language";
import { words } from "@/lib/words";

export type Letter = {
  /** The receiver's. */
  language: Language;
  /** Subject and heading, in one line. */
  title: string;
  /** The personal phrase by which the receiver knows that the mail is ours; nothing while they have none. */
  phrase?: string | null;
  paragraphs: readonly string[];
  /** A code or a temporary clave: alone on a line of the text part (decisions.md). */
  code?: string;
  facts?: readonly { label: string; value: string }[];
  /** After code and facts: until when it is good, what to do if it was not them. */
  closing?: readonly string[];
};

/** What stands around a letter, in the receiver's words. */
export type LetterFrame = {
  brand: string;
  phrase: string | null;
  phraseNote: string;
  sender: string;
  neverAsks: string;
};

/**
 * Every mail of the portal, in text and in HTML with the same words: phrase, title, what it says, who sent it, and that nobody
 * asks for claves by mail. The caller brings its words from the catalogues, filled in; here they are only text, whatever they hold.
 */
export function letter(given: Letter): { subject: string; text: string; html: string } {
  const say = words(given.language);
  const content = {
    ...given,
    title: oneLine(given.title),
    paragraphs: given.paragraphs.map(oneLine),
    facts: (given.facts ?? []).map(({ label, value }) => ({ label, value: oneLine(value) })),
    closing: (given.closing ?? []).map(oneLine),
  };
  const phrase = given.phrase ? say("mail.phrase", { phrase: oneLine(given.phrase) }) : null;
  const frame: LetterFrame = {
    brand: say("mail.brand"),
    phrase,
    phraseNote: say("mail.phraseNote"),
    sender: say("mail.sender"),
    neverAsks: say("mail.neverAsks"),
  };
  const facts = content.facts.map((fact) => say("mail.fact", fact));
  const blocks = [
    ...(phrase ? [`${phrase}\n${frame.phraseNote}`] : []),
    content.title,
    ...content.paragraphs,
    ...(given.code ? [given.code] : []),
    ...(facts.length > 0 ? [facts.join("\n")] : []),
    ...content.closing,
    `${frame.neverAsks}\n${frame.sender}`,
  ];
  return { subject: content.title, text: `${blocks.join("\n\n")}\n`, html: letterHtml(content, frame) };
}

/** Whatever a name or a value holds, nothing but the code can stand alone on a line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
