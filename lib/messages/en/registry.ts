import type { registry as es } from "@/lib/messages/es/registry";
import type { Words } from "@/lib/messages/shape";

export const registry = {
  yes: "Yes",
  no: "No",
  statuses: { ACTIVE: "Active", SUSPENDED: "Suspended" },
  company: {
    identity: "{taxIdKind} {taxId} · {country} · code {code}",
    taxIdKinds: { CO: "NIT", PE: "RUC" },
    looked: "Each look at this registration is kept in the company's own trail.",
    suspendedSince: "Suspended",
    waits:
      "Meanwhile {lots, plural, one {# unread lot} other {# unread lots}} and {payments, plural, one {# unsent payment} other {# unsent payments}} wait.",
    modify: "Modify details",
    suspend: "Suspend",
    lift: "Lift suspension",
    data: "Details",
    scheme: "Signatures a lot",
    schemes: "{count, plural, one {One signature} other {# signatures}}",
    maker: "Whoever prepares may sign",
    timeZone: "Time zone",
    services: "Services contracted",
    noServices: "None",
    accounts: "Bank accounts",
    inUse: "In use",
    products: "Products",
    noProducts: "It has no products yet",
    noProductsText: "Without a product its people can neither upload lots nor see balances.",
    newProduct: "Register product",
    productColumns: { name: "Name", code: "Code", kind: "Kind", currency: "Currency", types: "Lots it takes" },
    people: "Administrators",
    peopleStates: { INVITED: "Invited", ACTIVE: "In already", INACTIVE: "Inactive" },
    changes: "Changes to be decided",
    noChanges: "Nothing waits for a second operator.",
    changeKinds: { FEES: "Fees", SCHEME: "Scheme of signatures", ACCOUNTS: "Bank accounts", DOUBT: "Payment in doubt" },
    events: "Last acts of the desk",
    noEvents: "Nothing yet.",
    eventNames: {
      "registry-registered": "Registered the company",
      "registry-modified": "Modified its details",
      "registry-suspended": "Suspended it",
      "registry-lifted": "Lifted the suspension",
      "registry-invitedAgain": "Sent the invitation to {subject} again",
      "registry-productRegistered": "Registered the product {subject}",
      "registry-productModified": "Modified the product {subject}",
      "change-proposed": "Proposed a change",
      "change-applied": "Approved a change",
      "change-refused": "Refused a change",
      "change-withdrawn": "Withdrew a change",
      other: "{event}",
    },
  },
  invite: {
    again: "Send invitation again",
    title: "Send invitation again",
    text: "{name} will get another temporary password by e-mail. The one they got before will not work any more.",
    accept: "Send again",
    cancel: "Back",
  },
  modify: {
    title: "Modify details",
    intro:
      "When you continue you will see what changes; nothing is changed until you confirm it with your token. Fees, signatures and bank accounts are decided by a second operator.",
    reviewTitle: "This changes",
  },
  standing: {
    suspendTitle: "Suspend company",
    suspendIntro: "As soon as you confirm:",
    suspendPeople:
      "{people, plural, one {its only person is} other {its # people are}} out of the company at their next step, even if they are at work;",
    suspendWork:
      "nothing is signed, nothing is paid and nothing begins: {lots, plural, =0 {no lot waits to be read} one {# lot waits to be read} other {# lots wait to be read}} and {payments, plural, =0 {no payment is about to be sent} one {# payment is not sent} other {# payments are not sent}};",
    suspendUnderWay:
      "what the bank or the cards are processing already comes to its end, and everything else is kept as it is.",
    liftTitle: "Lift suspension",
    liftIntro:
      "As soon as you confirm, its people can enter again and what waited goes on: {lots, plural, one {# unread lot} other {# unread lots}}, {payments, plural, one {# unsent payment} other {# unsent payments}}.",
    suspendedWhy: "Suspended because: {reason}",
    reason: "Reason",
    reasonHelp: "It is kept in the company's trail.",
    reviewTitle: "This is going to be done",
    words: { company: "Company", status: "State", reason: "Reason" },
  },
  product: {
    kinds: { NOMINATED: "With a name", INNOMINATE: "Without a name" },
    currencies: { COP: "Pesos (COP)", PEN: "Soles (PEN)" },
  },
  brokers: {
    profile: "Super-user",
  },
} as const satisfies Words<typeof es>;
