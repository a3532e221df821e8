import type { failure as failureEs } from "@/lib/messages/es/failure";
import type { Words } from "@/lib/messages/shape";

/** What a page says when the frame itself failed: part of `portal` and `ui`, apart because every first load brings it. */
export const failure = {
  portal: {
    error: {
      title: "Something failed on our side",
      text: "Try again. If you were confirming something, first check whether it was done.",
      again: "Try again",
    },
    busy: {
      title: "Many people at once",
      text: "The portal is serving too many requests and this one did not get in. Nothing was changed: wait a few seconds and try again.",
    },
    updated: {
      title: "The portal was updated",
      text: "The portal was updated while you were typing, and the form you sent is from the earlier version. Nothing was changed. Reload the page and fill it in again.",
      reload: "Reload",
    },
    updatedPage:
      "There is a new version of the portal and this page is from the earlier one. Reload it; nothing was changed.",
  },
  ui: {
    brand: "Contrafirma",
    pending: "Working…",
    support: {
      ask: "If it fails again, give this reference to support:",
      copy: "Copy",
      copied: "Copied",
      contact: "You can also reach support:",
      mailTo: "Mail: {mail}",
      callTo: "Telephone: {phone}",
    },
  },
} as const satisfies Words<typeof failureEs>;
