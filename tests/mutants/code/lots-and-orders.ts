import { all, type Change, type CodeMutant } from "@/tests/mutants/mutant";

const commands = ["tests/batches/commands.test.ts"];
const verdicts = ["tests/operator/doubt-verdicts.test.ts"];
const payment = ["tests/batches/payment.test.ts"];
const process = ["tests/batches/process.test.ts", ...payment];
const standing = ["tests/operator/standing.test.ts"];
const upload = ["tests/batches/upload.test.ts", ...commands];

const statements: readonly CodeMutant[] = [
  ...all(
    { kind: "tries", file: "lib/approvals/confirmations.ts", suite: payment },
    [
      "any code is right",
      "const right = codeMacs(keys, nonce, code).some((one) => timingSafeEqual(mac, one));",
      "const right = mac.length > 0 && nonce.length > 0;",
    ],
    ["a try not counted", "SET tries = tries + 1", "SET tries = tries"],
    ["tries without end", ` AND tries < \${codeTriesMax}`, ` AND tries <= \${codeTriesMax}`],
    ["codes without end", "if ((sent?.sent ?? 0n) >= BigInt(codesPerHourMax))", "if (false)"],
    [
      "older codes stay good",
      `AND subject = \${subject} AND used_at IS NULL AND voided_at IS NULL\`;`,
      `AND subject = \${subject} AND used_at IS NULL AND voided_at IS NULL AND false\`;`,
    ],
    ["a code that never ends", `       AND expires_at > \${ctx.now} AND tries`, "       AND tries"],
    ["a code in clear", "...codeMacs(keys, nonce, code).slice(0, 1)]),", 'Buffer.from(code.padEnd(32, " "))]),'],
    [
      "another person's code",
      `WHERE id = \${id}::uuid AND membership_id = \${ctx.actor.membershipId} AND method = 'CODE'`,
      `WHERE id = \${id}::uuid AND method = 'CODE'`,
    ],
  ),
  ...all(
    { kind: "digest", file: "lib/approvals/confirmations.ts", suite: [...commands, ...payment] },
    [
      "another person's statement",
      `     WHERE id = \${id}::uuid AND membership_id = \${ctx.actor.membershipId} AND purpose = \${purpose}\n       AND used_at`,
      `     WHERE id = \${id}::uuid AND purpose = \${purpose}\n       AND used_at`,
    ],
    [
      "a statement for something else",
      `     WHERE id = \${id}::uuid AND membership_id = \${ctx.actor.membershipId} AND purpose = \${purpose}\n       AND used_at`,
      `     WHERE id = \${id}::uuid AND membership_id = \${ctx.actor.membershipId} AND \${purpose} <> ''\n       AND used_at`,
    ],
    [
      "a statement used again",
      `AND purpose = \${purpose}\n       AND used_at IS NULL AND voided_at`,
      `AND purpose = \${purpose}\n       AND voided_at`,
    ],
    [
      "a statement too old",
      `AND voided_at IS NULL AND expires_at > \${ctx.now}\n    RETURNING subject`,
      "AND voided_at IS NULL\n    RETURNING subject",
    ],
    [
      "a statement that is void",
      `AND used_at IS NULL AND voided_at IS NULL AND expires_at > \${ctx.now}\n    RETURNING subject`,
      `AND used_at IS NULL AND expires_at > \${ctx.now}\n    RETURNING subject`,
    ],
  ),
];

const lots: readonly CodeMutant[] = [
  ...all(
    { kind: "signer", file: "lib/batches/rules.ts", suite: commands },
    ["the preparer signs", "if (!makerMaySign && batch.makers.includes(person.document))", "if (false)"],
    ["the preparer signs with another", "company.makerMaySign && required === 1", "company.makerMaySign"],
    ["one person signs twice", "if (batch.signers.includes(person.document)) throw", "if (false) throw"],
    ["one signature is enough", "batch.signers.length + 1 >= required", "batch.signers.length + 1 >= 1"],
  ),
  ...all(
    { kind: "state", file: "lib/batches/rules.ts", suite: [...commands, "tests/batches/states.test.ts"] },
    ["any verb in any state", "if (batchAllows(verb, batch.status)) return;", "return;"],
    [
      "deleting what was confirmed",
      'delete: ["RECEIVED", "VALIDATING", "VALID", "INVALID"]',
      'delete: ["RECEIVED", "VALIDATING", "VALID", "INVALID", "CONFIRMED"]',
    ],
    [
      "annulling what was authorized",
      'annul: ["CONFIRMED", "PARTLY_SIGNED"]',
      'annul: ["CONFIRMED", "PARTLY_SIGNED", "AUTHORIZED"]',
    ],
    ["warnings accepted without a reason", "if (batch.warningCount > 0 && reason.length < 5)", "if (false)"],
  ),
  ...all(
    { kind: "digest", file: "lib/batches/commands.ts", suite: commands },
    [
      "confirming what was not shown",
      "batch.version !== version || digestOf(shown) !== visto",
      "batch.version !== version",
    ],
    ["signing what was not shown", "seen?.digest !== batch.digest || seen?.version !== batch.version", "false"],
    ["signing lines that changed", "    await requireSameContent(ctx, batch);\n", ""],
  ),
  ...all(
    { kind: "version", file: "lib/batches/commands.ts", suite: [...commands, "tests/batches/ends.test.ts"] },
    ["confirming an older version", "batch.version !== version || digestOf", "digestOf"],
    [
      "ending an older version",
      'requireState(verb, batch);\n  if (batch.version !== version) throw new DomainError("confirm.changed");',
      "requireState(verb, batch);",
    ],
    [
      "withdrawing from an older version",
      'requireState("withdraw", batch);\n  if (batch.version !== version) throw new DomainError("confirm.changed");',
      'requireState("withdraw", batch);',
    ],
  ),
  ...all(
    { kind: "state", file: "lib/batches/commands.ts", suite: commands },
    ["deleting in any state", '  requireState("delete", batch);\n', ""],
    ["withdrawing in any state", '  requireState("withdraw", batch);\n', ""],
    ["ending in any state", "  requireState(verb, batch);\n", ""],
    ["a rejected lot keeps its signatures", "  await voidSignatures(ctx, batch, motivo);\n", ""],
  ),
  ...all(
    { kind: "signer", file: "lib/batches/commands.ts", suite: commands },
    [
      "withdrawing another's signature",
      'voidSignatures(ctx, batch, "withdrawn", ctx.actor.membershipId)',
      'voidSignatures(ctx, batch, "withdrawn")',
    ],
    ["withdrawing what one did not sign", "if (voided === 0) throw", "if (false) throw"],
  ),
  ...all(
    { kind: "scope", file: "lib/batches/store.ts", suite: [...commands, "tests/batches/ends.test.ts"] },
    [
      "a selection with one foreign lot",
      "if (rows.length !== wanted.length) throw new NotFound();",
      "if (rows.length === 0) throw new NotFound();",
    ],
    [
      "a lot of another product",
      `WHERE tenant_id = \${ctx.company.id} AND product_id = \${ctx.product.id} AND number IN`,
      `WHERE tenant_id = \${ctx.company.id} AND number IN`,
    ],
  ),
  ...all(
    { kind: "signer", file: "lib/batches/store.ts", suite: ["tests/batches/signers.test.ts", ...payment, ...commands] },
    [
      "signers who lost the right",
      "AND NOT (m.status = 'ACTIVE' AND u.status",
      "AND false AND NOT (m.status = 'ACTIVE' AND u.status",
    ],
    [
      "signers without the permission",
      "AND 'batch.sign' IN (SELECT granted(m.profile_id, NULL))\n         AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = b.product_id)))",
      "AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = b.product_id)))",
    ],
    ["signers made inactive", "m.status = 'ACTIVE' AND u.status = 'ACTIVE'\n", "true\n"],
    ["signers without the product", "AND (m.all_products OR EXISTS", "AND (true OR EXISTS"],
    [
      "signatures that are void count",
      "AND s.batch_version = b.version AND s.voided_at IS NULL\n                  ORDER BY",
      "AND s.batch_version = b.version\n                  ORDER BY",
    ],
    ["who uploaded is not a preparer", "m.id IN (b.uploaded_by, b.confirmed_by)", "m.id IN (b.confirmed_by)"],
    ["who confirmed is not a preparer", "m.id IN (b.uploaded_by, b.confirmed_by)", "m.id IN (b.uploaded_by)"],
  ),
  ...all(
    { kind: "digest", file: "lib/batches/store.ts", suite: [...commands, ...payment] },
    [
      "lines that changed behind the product",
      'if (now !== batch.digest) throw new DomainError("confirm.changed");',
      "",
    ],
    ["a version that stands still", "const version = batch.version + 1;", "const version = batch.version;"],
  ),
  ...all(
    { kind: "digest", file: "lib/batches/digest.ts", suite: ["tests/batches/digest.test.ts", ...commands] },
    ...["version", "company", "product", "fileHash", "lineCount", "linesHash", "acceptedWarnings"].map(
      (fact): Change => [`a digest without ${fact}`, `    ${fact}: facts.${fact},\n`, ""],
    ),
    ["a digest without the lot", "    lot: facts.number,\n", ""],
    ["a digest without the total", "    total: facts.totalCents.toString(),\n", ""],
    ["a digest without the commission", "      commission: facts.commissionCents.toString(),\n", ""],
    ["a digest without the tax", "      tax: facts.taxCents.toString(),\n", ""],
    ["a digest without the account", "      bankAccount: facts.bankAccount,\n", ""],
  ),
  ...all({ kind: "state", file: "lib/batches/housekeeping.ts", suite: ["tests/batches/housekeeping.test.ts"] }, [
    "expired before its thirty days",
    `AND confirmed_at < \${ctx.now}::timestamptz - interval '30 days' FOR`,
    "FOR",
  ]),
];

const uploads: readonly CodeMutant[] = [
  ...all(
    { kind: "quota", file: "lib/batches/upload.ts", suite: ["tests/batches/quota.test.ts"] },
    ["no quota of a person", "if (Number(count?.person) >= perHourMax.person)", "if (false)"],
    ["no quota of a company", "if (Number(count?.company) >= perHourMax.company)", "if (false)"],
  ),
  ...all(
    { kind: "limits", file: "lib/batches/upload.ts", suite: [...upload, "tests/batches/quota.test.ts"] },
    ["a file of any size", "if (contentLength > ctx.product.fileBytesMax) {", "if (false) {"],
    ["more bytes than announced", "if (bytes > contentLength) break;", ""],
    ["another size than announced", "if (received.bytes !== contentLength) {", "if (received.bytes < 0n) {"],
    ["a type not taken yet", "if (!(acceptedBatchTypes as readonly string[]).includes(type))", "if (false)"],
  ),
  ...all({ kind: "limits", file: "lib/batches/upload.ts", suite: ["tests/operator/products.test.ts"] }, [
    "a type its product does not take",
    "if (!ctx.product.batchTypes.includes(type))",
    "if (false)",
  ]),
  ...all({ kind: "state", file: "lib/batches/validate.ts", suite: standing }, [
    "a lot begun while its company is suspended",
    `\${may} AND status = 'RECEIVED'`,
    `(\${may} OR true) AND status = 'RECEIVED'`,
  ]),
  ...all({ kind: "state", file: "lib/batches/settle.ts", suite: standing }, [
    "a payment sent while its company is suspended",
    "if (!sentBefore && !(await mayBegin(ctx))) {",
    "if (false) {",
  ]),
  ...all(
    { kind: "idempotency", file: "lib/batches/upload.ts", suite: [...upload, "tests/batches/quota.test.ts"] },
    ["an id used for another file", "if (!batch || !same) throw", "if (!batch) throw"],
    ["an id used for another product", "    before.productId === ctx.product.id &&\n", ""],
    ["the same file while it is open", "await requireNotOpen(ctx, type, received.sha256);", ""],
    [
      "bytes that stay behind",
      "DELETE FROM upload_chunk c USING upload u\n     WHERE",
      "DELETE FROM upload_chunk c USING upload u\n     WHERE false AND",
    ],
    ["a stored one abandoned", `AND id = \${id}::uuid AND status = 'RECEIVING'\`;`, `AND id = \${id}::uuid\`;`],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/validate.ts", suite: ["tests/batches/fences.test.ts"] },
    [
      "a verdict of a worker that lost the lot",
      "WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND status = 'VALIDATING'`",
      "WHERE tenant_id = $1 AND id = $2 AND $3::bigint > 0 AND status = 'VALIDATING'`",
    ],
    ["a verdict of a deleted lot", "AND fence = $3 AND status = 'VALIDATING'`", "AND fence = $3`"],
    ["a fence that stands still", "SET status = 'VALIDATING', fence = fence + 1,", "SET status = 'VALIDATING',"],
    [
      "a lot validated again",
      `AND (status = 'VALIDATING' OR \${may} AND status = 'RECEIVED') FOR NO KEY UPDATE)`,
      `AND (\${may} OR true) FOR NO KEY UPDATE)`,
    ],
  ),
];

const orders: readonly CodeMutant[] = [
  ...all(
    { kind: "state", file: "lib/orders/rules.ts", suite: ["tests/batches/states.test.ts", ...payment] },
    ["any verb in any state", "if (orderAllows(verb, order.status)) return;", "return;"],
    [
      "annulling in verification",
      'annul: ["AUTHORIZED", "PAYMENT_FAILED"]',
      'annul: ["AUTHORIZED", "PAYMENT_FAILED", "IN_VERIFICATION"]',
    ],
    [
      "paying in verification",
      'pay: ["AUTHORIZED", "PAYMENT_FAILED"]',
      'pay: ["AUTHORIZED", "PAYMENT_FAILED", "IN_VERIFICATION"]',
    ],
  ),
  ...all({ kind: "scope", file: "lib/orders/store.ts", suite: [...payment, "tests/orders/scope.test.ts"] }, [
    "an order of another product",
    "productId: ctx.product.id, number }",
    "number }",
  ]),
  ...all(
    {
      kind: "state",
      file: "lib/orders/store.ts",
      suite: [...payment, "tests/batches/states.test.ts", "tests/orders/scope.test.ts"],
    },
    ["a move from a state that is no more", "if (count !== 1)", "if (count > 1)"],
  ),
  ...all(
    { kind: "tries", file: "lib/orders/commands.ts", suite: payment },
    ["a wrong code is right", "if (right) return null;", "return null;"],
    ["a code for what is not to be paid", '  requireOrderState("pay", order);\n  const statement', "  const statement"],
  ),
  {
    name: "a code for another order",
    kind: "digest",
    file: "lib/batches/payment.ts",
    suite: payment,
    find: "subject !== order.number || digest",
    replace: "digest",
    survives: "the digest beside it is of order, total and account: another order's code has another digest",
  },
  ...all(
    { kind: "digest", file: "lib/batches/payment.ts", suite: payment },
    ["a code for another total", " || digest !== digestOf(paymentShown(ctx, order))", ""],
    ["lots that say something else", "    await requireSameContent(ctx, batch);\n", ""],
  ),
  ...all(
    { kind: "signer", file: "lib/batches/payment.ts", suite: [...payment, "tests/batches/ends.test.ts"] },
    ["a signer who lost the right", "if (lost.length > 0) {", "if (false) {"],
    ["signatures missing", "if (batch.signers.length < (batch.signaturesRequired ?? 2)) throw", "if (false) throw"],
  ),
  ...all(
    { kind: "state", file: "lib/batches/payment.ts", suite: payment },
    ["paying in any state", '  requireOrderState("pay", order);\n', ""],
    ["annulling in any state", '  requireOrderState("annul", order);\n', ""],
    [
      "a payment without its code",
      '  const { subject, digest } = await useConfirmation(ctx, confirmacion, "order.pay");',
      `  const [{ subject, digest }] = await ctx.tx.$queryRaw<{ subject: string; digest: string }[]>\`SELECT subject, digest FROM confirmation WHERE id = \${confirmacion}::uuid\`;`,
    ],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/settle.ts", suite: [...payment, "tests/batches/fences.test.ts"] },
    ["a worker that lost the order", "if (order.fence !== held.fence) throw new FenceLost();", ""],
    ["a debit sent without asking", "sentBefore ? await status() : await debit()", "await debit()"],
    [
      "a debit not marked as sent",
      'await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "SENT", sentAt: ctx.now } });',
      "",
    ],
    [
      "an order that is settled is claimed",
      'if (order.status !== "PAYING" && order.status !== "IN_VERIFICATION") return null;',
      "",
    ],
    [
      "doubt is refusal",
      'else await doubt(ctx, order, payment, outcome.kind === "unknown" ? outcome.detail : outcome.kind);',
      "else await refuse(ctx, order, payment, outcome.kind);",
    ],
    [
      "doubt is success",
      'else await doubt(ctx, order, payment, outcome.kind === "unknown" ? outcome.detail : outcome.kind);',
      'else await confirm(ctx, order, payment, "");',
    ],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/settle.ts", suite: verdicts },
    ["a verdict that is asked about", "  if (verdict) {", "  if (verdict && order.id < 0n) {"],
    [
      "an answer that overrules a verdict",
      "  if (verdict) await endByVerdict",
      "  if (verdict && order.id < 0n) await endByVerdict",
    ],
    ["a debit sent long after", "Date.now() - began < askingMs / 2", "began > 0"],
    ["a contradiction unsaid", "  if (agrees) return;", "  if (agrees || reference) return;"],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/doubt.ts", suite: verdicts },
    ["a debit sent while two decide", "  if (await isBeingDecided(ctx, order.number)) return false;", ""],
    [
      "not debited, and still on its way",
      "if (!verdict.debited) refuseWhileArriving(arrivesUntil, now);",
      "if (arrivesUntil > now && now > arrivesUntil)",
    ],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/page.ts", suite: process },
    [
      "a page of a worker that lost the lot",
      `AND status = 'IN_PROCESS' AND fence = \${held.fence} FOR`,
      "AND status = 'IN_PROCESS' FOR",
    ],
    ["a page posted again", 'assert(entry !== null, "a page is posted once");', "if (entry === null) return;"],
    ["two cards for one person", "ON CONFLICT (product_id, document) DO NOTHING`", "`"],
    [
      "a card for who has one",
      "DELETE FROM card_request r USING card c\n     WHERE",
      "DELETE FROM card_request r USING card c\n     WHERE false AND",
    ],
  ),
  ...all(
    { kind: "fence", file: "lib/batches/process.ts", suite: [...process, "tests/batches/ends.test.ts"] },
    ["an end by a worker that lost the lot", 'status: "IN_PROCESS", fence: held.fence }', 'status: "IN_PROCESS" }'],
    [
      "a fence that stands still",
      "UPDATE batch b SET fence = b.fence + 1 FROM",
      "UPDATE batch b SET fence = b.fence FROM",
    ],
    ["an unknown page is done", 'if (outcome.kind !== "done") {', 'if (outcome.kind === "notFound") {'],
    ["a lot that is not in process", "AND b.status = 'IN_PROCESS' AND p.tenant_id", "AND p.tenant_id"],
    ["an order done before its lots", 'if (lots.some((lot) => lot.status === "IN_PROCESS")) return;', ""],
  ),
  ...all(
    { kind: "tries", file: "lib/orders/mail.ts", suite: ["tests/orders/mail.test.ts"] },
    ["a code that is used goes out", "AND c.used_at IS NULL AND c.voided_at", "AND c.voided_at"],
    ["a code that is void goes out", "AND c.voided_at IS NULL AND c.expires_at", "AND c.expires_at"],
    ["a code too old goes out", ` AND c.expires_at > \${ctx.now}\n`, "\n"],
    ["a code to who is inactive", "AND m.status = 'ACTIVE' AND u.status = 'ACTIVE'`", "`"],
  ),
];

export const lotAndOrderMutants: readonly CodeMutant[] = [...statements, ...lots, ...uploads, ...orders];
