import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type Props = {
  required: number;
  signed: readonly { name: string; role?: string; at: ReactNode }[];
  /** Who may still sign, with the reason when someone here cannot. */
  may: readonly { name: string; role?: string; why?: string }[];
};

/** Who has signed and who may: the right half of the signing screen. */
export function SignatureList({ required, signed, may }: Props) {
  const t = useTranslations("controls.signatures");
  return (
    <div className="grid gap-5">
      <div className="flex items-center justify-between gap-4">
        <p className="text-base font-semibold tabular-nums">{t("progress", { signed: signed.length, required })}</p>
        <div aria-hidden="true" className="flex gap-1">
          {Array.from({ length: required }, (_, index) => `${index}`).map((place) => (
            <span
              key={place}
              className={`h-1.5 w-8 rounded-full ${Number(place) < signed.length ? "bg-in" : "bg-line"}`}
            />
          ))}
        </div>
      </div>
      <section>
        <h3 className="mb-2 text-xs font-medium text-ink-soft">{t("signed")}</h3>
        {signed.length === 0 && <p className="text-sm text-ink-soft">{t("nobody")}</p>}
        <ul className="grid gap-2.5">
          {signed.map((person) => (
            <li key={person.name} className="flex gap-2.5">
              <Icon name="done" size={18} className="mt-px shrink-0 text-in" />
              <Person
                name={person.name}
                below={
                  <>
                    {person.role && `${person.role} · `}
                    {person.at}
                  </>
                }
              />
            </li>
          ))}
        </ul>
      </section>
      {may.length > 0 && (
        <section>
          <h3 className="mb-2 text-xs font-medium text-ink-soft">{t("may")}</h3>
          <ul className="grid gap-2.5">
            {may.map((person) => (
              <li key={person.name} className="flex gap-2.5">
                <Icon name={person.why ? "annul" : "waiting"} size={18} className="mt-px shrink-0 text-ink-faint" />
                <Person name={person.name} below={person.why ?? person.role} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Person({ name, below }: { name: string; below?: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{name}</p>
      {below && <p className="text-xs text-ink-soft">{below}</p>}
    </div>
  );
}
