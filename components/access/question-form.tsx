import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { actionWord, type Channel, catalog, channels, type Permission, services, serviceWord } from "@/lib/catalog";

/** What an address asks: each may be missing, and is what it says and no more. */
export type Asked = { person: string; permission: Permission | null; channel: Channel; product: string | null };

type Props = {
  href: string;
  company: string;
  view: "porque" | "quien" | "como";
  asked: Asked;
  products: readonly { code: string; name: string }[];
};

/** The question, in the address: who, what, through which channel, on which product. */
export function QuestionForm({ href, company, view, asked, products }: Props) {
  const t = useTranslations("house.why");
  const words = useTranslations("access");
  const actions = services.flatMap((service) =>
    catalog[service].grants.map((permission) => ({
      value: permission,
      label: t("actionOf", {
        service: words(`services.${serviceWord(service)}`),
        action: words(`actions.${actionWord(permission)}`),
      }),
    })),
  );
  return (
    <Form action={href} aria-label={t(`tab.${tabOf[view]}`)} scroll={false} prefetch={false}>
      <input type="hidden" name="empresa" value={company} />
      <input type="hidden" name="pregunta" value={view} />
      <div
        className={classNames(
          "mb-5 grid items-start gap-3 rounded-md border bg-surface px-4 py-4 sm:grid-cols-2 sm:px-5",
          columns[view],
        )}
      >
        {view !== "quien" && (
          <TextField
            key={`person-${asked.person}`}
            label={t("person")}
            description={t("personHelp")}
            name="persona"
            defaultValue={asked.person}
            maxLength={60}
            required
          />
        )}
        {view !== "como" && (
          <Combobox
            key={`action-${asked.permission}`}
            label={t("action")}
            name="accion"
            choices={actions}
            defaultValue={asked.permission ?? ""}
          />
        )}
        <Select
          key={`channel-${asked.channel}`}
          label={t("channel")}
          name="canal"
          defaultValue={asked.channel}
          choices={channels.map((channel) => ({ value: channel, label: words(`channels.${channel}`) }))}
        />
        {view !== "como" && (
          <Select
            key={`product-${asked.product}`}
            label={t("product")}
            description={t("productHelp")}
            name="producto"
            defaultValue={asked.product ?? products[0]?.code ?? ""}
            choices={products.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <div className="flex justify-end col-span-full">
          <Button type="submit" variant="primary" icon="search">
            {t("ask")}
          </Button>
        </div>
      </div>
    </Form>
  );
}

/** The longest words have the widest place. */
const columns = {
  porque: "lg:grid-cols-[3fr_5fr_4fr_4fr]",
  quien: "lg:grid-cols-[5fr_4fr_4fr]",
  como: "lg:grid-cols-[3fr_3fr_2fr]",
} as const;

const tabOf = { porque: "why", quien: "who", como: "as" } as const;
