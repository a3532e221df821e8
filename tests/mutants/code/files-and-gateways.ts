import { all, type CodeMutant } from "@/tests/mutants/mutant";

const files: readonly CodeMutant[] = [
  ...all(
    { kind: "file", file: "lib/files/delimited.ts", suite: ["tests/files/delimited.test.ts"] },
    ["two delimiters in a header", "found.length > 1", "found.length > 9"],
    ["a quote in the middle of a cell", "if (code !== delimiter) {", "if (false) {"],
    ["a quote left open", "const known = last || overlong;", "const known = overlong;"],
    ["a line of any length", "export const lineCharactersMax = 65_536;", "export const lineCharactersMax = 6_553_600;"],
    ["any number of cells", "const cellsMax = 100;", "const cellsMax = 100_000;"],
  ),
  ...all(
    { kind: "file", file: "lib/files/fault.ts", suite: ["tests/files/cells.test.ts", "tests/batches/file.test.ts"] },
    ["bidirectional characters", "[\\p{Cc}\\p{Cf}", "[\\p{Cc}"],
    ["control characters", "[\\p{Cc}\\p{Cf}", "[\\p{Cf}"],
    ["a replacement character", "\\p{Zp}\\ufffd]/u", "\\p{Zp}]/u"],
    ["a whole card number kept", ".replace(cardNumber, maskedCard)", ""],
  ),
  ...all(
    { kind: "file", file: "lib/files/cells.ts", suite: ["tests/files/cells.test.ts", "tests/batches/file.test.ts"] },
    ["a card's whole number", "/^\\d{10}$/.test(text) ? text", "/^\\d{10,19}$/.test(text) ? text"],
    [
      "a day that does not exist",
      "return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();",
      "return day <= 31;",
    ],
    [
      "digits in a name",
      'const normal = text.normalize("NFC");\n  return nameGrammar.test(normal)',
      'const normal = text.normalize("NFC");\n  return printable.test(normal)',
    ],
  ),
  ...all(
    { kind: "file", file: "lib/files/documents.ts", suite: ["tests/files/documents.test.ts"] },
    ["a document of another country", "Object.hasOwn(forms, text)) return text", "/^[A-Z]+$/.test(text)) return text"],
    ["a NIT without its check digit", "if (!form.checkDigit) return number;", "return number;"],
  ),
  ...all(
    { kind: "file", file: "lib/files/kind.ts", suite: ["tests/files/kind.test.ts"] },
    [
      "a program is text",
      'if (!found) return isMarkup(head) ? "markup" : "text";',
      'if (!found || found[0] === "program") return isMarkup(head) ? "markup" : "text";',
    ],
    ["a web page is text", 'isMarkup(head) ? "markup" : "text"', '"text"'],
  ),
  ...all(
    { kind: "file", file: "lib/files/encoding.ts", suite: ["tests/files/encoding.test.ts"] },
    ["bytes that are no UTF-8", "return this.#valid && this.#carry.length === 0 ?", "return this.#valid ?"],
    ["a file cut in a character", 'return this.#carry.length === 0 ? "" : "\\ufffd";', 'return "";'],
  ),
  ...all(
    { kind: "file", file: "lib/batches/lot-reader.ts", suite: ["tests/batches/file.test.ts"] },
    ["more lines than allowed", "if (this.#lineCount === this.options.linesMax) {", "if (false) {"],
    ["lines after the control line", "if (this.#control !== null) {", "if (false) {"],
    ["blank lines in the middle", "if (this.#blank !== null) return", "if (false) return"],
    ["no line at all", "if (this.#lineCount === 0) return fileFault", "if (false) return fileFault"],
  ),
  ...all(
    { kind: "file", file: "lib/batches/control-line.ts", suite: ["tests/batches/file.test.ts"] },
    ["a control line of another count", "if (control.lineCount !== BigInt(found.lineCount)) {", "if (false) {"],
    ["a control line of another sum", "control.totalCents === found.totalCents) return null", "true) return null"],
  ),
  ...all(
    { kind: "file", file: "lib/batches/read-header.ts", suite: ["tests/batches/file.test.ts"] },
    ["an unknown column", "if (unknown.length > 0) return", "if (false) return"],
    ["a column twice", "if (repeated.size > 0) return", "if (false) return"],
    ["a column missing", "if (missing.length > 0) return", "if (false) return"],
  ),
  ...all({ kind: "file", file: "lib/batches/read-line.ts", suite: ["tests/batches/file.test.ts"] }, [
    "a line of fewer cells",
    "if (cells.length !== expected) {",
    "if (cells.length > expected) {",
  ]),
  ...all(
    {
      kind: "file",
      file: "lib/batches/load.ts",
      suite: ["tests/batches/lot-check.test.ts", "tests/batches/commands.test.ts"],
    },
    ["a picture is read", 'if (kind !== "text") return refusedKind(kind);', ""],
    ["the same lines in an open lot", "if (faultCount === 0 && sameContentIn)", "if (false && sameContentIn)"],
    ["a refused file keeps its lines", 'await client.query("ROLLBACK TO SAVEPOINT load");', ""],
  ),
  ...all(
    {
      kind: "file",
      file: "lib/batches/cross-checks.ts",
      suite: ["tests/batches/commands.test.ts", "tests/batches/process.test.ts", "tests/batches/cross-checks.test.ts"],
    },
    ["repeated lines", "await checkRepeats(client, facts);", ""],
    [
      "cards that are not there",
      "await checkCards(client, facts);",
      "return { faultCount: 0, warningCount: 0, sameContentIn: null };",
    ],
    ["a second card for a person", 'if (type === "EMISION") await checkNewHolders(client, facts);', ""],
    ["a branch that is not there", 'if (type === "EMISION") await checkBranches(client, facts);', ""],
    ["the same person in another emission", 'const emission = facts.type === "EMISION";', "const emission = false;"],
    ["the same line in another lot", "await checkOtherLots(client, facts);", ""],
    ["a file processed before", "await checkProcessedBefore(client, facts);", ""],
    ["a blocked card", " AND c.status = 'ACTIVE'\";", '";'],
    ["a card of another product", "AND c.product_id = $3 AND c.status", "AND $3::int > 0 AND c.status"],
  ),
];

const gateways: readonly CodeMutant[] = [
  ...all(
    {
      kind: "gateway",
      file: "lib/gateways/signed-http.ts",
      suite: ["tests/gateways/signed-http.test.ts", "tests/gateways/bank.test.ts"],
    },
    [
      "an answer without a right signature",
      "if (!signatureHolds(expected, given, signedAt, Date.now())) return",
      "if (false) return",
    ],
    ["any status", "if (!STATUSES.includes(status)) return", "if (false) return"],
    ["no JSON", "if (!/^application\\/json", "if (response.status > 900 && !/^application\\/json"],
    ["a redirect followed", 'redirect: "manual"', 'redirect: "follow"'],
    ["a body of any size", "if (bytes > bytesMax) {", "if (false) {"],
    ["no limit of time", "        signal,\n", ""],
  ),
  ...all(
    {
      kind: "gateway",
      file: "lib/gateways/signature.ts",
      suite: [
        "tests/gateways/signature.test.ts",
        "tests/gateways/signed-http.test.ts",
        "tests/simulator/server.test.ts",
      ],
    },
    ["a signature of any time", " && Math.abs(nowMs - Number(signedAt)) <= SKEW_MAX_MS", ""],
    ["an answer to any request", `\`v1\\nresponse\\n\${requestSignature}\\n`, "`v1\\nresponse\\n\\n"],
    ["a request of any path", `\`v1\\nrequest\\n\${method}\\n\${path}\\n`, `\`v1\\nrequest\\n\${method}\\n\\n`],
    ["any signature of its length", " || !timingSafeEqual(wanted, got)", ""],
  ),
  ...all(
    {
      kind: "gateway",
      file: "lib/gateways/bank.ts",
      suite: ["tests/gateways/bank.test.ts", "tests/gateways/credit.test.ts"],
    },
    ["another reference", "answer.reference === reference &&", "true &&"],
    ["another account", "(answer.account === sent.account &&", "(true &&"],
    ["another amount", "answer.amountCents === sent.amountCents &&", "true &&"],
    ["another currency", "answer.currency === sent.currency));", "true));"],
    ["no debit is none", "assert(amountCents > 0n", "assert(amountCents >= 0n"],
    ["a credit refused for funds", "refusedSchema(creditRefusals)", "refusedSchema(debitRefusals)"],
  ),
  ...all(
    { kind: "gateway", file: "lib/gateways/bank-book.ts", suite: ["tests/gateways/bank-book.test.ts"] },
    ["another sum", "availableCents + heldCents === currentCents", "true"],
    ["a balance of another account", 'return named === account ? { kind: "found"', 'return named ? { kind: "found"'],
    ["movements of another account", "return named === account && follow", "return follow"],
    ["a gap", "if (number !== (before?.number ?? after) + 1n) return false;", ""],
    ["a balance that does not follow", "before.balanceCents + amountCents === balanceCents", "true"],
    ["a credit that takes", "amountCents > 0n === movementAdds(kind)", "true"],
    ["more after none", "movements.length > 0 || !more", "true"],
  ),
  ...all(
    { kind: "gateway", file: "lib/gateways/core-cards.ts", suite: ["tests/gateways/core-cards.test.ts"] },
    ["another reference", "if (answer.reference !== reference) return", "if (false) return"],
    ["another card", "answer.card !== sent.card || ", ""],
    ["another kind", " || answer.kind !== sent.kind) return false", ") return false"],
    ["another amount", '("amountCents" in answer ? answer.amountCents : null) === asked', "(asked === asked)"],
    ["a card for itself", "if (answer.replacement.cardReference === answer.card) return", "if (false) return"],
    ["a balance of another card", 'return named === asked ? { kind: "found"', 'return named ? { kind: "found"'],
    ["nothing credited", "assert(instruction.amountCents > 0n", "assert(instruction.amountCents >= 0n"],
    ["a whole number for a card", "const card = z.string().regex(/^[0-9]{10}$/);", "const card = z.string();"],
  ),
  ...all(
    { kind: "input", file: "lib/cards/rules.ts", suite: ["tests/cards/rules.test.ts"] },
    [
      "a last digit not looked at",
      "return number.at(-1) === checkDigit(number.slice(0, -1)) ? number : null;",
      "return number;",
    ],
    ["other signs in a number", "/^[0-9]([ -]?[0-9]){12,18}$/", "/^[0-9]([ .-]*[0-9]){12,18}$/"],
  ),
  ...all({ kind: "secret", file: "lib/cards/number.ts", suite: ["tests/cards/number.test.ts"] }, [
    "a fingerprint without a key",
    'createHmac("sha256", key)',
    'createHmac("sha256", "")',
  ]),
  ...all(
    { kind: "gateway", file: "lib/gateways/core.ts", suite: ["tests/gateways/core.test.ts"] },
    ["another page", "if (answer.reference !== reference) return", "if (false) return"],
    ["another lot", "answer.batch !== sent.batch || ", ""],
    ["another product", " || answer.product !== sent.product) return false", ") return false"],
    ["lines missing", "if (answer.lines.length !== sent.lines.length) return false;", ""],
    ["a line twice", "if (byReference.size !== answer.lines.length) return", "if (false) return"],
    ["a line nobody sent", "if (amountCents === undefined) return false;", "if (amountCents === undefined) continue;"],
    ["another sum", "return acceptedCents === answer.acceptedCents;", "return true;"],
    ["a page of any size", "page.lines.length > 0 && page.lines.length <= PAGE_LINES_MAX", "page.lines.length > 0"],
  ),
  ...all(
    { kind: "gateway", file: "lib/gateways/core-answer.ts", suite: ["tests/gateways/core.test.ts"] },
    ["a token that is a card's number", ".refine((token) => !/[0-9]{12}/.test(token))", ""],
    ["one card for two people", "return new Set(cards).size === cards.length;", "return true;"],
    ["more than the last four", "last4: z.string().regex(/^[0-9]{4}$/)", "last4: z.string()"],
  ),
  ...all(
    {
      kind: "gateway",
      file: "lib/gateways/wire.ts",
      suite: ["tests/gateways/bank.test.ts", "tests/gateways/core.test.ts"],
    },
    [
      "an absence of another reference",
      'return absent.data[name] === asked ? { kind: "notFound" }',
      'return absent.data[name] ? { kind: "notFound" }',
    ],
  ),
  ...all(
    { kind: "gateway", file: "lib/gateways/mail.ts", suite: ["tests/gateways/mail.test.ts"] },
    ["a list of addresses", "if (!z.email().max(254).safeParse(to).success) return", "if (false) return"],
    [
      "a server that never answers",
      'const timer = setTimeout(() => resolve({ kind: "unknown", why: "timeout" }), 4 * timeoutMs);',
      'const timer = setTimeout(() => resolve({ kind: "unknown", why: "timeout" }), 4000 * timeoutMs);',
    ],
  ),
  ...all(
    { kind: "secret", file: "lib/secrets.ts", suite: ["tests/secrets.test.ts"] },
    ["one nonce for all", "const nonce = randomBytes(12);", "const nonce = Buffer.alloc(12);"],
    [
      "a tag not looked at",
      "  decipher.setAAD(bound(id, belongs)).setAuthTag(bytes.subarray(12, 28));\n  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])",
      "  decipher.setAAD(bound(id, belongs));\n  return Buffer.concat([decipher.update(bytes.subarray(28))])",
    ],
  ),
];

export const fileAndGatewayMutants: readonly CodeMutant[] = [...files, ...gateways];
