import type { mail as es } from "@/lib/messages/es/mail";
import type { Words } from "@/lib/messages/shape";

export const mail = {
  brand: "Contrafirma",
  phrase: "Your phrase: {phrase}",
  phraseNote: "If it is not the one you chose, this email is not ours: do not do what it asks.",
  sender:
    "Sent by Contrafirma, your company's portal, to the address registered for your user. It is automatic: please do not reply.",
  neverAsks: "Nobody asks for your password, token or codes by email, phone or message. Enter them only in the portal.",
  fact: "{label}: {value}",
} as const satisfies Words<typeof es>;
