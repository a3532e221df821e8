import { useTranslations } from "next-intl";
import { useFlagWords } from "@/components/profiles/flag-words";
import { classNames } from "@/components/ui/class-names";
import { catalog, type Flag, groups, type Service, serviceWord } from "@/lib/catalog";
import { type Grants, servicesOf } from "@/lib/profiles/rules";

type Props = {
  grants: Grants;
  /** What of it was not there before. */
  before?: Grants;
  /** How its flags are marked. */
  tone?: "plain" | "in" | "out";
};

const looks = {
  plain: "border-line bg-sunken",
  in: "border-transparent bg-in-soft text-in",
  out: "border-transparent bg-out-soft text-out line-through",
};

/** What grants let people do, in words: group by group, service by service. */
export function GrantList({ grants, before, tone = "plain" }: Props) {
  const t = useTranslations("profiles.review");
  const names = useTranslations("access");
  const words = useFlagWords();
  const held = servicesOf(grants);
  const isNew = (service: Service, flag: Flag) => before !== undefined && !before[service]?.includes(flag);
  return (
    <div className="grid gap-4">
      {groups.map((group) => {
        const services = held.filter((service) => catalog[service].group === group);
        if (services.length === 0) return null;
        return (
          <div key={group}>
            <p className="text-xs font-medium tracking-wide text-ink-soft uppercase">{names(`groups.${group}`)}</p>
            <dl className="mt-1 divide-y">
              {services.map((service) => (
                <div key={service} className="gap-x-6 py-1.5 sm:grid sm:grid-cols-[14rem_1fr]">
                  <dt className="text-sm font-medium">{names(`services.${serviceWord(service)}`)}</dt>
                  <dd className="mt-1 flex flex-wrap gap-1.5 sm:mt-0">
                    {grants[service]?.map((flag) => (
                      <span
                        key={flag}
                        className={classNames(
                          "rounded-full border px-2 py-px text-xs",
                          looks[isNew(service, flag) ? "in" : tone],
                        )}
                      >
                        {words(flag)}
                        {isNew(service, flag) && <span className="font-semibold"> · {t("isNew")}</span>}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        );
      })}
    </div>
  );
}
