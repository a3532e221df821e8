import type { entry as spanish } from "@/lib/messages/es/entry";
import type { Words } from "@/lib/messages/shape";

export const entry: Words<typeof spanish> = {
  stage: { who: "{name} is signing in.", leave: "Sign out" },
  mark: { title: "Your image and your phrase", help: "If they are not yours, do not type your password." },
  terms: {
    title: "Terms and conditions",
    intro: "Read and accept them to go on.",
    download: "Download as PDF",
    accept: "I accept the terms and conditions",
    go: "Accept",
  },
  recovery: {
    title: "Forgot your password?",
    intro: "Type the details you are registered with and we will send you a temporary password.",
    username: "Username",
    taxId: "Company’s NIT",
    taxIdHelp: "If you belong to a broker, its RUC.",
    email: "Email",
    go: "Continue",
    back: "Back to sign-in",
    askedTitle: "Check your mail",
    asked:
      "If the details match those of an active person, you will receive a mail with a temporary password in a few minutes.",
    mailLate: "E-mail is going out late at the moment: yours may take longer than usual.",
    askedNext:
      "It works once and for 30 minutes: sign in with it and choose a new one. If nothing arrives, look in your spam folder or ask your company’s administrator for help.",
  },
  mail: {
    greeting: "Hello, {name}:",
    username: "Username",
    when: "Date",
    address: "Portal",
    invitation: {
      title: "You are invited to {company}",
      text: "{company} has given you access to Contrafirma. Sign in with your user name and this temporary password; the portal will ask you to read the terms and to choose a password that only you know:",
      known: "{company} has given you access. Sign in with the user name and password that you already have.",
      life: "The temporary password expires in {hours} hours. If it does before you sign in, ask for another invitation.",
    },
    recovery: {
      title: "Your temporary password",
      text: "Somebody asked to recover access with your username. Sign in with this temporary password and choose a new one:",
      life: "It works once and ends in {minutes} minutes. Your old password keeps working until you choose the new one.",
      notYou:
        "If it was not you, do nothing: nobody can come in without this mail. If it happens again, tell your company’s administrator.",
    },
    changed: {
      title: "Your password was changed",
      text: "The password of your username has just been changed. Your other sessions were closed.",
      notYou: "If it was not you, ask your company’s administrator at once to disable your username.",
    },
    reset: {
      title: "Your temporary password",
      text: "An administrator of {company} started a change of your password. Sign in with this temporary password and choose a new one that only you know:",
      notYou:
        "If you did not ask for it, do nothing and ask your company's administrator: nobody can come in without this mail.",
    },
    contact: {
      title: "Your mail in the portal changed",
      text: "An administrator of your company changed your user's mail. This notice goes to the earlier address and to the new one.",
      notYou: "If you did not expect it, tell your company's administrator at once.",
    },
    tokenAsked: {
      title: "Activate your token",
      text: "An administrator of your company assigned you a token. Sign in to the portal and activate it under Settings > User > Token.",
      notYou: "If you did not expect it, ask your company's administrator.",
    },
    tokenBlocked: {
      title: "Your token was blocked",
      text: "An administrator of your company blocked your token. Meanwhile neither the token, nor your recovery codes, nor your passkeys confirm anything.",
      notYou: "If you did not expect it, ask your company's administrator.",
    },
    tokenUnblocked: {
      title: "Your token was unblocked",
      text: "An administrator of your company unblocked your token: it works again, with your recovery codes and your passkeys.",
      notYou: "If you did not expect it, ask your company's administrator.",
    },
    tokenReplaced: {
      title: "Activate a new token",
      text: "An administrator of your company replaced your token. The earlier one, its recovery codes and your passkeys no longer work. Sign in to the portal and activate another one under Settings > User > Token.",
      notYou: "If you did not expect it, tell your company's administrator at once.",
    },
    factor: {
      title: "Your token or your passkeys changed",
      text: "A token or a passkey of your user was activated, replaced or removed, or new recovery codes were made. You can see them in Settings.",
      notYou:
        "If it was not you, change your password and ask your company's administrator at once to deactivate your user.",
    },
  },
  password: {
    title: "Change of password",
    intro: "Choose a password that only you know. Then you enter the portal.",
    current: "Current password",
    currentHelp: "The temporary one you have just signed in with.",
    go: "Accept",
    new: "New password",
    again: "Repeat the new password",
    rules: {
      length: "Between {least} and {most} characters, any you like: a long phrase is easier to remember.",
      names: "Without your username, your name, your company’s or the portal’s.",
      same: "Both new passwords are the same.",
      common: "Neither one of the most used nor one of your last 4: we look at that when you accept.",
    },
    state: { met: "(kept)", broken: "(not kept)" },
    left: "{count, plural, one {# character} other {# characters}} to go.",
    enough: "The password is long enough.",
  },
  images: {
    "1": "Sailboat",
    "2": "Mountain",
    "3": "Tree",
    "4": "Cat",
    "5": "House",
    "6": "Sun",
    "7": "Fish",
    "8": "Kite",
    "9": "Cup",
    "10": "Umbrella",
    "11": "Star",
    "12": "Flower",
    "13": "Bicycle",
    "14": "Guitar",
    "15": "Lighthouse",
    "16": "Bird",
  },
};
