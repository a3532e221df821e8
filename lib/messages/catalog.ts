import { authorization as authorizationEn } from "@/lib/messages/en/authorization";
import { batches as batchesEn } from "@/lib/messages/en/batches";
import { cards as cardsEn } from "@/lib/messages/en/cards";
import { doubts as doubtsEn } from "@/lib/messages/en/doubts";
import { entry as entryEn } from "@/lib/messages/en/entry";
import { faults as faultsEn } from "@/lib/messages/en/faults";
import { health as healthEn } from "@/lib/messages/en/health";
import { home as homeEn } from "@/lib/messages/en/home";
import { invoices as invoicesEn } from "@/lib/messages/en/invoices";
import { mail as mailEn } from "@/lib/messages/en/mail";
import { notices as noticesEn } from "@/lib/messages/en/notices";
import { operator as operatorEn } from "@/lib/messages/en/operator";
import { orders as ordersEn } from "@/lib/messages/en/orders";
import { own as ownEn } from "@/lib/messages/en/own";
import { parameters as parametersEn } from "@/lib/messages/en/parameters";
import { portal as portalEn } from "@/lib/messages/en/portal";
import { refusals as refusalsEn } from "@/lib/messages/en/refusals";
import { registry as registryEn } from "@/lib/messages/en/registry";
import { support as supportEn } from "@/lib/messages/en/support";
import { terms as termsEn } from "@/lib/messages/en/terms";
import { token as tokenEn } from "@/lib/messages/en/token";
import { trail as trailEn } from "@/lib/messages/en/trail";
import { ui as uiEn } from "@/lib/messages/en/ui";
import { authorization } from "@/lib/messages/es/authorization";
import { batches } from "@/lib/messages/es/batches";
import { cards } from "@/lib/messages/es/cards";
import { doubts } from "@/lib/messages/es/doubts";
import { entry } from "@/lib/messages/es/entry";
import { faults } from "@/lib/messages/es/faults";
import { health } from "@/lib/messages/es/health";
import { home } from "@/lib/messages/es/home";
import { invoices } from "@/lib/messages/es/invoices";
import { mail } from "@/lib/messages/es/mail";
import { notices } from "@/lib/messages/es/notices";
import { operator } from "@/lib/messages/es/operator";
import { orders } from "@/lib/messages/es/orders";
import { own } from "@/lib/messages/es/own";
import { parameters } from "@/lib/messages/es/parameters";
import { portal } from "@/lib/messages/es/portal";
import { refusals } from "@/lib/messages/es/refusals";
import { registry } from "@/lib/messages/es/registry";
import { support } from "@/lib/messages/es/support";
import { terms } from "@/lib/messages/es/terms";
import { token } from "@/lib/messages/es/token";
import { trail } from "@/lib/messages/es/trail";
import { ui } from "@/lib/messages/es/ui";
import type { Language } from "@/lib/messages/language";

/** Every word a person reads, by language. Spanish is the reference. */
export const catalogs = {
  es: {
    authorization,
    batches,
    cards,
    doubts,
    entry,
    faults,
    home,
    invoices,
    mail,
    notices,
    operator,
    orders,
    own,
    portal,
    refusals,
    registry,
    terms,
    token,
    health,
    parameters,
    support,
    trail,
    ui,
  },
  en: {
    authorization: authorizationEn,
    batches: batchesEn,
    cards: cardsEn,
    doubts: doubtsEn,
    entry: entryEn,
    faults: faultsEn,
    home: homeEn,
    invoices: invoicesEn,
    mail: mailEn,
    notices: noticesEn,
    operator: operatorEn,
    orders: ordersEn,
    own: ownEn,
    portal: portalEn,
    refusals: refusalsEn,
    registry: registryEn,
    terms: termsEn,
    token: tokenEn,
    health: healthEn,
    parameters: parametersEn,
    support: supportEn,
    trail: trailEn,
    ui: uiEn,
  },
} as const satisfies Record<Language, object>;
