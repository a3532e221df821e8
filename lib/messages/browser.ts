import { catalogs } from "@/lib/messages/catalog";
import type { Language } from "@/lib/messages/language";

/** What the browser's half of the screens says, in one language; sentences of faults, refusals and notices stay on the server. */
export function wordsOfBrowser(language: Language) {
  const { batches, cards, controls, home, portal, token, ui } = catalogs[language];
  // Of the operator's desk what its forms say; its lists are made on the server.
  const { review, changes } = catalogs[language].operator;
  const { ask, resolve } = catalogs[language].doubts;
  const { mail: _entryMail, ...entry } = catalogs[language].entry;
  const { mail: _mail, pdf: _pdf, ...orders } = catalogs[language].orders;
  return {
    // The name of the company whose house a page is about, and the places in it that a search finds.
    access: { menu: catalogs[language].access.menu },
    batches,
    brokers: { switcher: catalogs[language].brokers.switcher },
    cards,
    doubts: { ask, resolve },
    entry,
    home,
    invoices: { file: catalogs[language].invoices.file },
    operator: { review, changes },
    orders,
    people: { act: catalogs[language].people.act },
    portal,
    registry: { invite: catalogs[language].registry.invite },
    token,
    controls,
    ui,
  };
}
