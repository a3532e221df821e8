import { all, type CodeMutant } from "@/tests/mutants/mutant";

export const instructionMutants: readonly CodeMutant[] = all(
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
