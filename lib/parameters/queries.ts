import { database, type Tx } from "@/lib/db";
import type { Country } from "@/lib/generated/prisma/enums";
import {
  type FeeProposal,
  type ParameterName,
  type Parameters,
  parameterDefaults,
  parameterNames,
  proposalOf,
} from "@/lib/parameters/rules";

type Reader = Pick<Tx, "parameter">;

/** What holds now; what was never set holds as it does from the beginning. */
export async function readParameters({ tx }: { tx: Reader }): Promise<Parameters> {
  const rows = await tx.parameter.findMany({ select: { name: true, value: true } });
  const kept = new Map(rows.map(({ name, value }) => [name, value]));
  return Object.fromEntries(parameterNames.map((name) => [name, kept.get(name) ?? parameterDefaults[name]])) as Record<
    ParameterName,
    string
  >;
}

/** What a new product of a country is proposed. */
export async function readFeeProposal(ctx: { tx: Reader }, country: Country): Promise<FeeProposal> {
  return proposalOf(await readParameters(ctx), country);
}

/** How many hours an invitation lives from when it is mailed. */
export async function readInvitationHours(): Promise<number> {
  return Number((await readParameters({ tx: database() })).invitationHours);
}

/** Where whoever needs help writes or calls; null where nothing is told. */
export type Support = { mail: string | null; phone: string | null };

/** For pages outside any company too. */
export async function readSupport(ctx: { tx: Reader } = { tx: database() }): Promise<Support> {
  const { supportMail, supportPhone } = await readParameters(ctx);
  return { mail: supportMail || null, phone: supportPhone || null };
}
