import { useTranslations } from "next-intl";
import { InviteAgain } from "@/components/operator/invite-again";
import type { AskPasskey } from "@/components/review/review-confirmation";
import { Badge } from "@/components/ui/badge";
import type { FormAction } from "@/components/ui/form";
import type { FirstPerson } from "@/lib/operator/company-queries";

const tones = { INVITED: "amber", ACTIVE: "in", INACTIVE: "plain" } as const;

type Props = {
  tenant: string;
  people: readonly (FirstPerson & { /** Digest of their invitation, where it may be sent again. */ seen?: string })[];
  again: FormAction;
  askPasskey: AskPasskey;
};

/** Who was invited by the desk: how far they have come, and their invitation once more. */
export function FirstPeople({ tenant, people, again, askPasskey }: Props) {
  const t = useTranslations("registry.company");
  return (
    <ul className="grid gap-3">
      {people.map(({ seen, ...person }) => (
        <li key={person.username} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <p className="font-medium">{person.name}</p>
            <p className="text-sm text-ink-soft">{person.username}</p>
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <Badge tone={tones[person.status]}>{t(`peopleStates.${person.status}`)}</Badge>
            {seen && <InviteAgain action={again} askPasskey={askPasskey} tenant={tenant} person={person} seen={seen} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
