import type { master as es } from "@/lib/messages/es/master";
import type { Words } from "@/lib/messages/shape";

export const master = {
  intro: "The money that cards are credited from, and the cards of the product.",
  today: {
    balance: "Master account balance",
    in: "In today",
    out: "Out today",
    count: "{count, plural, =0 {No movements today} one {# movement today} other {# movements today}}",
  },
  criteria: {
    title: "Search criteria",
    order: "Order number",
    document: "Document",
    documentExample: "CC 10000001",
    lot: "Lot number",
    card: "Card number",
    cardHelp: "Whole, its 10-digit reference or the last 4. The whole number is not kept.",
    find: "Search",
    clear: "Clear",
  },
  list: {
    title: "Cards",
    card: "Card",
    status: "Status",
    detail: "View card",
    none: "The product has no cards yet",
    noneText: "They will appear here when its first issue lot is processed.",
    noMatch: "No card matches",
    noMatchText: "Check the criteria or clear them to see all. Cards of an issue lot appear when it is processed.",
  },
} as const satisfies Words<typeof es>;
