import type { notices as es } from "@/lib/messages/es/notices";
import type { Words } from "@/lib/messages/shape";

export const notices = {
  batchConfirmed: "The lot is confirmed and waits for signatures.",
  batchDeleted: "The lot was deleted.",
  batchSigned: "Your signature is recorded. Another person still has to sign.",
  orderIssued: "The signature is recorded and the service order was issued.",
  signatureWithdrawn: "You withdrew your signature. The lot is back to “To authorize”.",
  batchRejected: "The lot was rejected.",
  batchAnnulled: "The lot was voided.",
  orderAnnulled: "The order was voided, with its lots.",
  tokenRemoved: "You removed your token.",
  passkeyRenamed: "You renamed the passkey.",
  passkeyRemoved: "You removed the passkey.",
  passwordChanged: "Your password changed. Your other sessions were closed and we told you by email.",
  markKept: "Your image and phrase were saved.",
  sessionClosed: "The session was closed. That device is told as soon as somebody uses it.",
  otherSessionsClosed: "Your other sessions were closed. Only this one is left.",
  companyRegistered: "The company is registered and its first administrator will be invited by e-mail.",
  parametersChanged: "The parameters changed. They hold from now on.",
  messageSent: "Your message is on its way to the operator. The answer will come here, and we will tell you by mail.",
  messageAnswered: "The answer is kept, and whoever wrote will receive a mail.",
  changeProposed: "The change is asked for. Another operator decides it.",
  changeApplied: "The change is applied.",
  changeRefused: "The change is refused. Nothing changed.",
  changeOvertaken:
    "What there was changed after it was asked for: the change was not applied. Ask for it again if it is still needed.",
  changeWithdrawn: "The change is withdrawn.",
  paymentRequested: "The payment is under way. This page updates itself.",
  signedInAgain: "You are signed in again.",
} as const satisfies Words<typeof es>;
