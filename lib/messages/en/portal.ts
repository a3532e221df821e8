import type { portal as es } from "@/lib/messages/es/portal";
import type { Words } from "@/lib/messages/shape";

export const portal = {
  title: "Contrafirma",
  description: "The portal where your company signs its lots, pays, and decides who may do what.",
  failed:
    "Something failed on our side. Before you try again, check in the list whether your action was done; if it fails again, give this reference to support.",
  field: {
    required: "Complete this field.",
    tooLong: "This is too long.",
    tooShort: "This is too short.",
    notValid: "This value is not valid.",
  },
  login: {
    title: "Sign in",
    subtitle: "Signatures, payments and access of your company",
    username: "Username",
    password: "Password",
    enter: "Sign in",
  },
  logout: "Leave my account",
  preferences: {
    form: "Language and theme",
    language: "Language",
    languages: { es: "Español", en: "English" },
    theme: "Theme",
    themes: { system: "As device", light: "Light", dark: "Dark" },
  },
  areas: { cards: "Cards", home: "Inbox" },
  switcher: { name: "Company and product", all: "All companies", choose: "Choose company" },
  menu: {
    companies: "Companies",
    batches: "Lots",
    upload: "Lots upload",
    authorization: "Lot authorization",
    queries: "Queries",
    orders: "Service orders",
    balances: "Balances",
    movements: "Movements",
    card: "Cards",
  },
  companies: {
    title: "Companies",
    intro: "Choose the company and the product you are going to work with.",
    search: "Search company",
    searchHelp: "By name, {kinds} or product.",
    none: "Your user has no companies yet",
    noneText: "Ask the administrator of your company for access.",
    noMatch: "No company matches “{search}”",
    noMatchText: "Check what you typed, or clear the search to see them all.",
    found: "{count, plural, one {# company} other {# companies}}",
    taxId: "{kind} {number}",
    taxIdKinds: { CO: "NIT", PE: "RUC" },
    products: "Products of {company}",
    noProducts: "Your profile has no card operations in this company.",
  },
  product: {
    moving: "Under way",
    movingNote: "Lots being validated or processed",

    upload: "Upload a lot",
    start: "Start",
  },
  notFound: {
    title: "We did not find this page",
    text: "The address may be wrong, what you look for may no longer exist, or your profile may not include it.",
    back: "Go to the Inbox",
  },
  error: {
    title: "Something failed on our side",
    text: "Try again. If you were confirming something, first check whether it was done.",
    again: "Try again",
  },
  updated: {
    title: "The portal was updated",
    text: "The portal was updated while you were typing, and the form you sent is from the earlier version. Nothing was changed. Reload the page and fill it in again.",
    reload: "Reload",
  },
  updatedPage:
    "There is a new version of the portal and this page is from the earlier one. Reload it; nothing was changed.",
  busy: {
    title: "Many people at once",
    text: "The portal is serving too many requests and this one did not get in. Nothing was changed: wait a few seconds and try again.",
  },
  offline: {
    gone: "No connection: what you typed is still here. You can send it when the connection is back.",
    held: "No connection: nothing was sent. What you typed is still here.",
    back: "The connection is back: you can send now.",
  },
  session: {
    idleTitle: "Are you still there?",
    idle: "Your session closes in {seconds, plural, =60 {1 minute} one {# second} other {# seconds}}. Continue?",
    idleKept: "What you typed stays on the page.",
    stay: "Stay here",
    leave: "Leave",
    endedTitle: "Your session ended",
    ended: "Sign in again without leaving this page: what you typed is still here, except passwords and codes.",
    endedOther: "If another person signs in, this page closes and their own opens.",
    enter: "Sign in",
  },
  countdown: { left: "Expires in {time}", over: "Expired" },
} as const satisfies Words<typeof es>;
