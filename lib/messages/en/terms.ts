import type { terms as es } from "@/lib/messages/es/terms";
import type { Words } from "@/lib/messages/shape";

export const terms = {
  title: "Terms and conditions of use",
  version: "Version {version}, in force since 22 November 2026",
  sections: {
    portal: {
      title: "The portal",
      text: "Contrafirma is the portal that the institution issuing the cards provides to its companies and brokers. In it the people whom each company authorizes prepare, check, sign and pay operations, look up their results and manage their team’s access. These terms govern your use of the portal; your company’s products are governed by their own contracts.",
    },
    access: {
      title: "Your username and your password",
      text: "Your username is personal. You choose your password, keep it secret and do not lend it, not even to colleagues or superiors; the same goes for your token, your passkeys and the codes you receive by mail. The institution will never ask you for them by phone, mail or message. If you believe that somebody knows them, change your password at once and tell your company’s administrator.",
    },
    acts: {
      title: "What you confirm",
      text: "Confirming, signing, authorizing or paying with your password, your token, your passkey or a code counts as your signature on behalf of the company that authorized you, within the profile it gave you. Before you confirm, the portal shows you what you are about to confirm and keeps exactly that. You undertake to read it and not to sign what you prepared yourself, except where your company allows it.",
    },
    use: {
      title: "Permitted use",
      text: "You use the portal only for your company’s operations, with true information and files that you have the right to send. You do not try to see other companies’ data, to get round the controls, to automate access without permission or to affect the service for other people. The institution may suspend an access where there are signs of fraud or of a use contrary to these terms, and will tell your company.",
    },
    data: {
      title: "Personal data",
      text: "To provide the service, your identification and contact data are processed, those of the people your company pays, and those of your activity in the portal. They are used to run the service, protect it and comply with the law, and are kept for as long as the law says. You may know, update and correct your data and lodge claims through your company or the institution, under Law 1581 of 2012 in Colombia and Law 29733 in Peru.",
    },
    trail: {
      title: "Record of activity",
      text: "The portal records who did what, when and from which address, and what was refused as well. That record cannot be changed, is evidence of the operations and may be consulted by your company’s auditors, by the institution and by the competent authorities.",
    },
    service: {
      title: "Availability",
      text: "The institution endeavours to keep the portal available every day and announces planned interruptions in advance. When the outcome of an operation is not known yet, the portal says so as “In verification”: do not repeat it until you know. An operation counts for what the portal confirms, not for what was expected.",
    },
    changes: {
      title: "Changes to these terms",
      text: "If these terms change, the portal will show you the new version when you next sign in and ask you to accept it before you go on. The version you accepted and the date and time at which you did are kept. You may download this text whenever you like.",
    },
  },
  pdf: {
    file: "contrafirma-terms-v{version}.pdf",
    page: "Page {page} of {of}",
  },
} as const satisfies Words<typeof es>;
