import type { ui as es } from "@/lib/messages/es/ui";
import type { Words } from "@/lib/messages/shape";

export const ui = {
  skip: "Skip to content",
  brand: "Contrafirma",
  pending: "Working…",
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
  },
  password: { show: "Show", hide: "Hide" },
  drop: {
    invite: "Drag the file here or look for it on your device",
    release: "Drop the file here",
    replace: "Change file",
    preview: "First lines",
    binary: "This kind of file has no preview.",
  },
  pager: {
    label: "Pages",
    range: "Showing {from} to {to} of {total}",
    rangeBrokers: "Showing records {from} to {to} of a total of {total}",
    none: "No records",
    size: "Show {size}",
    sizeBrokers: "Show {size} records",
    first: "First",
    last: "Last",
    firstMaster: "First",
    lastMaster: "Last",
    before: "Previous",
    after: "Next",
  },
  table: {
    selectAll: "Select all",
    sort: "Sort by {column}",
  },
  time: { today: "today {time}", yesterday: "yesterday {time}" },
  signatures: {
    progress: "{signed} of {required} signatures",
    signed: "Have signed",
    nobody: "Nobody has signed yet",
    may: "May sign",
  },
  receipt: { print: "Print", reference: "Reference" },
  shell: {
    areas: "Areas",
    areasPhone: "Areas, on the phone",
    trail: "Breadcrumb",
    product: "Product menu",
    person: "Account of {name}",
  },
} as const satisfies Words<typeof es>;
