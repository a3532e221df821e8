import { all, type CodeMutant } from "@/tests/mutants/mutant";

const settled = all(
  { kind: "fence", file: "lib/instructions/settle.ts", suite: ["tests/instructions/outside.test.ts"] },
  ["an end by a worker that lost the instruction", "if (instruction.fence !== held.fence) throw new FenceLost();", ""],
  [
    "what is refused stays posted",
    "    await post(ctx, instruction, reversals[kind], { debit, credit, cents });\n",
    "",
  ],
  ["sent for a suspended company", " && claimed.maySend && (await mayGoOn())", " && claimed.maySend"],
  [
    "what was told to whoever lost it",
    "if (kept.length === 0) await runAsSystem(tenantId, (ctx) => hear(ctx, claimed, answers));",
    "",
  ],
  ["begun for a suspended company", "if (!sentBefore && !(await mayBegin(ctx))) {", "if (false) {"],
  ["not asked again", 'await addJob(ctx, "settle-instruction"', 'if (false) await addJob(ctx, "settle-instruction"'],
);

const replaced = all(
  { kind: "money", file: "lib/batches/page.ts", suite: ["tests/batches/replaced.test.ts"] },
  ["money stays on a card that was replaced", 'if (held.type === "RECARGA") await moveOn(ctx, entry, moves);', ""],
  ["on the first of two that took its place", "  await moveOn(ctx, entry, onwards);\n}", "}"],
);

const seen = all(
  { kind: "digest", file: "lib/instructions/store.ts", suite: ["tests/instructions/commands.test.ts"] },
  ["another account than was seen", "account: asked.account", "account: ctx.company.bankAccount"],
);

const suite = ["tests/web/asked.test.ts"];
const numbers = [
  ...all({ kind: "secret", file: "lib/web/asked.ts", suite }, [
    "a card's number in an address",
    "!pair.some(holdsCardNumber)",
    "true",
  ]),
  ...all({ kind: "secret", file: "lib/drafts/schema.ts", suite }, [
    "a card's number in a draft",
    "!texts.some(holdsCardNumber)",
    "true",
  ]),
  ...all({ kind: "secret", file: "lib/instructions/schema.ts", suite }, [
    "a card's number in a description",
    "!holdsCardNumber(text)",
    "true",
  ]),
  ...all({ kind: "secret", file: "lib/cards/schema.ts", suite }, [
    "a card's number among documents",
    "!holdsCardNumber(text)",
    "true",
  ]),
  ...all({ kind: "secret", file: "lib/web/doors.ts", suite: ["tests/web/doors.test.ts"] }, [
    "an address as it comes",
    "answer(ctx, askedOf(request.url))",
    "answer(ctx, new URL(request.url).searchParams)",
  ]),
  ...all({ kind: "secret", file: "lib/tracing.ts", suite: ["tests/inside/traces.test.ts"] }, [
    "what an address asks in a trace",
    "spanProcessors: [withoutQueries, ",
    "spanProcessors: [",
  ]),
];

export const instructionMutants: readonly CodeMutant[] = [...settled, ...replaced, ...seen, ...numbers];
