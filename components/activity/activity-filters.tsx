import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import type { Filter } from "@/components/ui/filter-chips";
import { ListTools } from "@/components/ui/list-tools";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import {
  type ActivitySearch,
  type ActivityService,
  activityServices,
  actWord,
  isTeamAct,
  teamServices,
} from "@/lib/activity/schema";
import { serviceWord } from "@/lib/catalog";
import { dayInWords, languageOf } from "@/lib/messages/language";
import { paths } from "@/lib/web/paths";

type Props = {
  search: ActivitySearch;
  /** What the address asks now, by name; the company first. */
  query: Record<string, string | undefined>;
  /** What the list is exported to. */
  exports: React.ReactNode;
  /** The list's own address. */
  href: string;
  /** Of a broker: whom it was done to is asked besides, and services are groups of acts. */
  ofTeam?: boolean;
};

const results = ["done", "refused"] as const;

/** Usuario, servicio, fechas, resultado: what was asked stands in the address, so that it can be kept and sent to others. */
export function ActivityFilters({ search, query, exports, href, ofTeam = false }: Props) {
  const language = languageOf(useLocale());
  const t = useTranslations("activity");
  const services = useTranslations("access.services");
  const team = useTranslations("teamhistory");
  const { person, whom, service, result, from, to } = search;
  const names = ofTeam
    ? { person: team("who"), service: team("what"), anyService: team("anyAct") }
    : { person: t("person"), service: t("service"), anyService: t("anyService") };
  const serviceName = (one: ActivityService) => {
    if (one === "operador") return t("operatorService");
    return isTeamAct(one) ? team(`acts.${actWord(one)}`) : services(serviceWord(one));
  };
  const without = (name: string) => paths.withQuery(href, { ...query, [name]: undefined });
  const chosen: Filter[] = [
    ...(person ? [{ label: names.person, chosen: { label: person, without: without("persona") } }] : []),
    ...(whom ? [{ label: team("whom"), chosen: { label: whom, without: without("usuario") } }] : []),
    ...(service
      ? [{ label: names.service, chosen: { label: serviceName(service), without: without("servicio") } }]
      : []),
    ...(result
      ? [{ label: t("result"), chosen: { label: t(`results.${result}`), without: without("resultado") } }]
      : []),
    ...(from ? [{ label: t("from"), chosen: { label: dayInWords(from, language), without: without("desde") } }] : []),
    ...(to ? [{ label: t("to"), chosen: { label: dayInWords(to, language), without: without("hasta") } }] : []),
  ];
  const { empresa, ver } = query;
  // Of a team there is one criterion more: two whole rows instead of one and a button.
  const wide = ofTeam ? "w-full sm:w-64" : "w-full sm:w-36";
  return (
    <>
      <Form
        action={href}
        className="mb-3 flex flex-wrap items-end gap-3 print:hidden"
        aria-label={t("filters")}
        scroll={false}
        prefetch={false}
      >
        <TextField
          key={`person-${person}`}
          label={names.person}
          name="persona"
          defaultValue={person ?? ""}
          placeholder={ofTeam ? team("byUsername") : undefined}
          maxLength={60}
          autoCapitalize="none"
          spellCheck={false}
          className={wide}
        />
        {ofTeam && (
          <TextField
            key={`whom-${whom}`}
            label={team("whom")}
            name="usuario"
            defaultValue={whom ?? ""}
            placeholder={team("byUsername")}
            maxLength={60}
            autoCapitalize="none"
            spellCheck={false}
            className={wide}
          />
        )}
        <Select
          key={`service-${service}`}
          label={names.service}
          name="servicio"
          defaultValue={service ?? ""}
          choices={[
            { value: "", label: names.anyService },
            ...(ofTeam ? teamServices : activityServices).map((value) => ({ value, label: serviceName(value) })),
          ]}
          className={ofTeam ? "w-full sm:w-72" : "w-full sm:w-52"}
        />
        <DateRange
          key={`days-${from}-${to}`}
          from={{ label: t("from"), name: "desde", defaultValue: from ?? undefined }}
          to={{ label: t("to"), name: "hasta", defaultValue: to ?? undefined }}
          className="w-full sm:w-84"
        />
        <Select
          key={`result-${result}`}
          label={t("result")}
          name="resultado"
          defaultValue={result ?? ""}
          choices={[
            { value: "", label: t("anyResult") },
            ...results.map((value) => ({ value, label: t(`results.${value}`) })),
          ]}
          className="min-w-0 flex-1 sm:w-32 sm:flex-none"
        />
        {Object.entries({ empresa, ver }).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Button type="submit" icon="search">
          {t("find")}
        </Button>
      </Form>
      <ListTools filters={chosen} clear={paths.withQuery(href, { empresa, ver })} end={exports} />
    </>
  );
}
