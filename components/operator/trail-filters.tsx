import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import { ListTools } from "@/components/ui/list-tools";
import type { TrailSearch } from "@/lib/audit/queries";
import { dayInWords, languageOf } from "@/lib/messages/language";
import { paths } from "@/lib/web/paths";

type Props = {
  href: string;
  search: TrailSearch;
  /** What the address asks now, by name. */
  query: Record<string, string | undefined>;
};

const results = ["done", "refused"] as const;

/** Days, result and text that the trail is searched by; all of it in the address. */
export function TrailFilters({ href, search: { from, to, result, text }, query }: Props) {
  const language = languageOf(useLocale());
  const t = useTranslations("trail");
  const here = (more: Record<string, string | undefined>) => paths.withQuery(href, { ...query, ...more });
  const { desde: _from, hasta: _to, ...rest } = query;
  return (
    <>
      <Form
        action={href}
        className="mb-3 flex flex-wrap items-end gap-3"
        aria-label={t("days")}
        scroll={false}
        prefetch={false}
      >
        <DateRange
          key={`days-${from}-${to}`}
          from={{ label: t("from"), name: "desde", defaultValue: from ?? undefined }}
          to={{ label: t("to"), name: "hasta", defaultValue: to ?? undefined }}
          className="w-full sm:w-84"
        />
        {Object.entries(rest).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Button type="submit" icon="search">
          {t("find")}
        </Button>
      </Form>
      <ListTools
        search={{
          label: t("search"),
          name: "buscar",
          value: text ?? "",
          href,
          keep: { ...query, buscar: undefined },
        }}
        filters={[
          {
            label: t("result"),
            chosen: result ? { label: t(`results.${result}`), without: here({ resultado: undefined }) } : undefined,
            choices: results.map((one) => ({
              label: t(`results.${one}`),
              href: here({ resultado: one }),
              current: one === result,
            })),
          },
          ...(from
            ? [{ label: t("from"), chosen: { label: dayInWords(from, language), without: here({ desde: undefined }) } }]
            : []),
          ...(to
            ? [{ label: t("to"), chosen: { label: dayInWords(to, language), without: here({ hasta: undefined }) } }]
            : []),
        ]}
        clear={paths.withQuery(href, { buscar: query.buscar, ver: query.ver })}
      />
    </>
  );
}
