import { failure } from "@/lib/messages/en/failure";
import type { ui as es } from "@/lib/messages/es/ui";
import type { Words } from "@/lib/messages/shape";

export const ui = {
  ...failure.ui,
  skip: "Skip to content",
  close: "Close",
  optional: "optional",
  actions: "Options",
  reference: "Reference: {reference}",
  form: {
    updated:
      "The portal was updated while you were typing, and this form is from the earlier version. Nothing was changed. Reload the page: what you typed will still be here, except passwords and codes.",
    reload: "Reload",
    noAnswer:
      "The portal did not answer; there may be no connection. What you typed is still here: send it again. If the first time did arrive, we will tell you, and nothing is done twice.",
    notKept: "We could not keep what you typed. Copy it before you reload the page.",
    recovered: "We recovered what you had typed. Passwords and codes are typed again.",
    recoveredApart: "We recovered what you had typed in “{form}”, but that form is no longer on this page:",
    discard: "Discard",
    signedInAgain:
      "You are signed in again and what you typed is still here. Type passwords and codes once more, and send again.",
  },
  passkey: { notUsed: "The passkey was not used. Try again, or go on another way." },
  password: { show: "Show", hide: "Hide" },
  time: { today: "today {time}", yesterday: "yesterday {time}" },
  receipt: { print: "Print", reference: "Reference" },
  shell: {
    areas: "Areas",
    areasPhone: "Areas, on the phone",
    trail: "Breadcrumb",
    product: "Product menu",
    person: "Account of {name}",
  },
  loading: "Loading…",
  toast: { region: "Notices of the moment" },
} as const satisfies Words<typeof es>;
