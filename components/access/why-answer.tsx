import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { explain, type Facts, type Obstacle, type Question, rulesBesides } from "@/lib/access/rules";
import { actionWord, isOfProducts, serviceOf, serviceWord } from "@/lib/catalog";

type Props = {
  facts: Facts & { person: NonNullable<Facts["person"]> };
  question: Question;
  now: string;
  timeZone: string;
  /** Pages where what decides could be changed, for whoever may open them. */
  links: { profile?: string; person?: string; who: string };
};

/** One sentence: yes or no, and which fact decides; then what else would stand in the way, and what counts besides. */
export function WhyAnswer({ facts, question, now, timeZone, links }: Props) {
  const t = useTranslations("house.why");
  const say = useSentences(facts, question);
  const explained = explain(facts, question);
  const inactive = !explained.allowed && explained.decides === "membershipInactive" ? facts.membership : null;
  const besides = explained.allowed ? rulesBesides(facts, question.permission) : [];
  return (
    <section aria-label={t("answer")} className="mb-6 grid gap-3">
      <Notice tone={explained.allowed ? "in" : "amber"} title={explained.allowed ? say.yes : say.no(explained.decides)}>
        {inactive && (
          <DescriptionList
            items={[
              ...(inactive.since
                ? [
                    {
                      label: t("since"),
                      value: <DateTime at={inactive.since.toISOString()} now={now} timeZone={timeZone} />,
                    },
                  ]
                : []),
              ...(inactive.reason ? [{ label: t("reason"), value: inactive.reason }] : []),
              ...(inactive.by ? [{ label: t("by"), value: inactive.by }] : []),
            ]}
          />
        )}
        {!explained.allowed && explained.also.length > 0 && (
          <Points title={t("also")} points={explained.also.map((one) => ({ key: one, text: say.obstacle(one) }))} />
        )}
        {besides.length > 0 && (
          <Points
            title={t("besides")}
            points={besides.map((one) => ({
              key: one,
              text: t(`rules.${one}`, { count: facts.company.signaturesRequired }),
            }))}
          />
        )}
      </Notice>
      <div className="flex flex-wrap gap-2">
        {links.profile && facts.profile && (
          <LinkButton href={links.profile}>{t("seeProfile", { profile: facts.profile.name })}</LinkButton>
        )}
        {links.person && <LinkButton href={links.person}>{t("seePerson", { person: facts.person.name })}</LinkButton>}
        <LinkButton href={links.who}>{t("seeWho")}</LinkButton>
      </div>
    </section>
  );
}

function Points({ title, points }: { title: string; points: readonly { key: string; text: string }[] }) {
  return (
    <>
      <p className="mt-1.5">{title}</p>
      <ul className="mt-0.5 list-disc ps-5">
        {points.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** The sentences of a question about a person. */
function useSentences(facts: Props["facts"], { permission, channel, product }: Question) {
  const t = useTranslations("house.why");
  const words = useTranslations("access");
  const serviceName = words(`services.${serviceWord(serviceOf(permission) ?? permission)}`);
  const flag = words(`actions.${actionWord(permission)}`);
  const named = {
    person: facts.person.name,
    profile: facts.profile?.name ?? "",
    service: serviceName,
    flag,
    action: t("actionOf", { service: serviceName, action: flag }),
    channel: words(`channels.${channel}`),
    product: facts.products.find(({ code }) => code === product)?.name ?? t("noProduct"),
  };
  const obstacle = (one: Obstacle) => t(`decides.${one}`, named);
  return {
    yes: t(isOfProducts(permission) ? "yesProduct" : "yes", named),
    no: (decides: Obstacle) => t("no", { reason: obstacle(decides) }),
    obstacle,
  };
}
