/** A broker's own house: Gestión de Bróker, Ajustes y configuración, and the mails that tell of its team. */
export const brokerhouse = {
  settings: {
    title: "Settings",
    intro: "How you want this broker to tell you of things and hand them to you. Nobody else changes your settings.",
    alertsTitle: "Alerts by mail",
    alertsText: "We write to you when another person does it at this broker. What you do yourself is not told.",
    alerts: {
      added: { label: "A user was added", text: "Who added them and when." },
      standing: { label: "A user was disabled or enabled", text: "Also when somebody who leaves is removed." },
      access: { label: "A user's access changed", text: "Their role, their sections or their downloads." },
      file: { label: "A file of users was applied", text: "One mail for the file, not one for each user." },
      reset: { label: "A password was reset", text: "Whose, and who asked for it." },
    },
    format: "Download format",
    formatText: "What lists offer first. The other always stands beside it.",
    formatLabel: "Offer first",
    formats: { xlsx: "Excel", csv: "CSV" },
    save: "Save changes",
    language: "Language",
    languageText: "Holds in the whole portal and in your mails.",
    password: "Change password",
    passwordText: "Your password is one for every place where you work in this portal.",
  },
  mail: {
    titles: {
      added: "A user was added",
      standing: "A user's state changed",
      access: "A user's access changed",
      file: "A file of users was applied",
      reset: "A password was reset",
    },
    text: "Another person made a change at {broker}. We write to you because you asked for it in “Settings”.",
    what: "What happened",
    more: "{sentence}, and {count, plural, one {one more} other {# more}}",
    who: "Who",
  },
} as const;
