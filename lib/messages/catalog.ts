import { access as accessEn } from "@/lib/messages/en/access";
import { activity as activityEn } from "@/lib/messages/en/activity";
import { app as appEn } from "@/lib/messages/en/app";
import { authorization as authorizationEn } from "@/lib/messages/en/authorization";
import { bank as bankEn } from "@/lib/messages/en/bank";
import { batches as batchesEn } from "@/lib/messages/en/batches";
import { brokerhouse as brokerhouseEn } from "@/lib/messages/en/brokerhouse";
import { brokers as brokersEn } from "@/lib/messages/en/brokers";
import { bulk as bulkEn } from "@/lib/messages/en/bulk";
import { cards as cardsEn } from "@/lib/messages/en/cards";
import { company as companyEn } from "@/lib/messages/en/company";
import { controls as controlsEn } from "@/lib/messages/en/controls";
import { doubts as doubtsEn } from "@/lib/messages/en/doubts";
import { entry as entryEn } from "@/lib/messages/en/entry";
import { faults as faultsEn } from "@/lib/messages/en/faults";
import { guides as guidesEn } from "@/lib/messages/en/guides";
import { health as healthEn } from "@/lib/messages/en/health";
import { home as homeEn } from "@/lib/messages/en/home";
import { house as houseEn } from "@/lib/messages/en/house";
import { invoices as invoicesEn } from "@/lib/messages/en/invoices";
import { mail as mailEn } from "@/lib/messages/en/mail";
import { master as masterEn } from "@/lib/messages/en/master";
import { member as memberEn } from "@/lib/messages/en/member";
import { notices as noticesEn } from "@/lib/messages/en/notices";
import { operator as operatorEn } from "@/lib/messages/en/operator";
import { orders as ordersEn } from "@/lib/messages/en/orders";
import { own as ownEn } from "@/lib/messages/en/own";
import { parameters as parametersEn } from "@/lib/messages/en/parameters";
import { people as peopleEn } from "@/lib/messages/en/people";
import { portal as portalEn } from "@/lib/messages/en/portal";
import { profiles as profilesEn } from "@/lib/messages/en/profiles";
import { refusals as refusalsEn } from "@/lib/messages/en/refusals";
import { registry as registryEn } from "@/lib/messages/en/registry";
import { reports as reportsEn } from "@/lib/messages/en/reports";
import { support as supportEn } from "@/lib/messages/en/support";
import { team as teamEn } from "@/lib/messages/en/team";
import { teamhistory as teamhistoryEn } from "@/lib/messages/en/teamhistory";
import { terms as termsEn } from "@/lib/messages/en/terms";
import { token as tokenEn } from "@/lib/messages/en/token";
import { trail as trailEn } from "@/lib/messages/en/trail";
import { ui as uiEn } from "@/lib/messages/en/ui";
import { access } from "@/lib/messages/es/access";
import { activity } from "@/lib/messages/es/activity";
import { app } from "@/lib/messages/es/app";
import { authorization } from "@/lib/messages/es/authorization";
import { bank } from "@/lib/messages/es/bank";
import { batches } from "@/lib/messages/es/batches";
import { brokerhouse } from "@/lib/messages/es/brokerhouse";
import { brokers } from "@/lib/messages/es/brokers";
import { bulk } from "@/lib/messages/es/bulk";
import { cards } from "@/lib/messages/es/cards";
import { company } from "@/lib/messages/es/company";
import { controls } from "@/lib/messages/es/controls";
import { doubts } from "@/lib/messages/es/doubts";
import { entry } from "@/lib/messages/es/entry";
import { faults } from "@/lib/messages/es/faults";
import { guides } from "@/lib/messages/es/guides";
import { health } from "@/lib/messages/es/health";
import { home } from "@/lib/messages/es/home";
import { house } from "@/lib/messages/es/house";
import { invoices } from "@/lib/messages/es/invoices";
import { mail } from "@/lib/messages/es/mail";
import { master } from "@/lib/messages/es/master";
import { member } from "@/lib/messages/es/member";
import { notices } from "@/lib/messages/es/notices";
import { operator } from "@/lib/messages/es/operator";
import { orders } from "@/lib/messages/es/orders";
import { own } from "@/lib/messages/es/own";
import { parameters } from "@/lib/messages/es/parameters";
import { people } from "@/lib/messages/es/people";
import { portal } from "@/lib/messages/es/portal";
import { profiles } from "@/lib/messages/es/profiles";
import { refusals } from "@/lib/messages/es/refusals";
import { registry } from "@/lib/messages/es/registry";
import { reports } from "@/lib/messages/es/reports";
import { support } from "@/lib/messages/es/support";
import { team } from "@/lib/messages/es/team";
import { teamhistory } from "@/lib/messages/es/teamhistory";
import { terms } from "@/lib/messages/es/terms";
import { token } from "@/lib/messages/es/token";
import { trail } from "@/lib/messages/es/trail";
import { ui } from "@/lib/messages/es/ui";
import type { Language } from "@/lib/messages/language";

/** Every word a person reads, by language. Spanish is the reference. */
export const catalogs = {
  es: {
    profiles,
    people,
    house,
    app,
    activity,
    access,
    authorization,
    bank,
    batches,
    brokerhouse,
    brokers,
    bulk,
    cards,
    company,
    controls,
    doubts,
    entry,
    faults,
    guides,
    home,
    invoices,
    mail,
    master,
    member,
    notices,
    operator,
    orders,
    own,
    portal,
    refusals,
    registry,
    reports,
    teamhistory,
    team,
    terms,
    token,
    health,
    parameters,
    support,
    trail,
    ui,
  },
  en: {
    profiles: profilesEn,
    people: peopleEn,
    house: houseEn,
    app: appEn,
    activity: activityEn,
    access: accessEn,
    authorization: authorizationEn,
    bank: bankEn,
    batches: batchesEn,
    brokerhouse: brokerhouseEn,
    brokers: brokersEn,
    bulk: bulkEn,
    cards: cardsEn,
    company: companyEn,
    controls: controlsEn,
    doubts: doubtsEn,
    entry: entryEn,
    faults: faultsEn,
    guides: guidesEn,
    home: homeEn,
    invoices: invoicesEn,
    mail: mailEn,
    master: masterEn,
    member: memberEn,
    notices: noticesEn,
    operator: operatorEn,
    orders: ordersEn,
    own: ownEn,
    portal: portalEn,
    refusals: refusalsEn,
    registry: registryEn,
    reports: reportsEn,
    teamhistory: teamhistoryEn,
    team: teamEn,
    terms: termsEn,
    token: tokenEn,
    health: healthEn,
    parameters: parametersEn,
    support: supportEn,
    trail: trailEn,
    ui: uiEn,
  },
} as const satisfies Record<Language, object>;
