import type { refusals as es } from "@/lib/messages/es/refusals";
import type { Words } from "@/lib/messages/shape";

export const refusals = {
  access: {
    notAllowed: "Your profile does not allow this action. Nothing was changed.",
    notFound: "We did not find what you are looking for. Check the address or go back to the list.",
    sessionEnded:
      "Your session ended and nothing was changed. Sign in again in another tab and send from here: what you typed is still in place.",
    foreignOrigin: "The request does not come from this portal. Reload the page and try again.",
    malformed: "The request cannot be understood. Reload the page and try again.",
    credentials:
      "We could not sign you in with those details. Check them: after several tries in a row you have to wait a few minutes.",
    tooManyTries:
      "There were too many tries in a row and nothing was changed. Wait {minutes, plural, one {# minute} other {# minutes}} and try again.",
    triesEndedSession:
      "Too many wrong tries: we closed your session to protect you, and nothing was changed. Sign in again.",
    suspended:
      "{company} is suspended: nothing was changed, and what was under way is kept. Talk to the portal's operator.",
    busy: "There are too many requests at this moment. Wait a few seconds and try again.",
  },
  confirm: {
    wrongPassword: "The password is not correct. Nothing was changed.",
    wrongPasswordLeft:
      "That password is not right. Nothing was changed. {left, plural, one {# try is} other {# tries are}} left before your session is closed.",
    wrongToken: "That token is not right. {left, plural, one {# try is} other {# tries are}} left.",
    wrongCode: "The code is not correct. You have {left, plural, one {# attempt} other {# attempts}} left.",
    noTries: "You have no attempts left with this code. Ask for a new one.",
    expired: "The confirmation has expired. Start again from the list.",
    used: "This confirmation was already used.",
    changed: "What you are confirming was changed after you read it. Check it again.",
    tooManyCodes: "{max} codes were already requested for this order in the last hour. Wait before asking for another.",
  },
  entry: {
    termsNotAccepted: "To go on, tick “I accept the terms and conditions”.",
    termsChanged: "The terms changed while you were reading them. Load the page again to see the new version.",
  },
  password: {
    tooShort: "The new password needs at least 12 characters.",
    tooLong: "The new password may have up to 128 characters.",
    names: "The new password contains your username, your name, your company’s or the portal’s. Choose another.",
    differ: "The two new passwords are not the same.",
    common:
      "That password is one of the most used, or is made of them: somebody would try it among the first. Choose another.",
    remembered: "That password is one of your last {count} or the temporary one. Choose another.",
    changedMeanwhile:
      "Your password was changed in another window while you were typing. Sign in again with the new one.",
  },
  own: {
    sessionOver: "That session is no longer open. The list shows those that are.",
  },
  token: {
    needed: "Type the code of your token too, or use a passkey.",
    unreadable: "Type the 6 digits that your token shows, in figures 0 to 9, or one of your recovery codes.",
    used: "That code has been used. Wait until your token shows the next one and type it.",
    wrongRecovery: "That recovery code is not yours or has been used. Check it or use another one.",
    wrongFirst:
      "The code does not belong to this token. Check that your phone sets its time by itself and type the code it shows now.",
    blocked:
      "Your token is blocked, and with it your recovery codes and passkeys. Ask your company's administrator to unblock or replace it.",
    noneHeld: "You hold no active token. Activate one in Settings before you go on.",
    enrolmentOver: "Activating the token took too long. Begin again: the earlier QR code is no longer good.",
    noPasskey: "You have no passkeys. Type the code of your token.",
    passkeyRefused: "The passkey could not be verified. Try again or type the code of your token.",
    passkeyOver: "What your passkey was asked is over or has been used. Try again.",
    passkeyGone: "That passkey is no longer in your list. Load the page again.",
    passkeyKnown: "That passkey is registered already.",
    passkeysFull: "You already have {max} passkeys. Remove one before you add another.",
  },
  activity: {
    tooManyForPaper:
      "The query finds more than {most, number} events, which is what the PDF and the printed page hold. Narrow it down, or export it to Excel or CSV, which hold them all.",
  },
  report: {
    day: "One of the dates is no day of the calendar. Write it again and press “Search”.",
    backwards: "The first date is later than the second: nothing can be found. Change one of them.",
    choice: "One of the criteria is not in its list. Choose it again and press “Search”.",
    words: "The text cannot be searched for: write up to 60 characters, in one line.",
    amount: "One of the values is no amount. Write it in figures only, with its two decimals, if there are some.",
    amounts: "The first value is greater than the second: nothing can be found. Change one of them.",
    tooManyForPaper:
      "The report finds more than {most, number} records, which is what the PDF and the printed page hold. Narrow the criteria down, or use Excel or CSV, which hold them all.",
  },
  profile: {
    beyondCeiling: "This holds more than you may grant: {service}. Ask an administrator who may.",
    changed:
      "Somebody else modified the profile while you were editing it. What you typed is still here: look at the changes and go on.",
    own: "Nobody modifies the profile they hold. Ask another administrator.",
    held: "{count, plural, one {One person holds} other {# people hold}} this profile, and it is not deleted while anybody does. Give them another first, or leave it inactive.",
    lastAdministrator:
      "With this change nobody could administer the company. First leave another active person who can modify profiles, modify users and activate them.",
    nameTaken: "There is already a profile called “{name}”. Type another name.",
    noChannel:
      "{service} has actions and no access: tick at least one (web pages, phone pages or App), or untick its actions.",
    notContracted: "The company has not contracted {service}. Untick it and continue.",
    notInCatalog: "One of the permissions sent does not exist. Load the page again and tick them anew.",
    nothingChanged: "Nothing changed. Modify the profile and continue, or cancel.",
  },
  teamFile: {
    tooMany:
      "The file changes more than {max} people, which is the most at once. Split it and apply the parts one after another.",
    empty: "The file is empty. Choose the one you exported and edited.",
    tooLarge: "The file is larger than {max}, which is the most. Split it.",
    repeated: "That sending brought another file already. Choose the file again and send it.",
    gone: "This file no longer waits: it was applied or withdrawn, or its 24 hours are over. Nothing was changed; upload it again if you need it.",
    others: "Only whoever uploaded the file applies or withdraws it. Nothing was changed.",
    changed:
      "Since the file was read the people of rows {lines}{more, plural, =0 {} other { and # more}} changed. Nothing was applied: export the list again and repeat your changes.",
    nothing: "The file changes nothing. Edit a row and upload it again.",
    lastGerencial:
      "With this file the broker would be left without an active manager. Nothing was changed: leave at least one.",
    notApplied: "This file is not applied: there is nothing to undo.",
    undoLate:
      "More than 24 hours went by since it was applied. It can no longer be undone: correct it by another file.",
    undoOthers: "Whoever uploaded the file undoes it, or a manager. Nothing was changed.",
    undoChanged:
      "After the file somebody else changed the people of rows {lines}{more, plural, =0 {} other { and # more}}. Nothing was undone: correct it by another file.",
    undoBeyond: "In the file there are people whom only a manager may touch now. Nothing was undone: ask one.",
  },
  member: {
    alreadyOut: "This user is disabled already.",
    alreadyIn: "This user is enabled already.",
    out: "This user is disabled. Enable them first.",
    cameIn: "This user has come in already: they need no other invitation.",
    notInYet: "This user has not come in yet. Send them the invitation again.",
    left: "This person was off-boarded already. Their receipt is {reference}.",
    several:
      "This person works elsewhere too: their name, mail, password and token are theirs and are not changed from this broker. If they forgot their password, they recover it themselves on the sign-in page.",
    rank: "Only a manager creates or changes whoever is a manager or has user administration.",
    rankTouched: "They are a manager or have user administration: only a manager changes their data or state.",
    beyond: "You cannot grant in {broker} what you do not have there: {sections}.",
    lastGerencial: "They are the last active manager: leave another active manager in the broker first.",
    changed: "This user changed after you opened this page and nothing was saved. Look at how they are now and go on.",
    taken:
      "That RUC / DNI is of somebody who uses another mail. Check both: of whoever uses the portal already, the mail is their own.",
    mailHeld: "Somebody else of {broker} has that mail: search for it in the list. Everybody needs their own.",
    mailPassed:
      "While they were out, their mail went to somebody else of {broker}. Change that of one of the two first.",
    already:
      "That person is in the team of {broker} already: find them in the list; if they are disabled, enable them.",
    document: "This is no valid RUC or DNI. Check its digits; other documents, with their type: CE 001234567.",
    birthDate: "Nobody was born on that day. Write a date since 1900 and before today.",
    brokers: "Choose at least one broker.",
    heir: "Nobody active in the team has that username. Write somebody else's, or leave the field empty.",
  },
  people: {
    self: "Nobody administers themselves. Ask another administrator.",
    ceilingAll: "Only someone who may grant everything contracted can act on someone who may too, or give that reach.",
    lastAdministrator:
      "With this change nobody could administer the company. First leave another active person who can modify profiles, modify users and activate them.",
    changed:
      "This user was modified by someone else while you were typing. What you typed is still here: review the changes and continue.",
    nothing: "Nothing changed. Modify something and continue, or go back.",
    taken:
      "The user name or the document belongs to somebody else. Check both; of who is a user of another company, also the mail they come in with.",
    already: "That person is already a user of this company. Search for them in the list.",
    document: "The document is not one of the country's. Type it with its kind: CC 10000001, DNI 40123456.",
    profileGone: "That profile no longer exists or is inactive. Choose another one.",
    products: "Choose at least one product from the list, or all of them.",
    services: "Choose at least one service from the list, or grant nothing.",
    several:
      "This person works in another company too: their name, mail, password and token are theirs and are not changed from this company. If they forgot their password, they recover it themselves on the sign-in page.",
    active: "This user is already active.",
    inactive: "This user is inactive. Activate them first.",
    alreadyInactive: "This user is already inactive.",
    inAlready: "This user has signed in already: they need no other invitation.",
    notInYet: "This user has not signed in yet. Send them the invitation again.",
    notPaused: "This user is not paused: they can sign in.",
    tokenHeld: "This user already has a token. Replace it if they need another one.",
    tokenNone: "This user has no active token.",
    tokenBlocked: "This user's token is already blocked.",
    tokenNotBlocked: "This user's token is not blocked.",
  },
  app: {
    stagesLeft:
      "Before using the app, sign in to the portal once: you still have to accept the terms or change your password.",
    signedOut: "Your app session is over and nothing was changed. Sign in again.",
    notJson: "The request cannot be understood: a JSON object of up to 256 KB is expected. Nothing was changed.",
    field: "“{field}” is missing, unknown or not valid. Nothing was changed.",
  },
  registry: {
    nobodyOfTeam: "This broker has no active user with that username or mail.",
    sameRole: "The user has that role already.",
    lastGerencial: "They are this broker's only active manager: make somebody else a manager first.",
    taxId: "The tax number is not valid: check the number and its check digit.",
    document: "The document is not one of the country's. Write it with its type: CC 10000001, DNI 40123456.",
    services: "Choose at least one service of the list.",
    makerSigns: "Whoever prepares may sign only in companies of one signature.",
    codeTaken: "The code {code} belongs to another company, broker or product. Choose another.",
    taxIdTaken: "A company with this number is registered already.",
    types: "Choose at least one type of lot from the list.",
    lines: "The limit is 1,000,000 lines a lot.",
    amount: "Write an amount above zero, up to 9,999,999,999.99.",
    limits: "The maximum cannot be less than the minimum.",
    creditLimit: "It cannot be less than the minimum a line: nothing could be credited.",
    fee: "Write the fee of this type of lot: it may be 0. Percentages go from 0 to 100, with two decimals.",
    nothingChanged: "No detail changed. Correct what you want to modify, or go back to the registration.",
    suspended: "It is suspended already; nothing was changed.",
    notSuspended: "There is no suspension to lift; nothing was changed.",
    brokerTaxIdTaken: "A broker with this number is registered already.",
    inAlready: "{name} is in already: there is no invitation to send again.",
    personTaken: "This user name or this document belongs to somebody else. Check both.",
  },
  invoice: {
    number: "An invoice number has plain letters, digits and hyphens, {max} at most.",
    nothing: "There are no new or different invoice numbers to save.",
    notPaid: "Order {number} has not been paid: it takes no invoice yet.",
    notRemoved: "Order {number} already has an invoice. Correct the number; it cannot be removed.",
    fileGone: "That file has been applied already, or is not there. Send it again if it changed.",
    fileFaulty: "The file has errors and nothing was applied. Correct it and send it again.",
    fileEmpty: "The file is empty. Choose another.",
    fileTooLarge: "The file is larger than {max}. Divide it into several.",
    fileRepeated: "That upload was received with other content. Reload the page and send the file again.",
  },
  parameters: {
    same: "They are so already: there is nothing to change.",
  },
  branches: {
    codeTaken: "There is a branch with code {code} already. Type another.",
    nameTaken: "There is an open branch called {name} already. Type another name.",
    responsible: "We found nobody active of your team with that username or mail.",
    changed: "Another person modified this branch while you were typing. Load the page again to see what is new.",
    same: "It is so already: there is nothing to change.",
  },
  brokersettings: { same: "It is so already: there is nothing to change." },
  company: {
    changed:
      "The company data were modified by somebody else while you were typing. What you typed is still here: look at the changes and go on.",
    same: "That is how it is already: there is nothing to change.",
  },
  cards: {
    numberUnknown: "This product has no card of that number. Check it, or search by document.",
  },
  statement: {
    notThere:
      "That statement is not there: only closed months have one, from the first movement on. Choose another month.",
  },
  registers: {
    branchTaken: "There is a branch with the code {code} already. Use another code or modify that one.",
    affiliateTaken: "{document} is among the affiliates already. Find it in the list and modify it.",
    documentType: "Choose a document type from the list.",
    document: "The number does not have the shape of that document type. Check it.",
    checkDigit: "The check digit is wrong: it should be {expected}. Check the number.",
    changed:
      "Somebody else modified this while you were typing. What you typed is still here; reload the page to see what is new.",
    same: "It is like that already: there is nothing to change.",
    nameTaken: "Another product or account of the company is called “{name}” already. Type another name.",
  },
  support: {
    answered: "This message has an answer already. Load the page again to read it.",
    tooMany: "You wrote {max} messages in the last 24 hours. Wait for the answers before writing another.",
  },
  change: {
    nothing: "Nothing changes: write first what is to be different.",
    pending: "A change of this kind waits to be decided. Wait for the decision or have it withdrawn.",
    decided: "This change is decided already.",
    own: "You asked for this change: another operator decides it.",
    notOwn: "Only who asked for it withdraws it.",
    accountUsed: "Order {number} is still to be paid from account {account}: it cannot be removed.",
    accountUnknown: "The account in use must be one of those authorized.",
  },
  batch: {
    stateChanged: "Lot {number} is now “{status}”; this action is no longer possible.",
    hasFaults: "Lot {number} has errors and cannot be confirmed. Correct the file or delete the lot.",
    reasonNeeded: "The lot has warnings: write why you accept them.",
    alreadySigned: "You have already signed lot {number}. Another person still has to sign.",
    makerSigns: "You uploaded or confirmed lot {number}; someone else has to sign it.",
    notYourSignature: "Lot {number} has no signature of yours that can be withdrawn.",
    noneChosen: "Select at least one lot.",
    sameFileOpen: "This same file is already in lot {number} ({status}). It was not uploaded again.",
    sameFileAtOnce:
      "This same file is being uploaded in another submission. It was not uploaded again; check the list of lots.",
    typeNotYet: "For now, lots of Card top-up and Issue of named cards are accepted. Choose one of those types.",
    typeNotAllowed: "This product does not take lots of that type. Choose one from the list.",
    tooLarge: "The file is {size} and this product accepts up to {max}. Split it into several lots.",
    sizeDiffers: "The file arrived incomplete: {announced} bytes were announced and {received} arrived. Send it again.",
    emptyFile: "The file is empty. Choose another.",
    uploadRepeated: "That submission was already received with other content. Reload the page and send the file again.",
    quota: "You reached the limit of {max} uploads an hour. Wait before sending another file.",
  },
  doubt: {
    cardsUnknown: "Only the issuer knows the cards of an issue: ask again, or decide that they were not made.",
    cardUnknown: "Only the issuer knows the new card: ask again, or decide that the replacement was not done.",
    mayArrive:
      "What we sent could still arrive. It can be decided that it was not done from {expiresAt}; ask again until then.",
    over: "{number} is no longer in verification: the outcome is on this page. Nothing was changed.",
    referenceNeeded: "Enter the reference with which the bank confirms the debit.",
    referenceTaken: "That bank reference already belongs to order {number}. Check the receipt.",
    referenceUnread: "A bank reference has letters, digits, dots or hyphens, up to 80. Check the receipt.",
  },
  instruction: {
    insufficient: "Insufficient funds in the master account: {missingCents} missing. Nothing was moved.",
    cardInsufficient: "Insufficient funds on card •••• {card}: {missingCents} missing. Nothing was moved.",
    amountLimit: "Each credit of this product goes from {minCents} to {maxCents}. Nothing was moved.",
    dayLimit:
      "This product allows {maxCents} of credits by hand a day, and {leftCents} are left today. Nothing was moved.",
    cardLimit: "Card •••• {card} would hold more than {maxCents}, which is what the product allows. Nothing was moved.",
    cardUnknown: "One of the cards is not of this product. Look for it in the list again; nothing was done.",
    cardState: "Card •••• {card} is now “{status}”; this is not possible any more. Nothing was done.",
    cardBusy: "Card •••• {card} has an operation under way. Wait until it ends; nothing was done.",
    keyUsed: "This form was already sent with other content. Open it again from the list.",
    productClosed: "The product is closed: nothing was done.",
  },
  order: {
    stateChanged: "Order {number} is now “{status}”; this action is no longer possible.",
    inVerification:
      "Order {number} is being verified with the bank. Neither pay it again nor void it; we will tell you the result.",
  },
} as const satisfies Words<typeof es>;
