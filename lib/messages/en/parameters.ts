import type { parameters as es } from "@/lib/messages/es/parameters";
import type { Words } from "@/lib/messages/shape";

export const parameters = {
  title: "Parameters",
  intro:
    "What holds for the whole installation. You will see what changes first; nothing changes until you confirm it with your token.",
  reviewTitle: "This is what changes",
  support: "Support",
  supportText: "Shown on help and error pages. Left empty, they are not shown.",
  mail: "Support mail",
  phone: "Support telephone",
  invitations: "Invitations",
  hours: "Hours an invitation lives",
  hoursHelp: "Between {least} and {most}. Holds for those sent from now on.",
  colombia: "New products in Colombia",
  peru: "New products in Peru",
  proposalText: "Proposed when a product is made; those that exist do not change.",
  fixedCop: "Fixed commission per line ($)",
  fixedPen: "Fixed commission per line (S/)",
  fixedHelp: "Without thousands marks: 1500 or 1500,50.",
  basis: "Commission on the amount (%)",
  basisHelp: "Two decimals at most: 1,25.",
  tax: "Tax on the commission (%)",
  taxHelp: "Two decimals at most: 19.",
  names: {
    supportMail: "Support mail",
    supportPhone: "Support telephone",
    invitationHours: "Hours an invitation lives",
    fixedColombia: "Colombia: fixed commission per line ($)",
    basisColombia: "Colombia: commission on the amount (%)",
    taxColombia: "Colombia: tax on the commission (%)",
    fixedPeru: "Peru: fixed commission per line (S/)",
    basisPeru: "Peru: commission on the amount (%)",
    taxPeru: "Peru: tax on the commission (%)",
  },
} as const satisfies Words<typeof es>;
