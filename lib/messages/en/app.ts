import type { app as es } from "@/lib/messages/es/app";
import type { Words } from "@/lib/messages/shape";

export const app = {
  title: "Contrafirma: the app's API",
  description:
    "JSON over HTTPS. One signs in with user name, password and token; the bearer received lives 15 minutes, is not renewed and goes in the Authorization header of every request. Neither cookies nor Origin are looked at. Amounts are whole cents as text; times are ISO 8601 instants in UTC. Signing takes two steps: preparing returns the calculated order and the digest of what is shown (visto); signing carries that same digest and the password, and works once.",
  bearer: "The bearer of an app session: opaque, of 15 minutes.",
  self: "Asks for a session only.",
  operations: {
    openSession: "Sign in with user name, password and token",
    closeSession: "Sign out",
    readRights: "Own companies, products and actions in this channel",
    listWaiting: "Lots waiting for my signature, by product",
    listToSign: "Lots of a product waiting for my signature",
    prepareSignature: "Calculate the order of some lots, to be read before signing",
    sign: "Sign the calculated order, with the password",
    readLot: "Read a lot",
    listLines: "Read the lines of a lot, by pages",
    reject: "Reject a lot with a reason, with the password",
    listOrders: "Service orders of a product, by pages",
    readOrder: "Read a service order",
    readBalance: "Balance of a product's master account",
  },
  places: {
    company: "The company's code",
    product: "The product's code",
    lot: "The lot's number",
    order: "The order's number",
    confirmation: "The confirmation that preparing returned",
  },
  asked: {
    pagina: "Page, from 1",
    ver: "Rows a page: 10, 25, 50 or 100; 25 unless said",
    desde: "Issued from this day on, in the company's time",
    hasta: "Issued up to this day, included",
    estado: "Only those in this state",
  },
  statuses: {
    done: "Done",
    "400": "The request does not have the shape described here",
    "401": "There is no session, or these details let nobody in",
    "403": "The profile does not allow it in this channel, or the password or token is wrong",
    "404": "It does not exist, or is not within reach",
    "409": "The state of things no longer allows it, or the confirmation was used",
    "429": "Too many tries: Retry-After says when to come back",
    "500": "Something failed on this side; nothing was changed",
    "503": "Too many requests at once: try again in a few seconds",
  },
} as const satisfies Words<typeof es>;
