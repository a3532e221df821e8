import type { faults as es } from "@/lib/messages/es/faults";
import type { Words } from "@/lib/messages/shape";

export const faults = {
  empty: "The file is empty. Upload a file with a header and at least one line of data.",
  noDataLines: "The file only has a header. Add at least one line of data.",
  wrongKind:
    "The file is {kind, select, xls {an old Excel workbook (.xls)} xlsx {an Excel workbook (.xlsx)} zip {a ZIP archive} pdf {a PDF} gzip {a compressed file} png {an image} jpeg {an image} gif {an image} rar {a RAR archive} sevenzip {a 7z archive} bzip2 {a compressed file} xz {a compressed file} zstd {a compressed file} rtf {a rich text document} markup {a web page} program {a program} other {of a kind that is not accepted}}. For now .txt and .csv files are accepted: save it as one and upload it again.",
  tooLarge: "The file is {size} and the maximum is {max}. Split it into smaller files.",
  tooManyLines: "The file has more than {max} lines of data, which is the maximum. Split it into several lots.",
  unknownColumn:
    "The header has columns that this type of lot does not accept: {columns}. Correct them or remove them.",
  unnamedColumn: "Column {position} of the header has no name. Write it or remove the column.",
  repeatedColumn: "The header repeats columns: {columns}. Leave each one only once.",
  missingColumn: "The header lacks required columns: {columns}. Add them.",
  delimiterUnclear: "The header mixes separators. Use only one: semicolon, comma, tab or vertical bar.",
  tooManyColumns: "The line has more than {max} columns. Check the separator and the columns.",
  blankLine: "There is a blank line inside the file. Remove it.",
  openQuote: "Quotation marks are opened and not closed. Close them or remove them.",
  bareQuote:
    "There are quotation marks inside a cell that does not begin with them. Put the cell in quotation marks and double those inside.",
  textAfterQuote: "There is text after the quotation marks that close a cell. Leave only the separator.",
  lineTooLong: "The line has more than {max} characters. Check the line endings of the file.",
  controlMalformed:
    "The control line cannot be understood. Write it as {amounts, select, yes {TOTAL, number of lines and sum of the amounts} other {TOTAL and number of lines}}.",
  controlNotLast: "The control line must be the last one and there is data on line {next}. Move it to the end.",
  controlLines: "The control line says {stated} lines and the file has {found}. Correct the one that is wrong.",
  controlTotal:
    "The control line adds up to {stated} and the lines of the file to {found}. Correct the one that is wrong.",
  sameContentOpen: "The same content is already in lot {batch}, which is still open. Finish or delete that lot first.",
  wrongCellCount: "The line has {found} cells and the header has {expected}. Add or remove separators.",
  required: "This value is required. Write it.",
  identityMissing:
    "It does not say whose the card is. Write the type and number of the document, or the card reference.",
  identityBoth: "Both the document and the card reference are given. Leave only one of them.",
  forbiddenCharacter: "There is a character that is not allowed ({character}) in position {position}. Delete it.",
  replacementCharacter:
    "There is a damaged character in position {position}. Write it again and save the file as UTF-8.",
  tooLong: "The value has {length} characters and the maximum is {max}. Shorten it.",
  documentTypeUnknown: "The document type does not exist. Use one of these: {types}.",
  documentNumber:
    "The number is not a valid {type} document. Write {min} to {max} {letters, select, yes {letters or digits} other {digits}}, without points or spaces.",
  documentCheckDigit: "The check digit is {found} and should be {expected}. Check the number.",
  cardReference: "The card reference has 10 digits. Do not write the number of the card.",
  amountFormat:
    "The amount cannot be understood. Write only digits and, if there are cents, a comma or a point and two digits.",
  amountAmbiguous: "The amount may be {whole} or have decimals. Write it without a thousands separator.",
  amountNegative: "The amount has no sign. Write an amount greater than zero.",
  amountDecimals: "The amount has {found} decimals and the maximum is 2. Write it with two.",
  amountZero: "The amount is zero. Write an amount greater than zero.",
  amountOverCap: "The amount is over {max}, the maximum of the system. Check it.",
  amountBelowMin: "The amount {amount} is below the minimum of the product, {min}. Check it.",
  amountAboveMax: "The amount {amount} is above the maximum of the product, {max}. Check it.",
  count: "The quantity must be a whole number from {min} to {max}, without points.",
  date: "The date cannot be understood. Write it as YYYY-MM-DD or DD/MM/YYYY.",
  dateUnreal: "The date does not exist or is not between {min} and {max}. Check it.",
  mail: "The email does not look like an address. Write it like name@company.com.",
  mobile: "The mobile number must have {digits} digits and begin with {first}, without spaces or country code.",
  phone: "The phone number must have 7 to 20 digits, spaces or hyphens.",
  name: "The name can only have letters, spaces, apostrophes and hyphens. Remove the rest.",
  code: "The code can have letters, digits, points, hyphens and underscores, up to 20. Correct it.",
  reason: "The reason must be one of these: {reasons}.",
  duplicate: "The line repeats the person or card of line {line}. Remove one of the two.",
  cardUnknown: "There is no card of this product for that document or reference. Check it.",
  cardBlocked: "The card is blocked. Unblock it or remove the line.",
  cardExpired: "The card has expired. Ask for its replacement or remove the line.",
  cardCancelled: "The card is cancelled. Remove the line.",
  personHasCard: "The person already has an active card of this product. Remove the line.",
  emissionInOtherBatch:
    "A card was already requested for this person in lot {batch}, which is still open. Remove the line.",
  branchUnknown: "The branch does not exist in your company. Create it or correct the code.",
  branchInactive:
    "The branch is inactive in your company. Activate it in Administration > Affiliates or correct the code.",
  affiliateInactive:
    "That third party is inactive among the affiliates of your company. Activate it in Administration > Affiliates or remove the line.",
  // Sheets of people, of Excel or CSV.
  sheetKind:
    "The file is {kind, select, xls {an old Excel workbook (.xls), or one protected by a password} zip {a ZIP archive} pdf {a PDF} markup {a web page} other {of a kind that is not taken}}. Excel workbooks (.xlsx) and .csv files are taken: save it as one and upload it again.",
  sheetBroken: "The workbook cannot be read. Open it in Excel, save it again as .xlsx and upload it again.",
  sheetTooBig: "The workbook holds far more than a list takes. Leave only the list's columns and rows.",
  sheetRows: "The file has more than {max} rows, which is the most. Divide it into several.",
  sheetHeader:
    "The row with the names of the columns was not found. Export the list, edit it without changing those names and upload it again.",
  cellBroken: "The cell holds an error, or a formula without its result. Type the value.",
  wordUnknown: "The value is none of those taken: {words}. Type one of them.",
  documentPerson: "The document is no valid DNI, CE or RUC. Check the number.",
  phoneForm: "The telephone takes 6 to 20 digits, spaces or hyphens. Check it.",
  extensionForm: "The extension has 1 to 6 digits. Check it.",
  tooShort: "The value has {length} characters and the least is {min}. Complete it.",
  downloadWithout: "This section has no download. Take it out, or leave the section alone.",
  personUnknown: "Nobody of this broker has that user. Check it, or leave the cell empty to create somebody.",
  personRepeated: "The row repeats the user of row {line}. Leave one of them.",
  documentRepeated: "The row repeats the document of row {line}. Leave one of them.",
  mailHeld: "Somebody else of the team has that mail: {username}. Everybody needs their own.",
  mailRepeated: "The row repeats the mail of row {line}. Leave one of them.",
  documentHeld:
    "Somebody of your team has this document already: {username}. Type their user in the row, or take it out.",
  documentOther: "This document cannot be added with that mail. Check both.",
  documentFixed: "A person's document is not changed. Leave the one there was.",
  personSelf: "You do not change your own data by file. Leave your row as it was, or take it out.",
  personRank:
    "Only a manager creates or changes whoever is a manager or has user administration. Leave the row as it was.",
  sectionBeyond: "You do not have this section or its download, so you cannot give it. Leave it as it was.",
  personSeveral:
    "This person belongs to another broker or company too: their name and mail are not changed from this broker.",
  stateUnmade: "Whoever is created comes in by invitation. Type ACTIVO or leave the cell empty.",
  roleWhole: "A manager has all sections and their downloads. Leave the cell empty.",

  invoiceHeader:
    "The header must say empresa, orden and factura, once each and nothing else; it says {columns}. Correct it.",
  invoiceLines: "The file has more than {max} lines of data, which is the most. Divide it into several.",
  companyUnknown: "There is no company of that code. Check it.",
  orderNumber: "An order number is written like OS-2026-000001. Correct it.",
  orderUnknown: "Company {company} has no such order. Check company and number.",
  orderNotPaid: "The order has not been paid and takes no invoice yet. Remove the line.",
  orderRepeated: "The order is on line {line} already. Leave one of the two.",
  invoiceNumber: "An invoice number takes plain letters, digits and hyphens, 30 at most. Correct it.",

  samePersonDifferent:
    "The same person or card is on line {line} with another amount or reference. If that is right, say why.",
  inOtherBatch: "The same payment is in lot {batch}, which is still open. If that is right, say why.",
  sameFileProcessed: "The same content was already processed in lot {batch}. If that is right, say why.",
} as const satisfies Words<typeof es>;
