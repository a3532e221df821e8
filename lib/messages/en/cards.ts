import type { cards as es, cardStatusLabels as statesEs } from "@/lib/messages/es/cards";
import type { Words } from "@/lib/messages/shape";

const cardStatusLabels = {
  REQUESTED: "Requested",
  ACTIVE: "Active",
  BLOCKED: "Blocked",
  REPLACED: "Replaced",
  CANCELLED: "Cancelled",
  EXPIRED: "Expired",
} as const satisfies Words<typeof statesEs>;

export const cards = {
  status: cardStatusLabels,
  title: "Card",
  titleOf: "Card •••• {last4}",
  noHolder: "No holder assigned",
  holder: "Holder",
  document: "Document",
  number: "Number",
  reference: "Reference",
  product: "Product",
  since: "Issued",
  issuedIn: "Lot of issue",
  lots: "Lots it stands in",
  lotsNote: "Among the most recent lots of the product.",
  noLots: "It stands in no recent lot",
  noLotsText: "It appears here when a lot tops it up.",
  lot: "Lot",
  type: "Type",
  at: "Uploaded",
  amount: "Amount",
  result: "Result",
  waiting: "To be processed",
  processed: "Processed",
  rejected: "Rejected",
} as const satisfies Words<typeof es>;
