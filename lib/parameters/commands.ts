import type { Statement } from "@/lib/approvals/confirmations";
import type { OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { readParameters } from "@/lib/parameters/queries";
import { asTyped, type ParameterName, type Parameters, parameterNames } from "@/lib/parameters/rules";

type Line = { key: string; before: string | null; after: string | null };
type Change = { name: ParameterName; before: string; after: string };

/** The parameters that would change, as they are and as they will be. Refuses parameters.same when none would. */
export async function parametersShown(
  ctx: OperatorContext,
  wanted: Parameters,
): Promise<Omit<Statement, "purpose"> & { lines: Line[] }> {
  // Two who change them at once come one after the other: what the second saw is then no longer so.
  await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('parameters'))`;
  const changes = changesOf(await readParameters(ctx), wanted);
  if (changes.length === 0) throw new DomainError("parameters.same");
  return {
    subject: changes.map(({ name }) => name).join(", "),
    shown: { changes: changes.map((change) => ({ ...change })) },
    lines: changes.map(({ name, before, after }) => ({
      key: name,
      before: asTyped(name, before),
      after: asTyped(name, after),
    })),
  };
}

/** Writes what changes, each with what it was in the trail. */
export async function changeParameters(ctx: OperatorContext, wanted: Parameters): Promise<void> {
  for (const { name, before, after } of changesOf(await readParameters(ctx), wanted)) {
    await ctx.tx.parameter.upsert({
      where: { name },
      create: { name, value: after },
      update: { value: after, changedAt: ctx.now },
    });
    await ctx.audit("parameter.changed", name, { before, after });
  }
}

const changesOf = (now: Parameters, wanted: Parameters): Change[] =>
  parameterNames.flatMap((name) =>
    now[name] === wanted[name] ? [] : [{ name, before: now[name], after: wanted[name] }],
  );
