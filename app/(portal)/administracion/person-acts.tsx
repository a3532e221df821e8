import "server-only";
import { PersonAct, type PressedAct } from "@/components/people/person-act";
import type { FormAction } from "@/components/ui/form";
import type { CompanyContext } from "@/lib/context";
import type { DomainError } from "@/lib/errors";
import { asksOf } from "@/lib/people/acts";
import { findPossible } from "@/lib/people/queries";
import type { Member } from "@/lib/people/store";
import { refusalSentence } from "@/lib/words";
import { actorPasskey } from "../passkey";

/** The sentence of what keeps the person who looks from doing something. */
export const sentenceOf = ({ company, actor }: CompanyContext, why: DomainError): string =>
  refusalSentence(why, { currency: "COP", timeZone: company.timeZone, language: actor.user.language });

/** The presses by which the person who looks acts on somebody; what keeps them from it is said instead. */
export async function personActs(
  ctx: CompanyContext,
  member: Member,
  actions: Partial<Record<PressedAct, FormAction>>,
): Promise<{ presses: React.ReactNode[]; why: string | null }> {
  const wanted = Object.keys(actions) as PressedAct[];
  const possible = await findPossible(ctx, member, wanted);
  const askPasskey = await actorPasskey(ctx);
  const open = wanted.filter((act) => possible[act]?.seen !== undefined);
  const refused = Object.values(possible).find(({ why }) => why)?.why;
  const presses = open.flatMap((act) => {
    const action = actions[act];
    return action
      ? [
          <PersonAct
            key={act}
            act={act}
            verb={asksOf[act]}
            company={ctx.company.code}
            person={{ username: member.username, name: member.name }}
            action={action}
            askPasskey={askPasskey}
            seen={possible[act]?.seen}
          />,
        ]
      : [];
  });
  return { presses, why: open.length === 0 && refused ? sentenceOf(ctx, refused) : null };
}
