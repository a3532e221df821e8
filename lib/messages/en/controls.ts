import type { controls as es } from "@/lib/messages/es/controls";
import type { Words } from "@/lib/messages/shape";

export const controls = {
  amount: {
    figures:
      "Figures only: thousands are separated by themselves and cents follow a {mark, select, comma {comma} other {point}}.",
    pasted: "It is not clear how much that is. Write it like this: {example}.",
    long: "Up to ten figures, and two more for the cents.",
  },
  pager: {
    label: "Pages",
    range: "Showing {from} to {to} of {total}",
    rangeOver: "Showing {from} to {to} of more than {total}",
    rangeBrokers: "Showing records {from} to {to} of a total of {total}",
    rangeBrokersOf:
      "Showing records {from} to {to} of a total of {total} records (filtered from a total of {all} records)",
    moreThan: "more than {total}",
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
  list: {
    slash: "Press / to search",
    filters: "Filters",
    clear: "Remove filters",
    remove: "Remove the filter {filter}",
    forget: "Clear the selection",
  },
  signatures: {
    progress: "{signed} of {required} signatures",
    signed: "Have signed",
    nobody: "Nobody has signed yet",
    may: "May sign",
  },
  date: {
    open: "Open calendar",
    openFor: "Open calendar: {label}",
    one: "Choose a date",
    range: "Choose dates",
    before: "Previous month",
    after: "Next month",
    usual: "Usual periods",
    today: "Today",
    week: "Last 7 days",
    month: "This month",
    lastMonth: "Last month",
  },
  combobox: { none: "Nothing matches what you typed." },
  chart: {
    units: {
      COP: { millions: "millions of pesos", thousands: "thousands of pesos", ones: "pesos" },
      PEN: { millions: "millions of soles", thousands: "thousands of soles", ones: "soles" },
    },
    series: "Series",
    drawn: "Chart: {title}. The same figures stand in the table that follows.",
    table: "See the figures",
  },
  tree: {
    search: "Search here",
    unfold: "Expand All",
    fold: "Collapse All",
    changes: "{count, plural, =0 {No changes} one {# change} other {# changes}}",
    onlyChanges: "Only changes",
    none: "Nothing matches what you typed.",
    noChanges: "There are no changes yet.",
    all: "All: {label}",
    changed: "changed",
  },
  drop: {
    invite: "Drag the file here or look for it on your device",
    release: "Drop the file here",
    replace: "Change file",
    preview: "First lines",
    binary: "This kind of file has no preview.",
  },
} as const satisfies Words<typeof es>;
