"use client";
import { useTranslations } from "next-intl";
import { noDraft } from "@/components/ui/drafts";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { TextField } from "@/components/ui/text-field";
import type { CardCriteria as Criteria } from "@/lib/cards/schema";

type Props = {
  company: string;
  product: string;
  criteria: Criteria;
  /** The list without criteria; none while there are none. */
  clear?: string;
  rowsShown?: string;
  action: FormAction;
};

/** "Criterios de Búsqueda": posted, since a card's whole number may be among them. */
export function CardCriteria({ company, product, criteria, clear, rowsShown, action }: Props) {
  const t = useTranslations("master.criteria");
  const { order, document, lot, card } = criteria;
  const fields = [
    { name: "orden", label: t("order"), value: order, placeholder: t("orderExample") },
    { name: "documento", label: t("document"), value: document, placeholder: t("documentExample") },
    { name: "lote", label: t("lot"), value: lot, placeholder: t("lotExample") },
  ];
  return (
    <section aria-labelledby="criteria" className="mb-5">
      <h2 id="criteria" className="mb-3 text-base font-semibold">
        {t("title")}
      </h2>
      <Form
        key={[order, document, lot, card].join("|")}
        action={action}
        label={t("title")}
        draft={noDraft}
        className="flex flex-wrap items-start gap-3"
      >
        <input type="hidden" name="empresa" value={company} />
        <input type="hidden" name="producto" value={product} />
        {rowsShown && <input type="hidden" name="ver" value={rowsShown} />}
        {fields.map(({ name, label, value, placeholder }) => (
          <TextField
            key={name}
            name={name}
            label={label}
            defaultValue={value ?? ""}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            className="min-w-36 flex-1 sm:max-w-48"
          />
        ))}
        <TextField
          name="numeroTarjeta"
          label={t("card")}
          description={t("cardHelp")}
          defaultValue={card ?? ""}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          data-secret=""
          className="min-w-full flex-1 sm:max-w-72 sm:min-w-56"
        />
        <div className="flex gap-2 sm:pt-6.5">
          <SubmitButton icon="search">{t("find")}</SubmitButton>
          {clear && <LinkButton href={clear}>{t("clear")}</LinkButton>}
        </div>
      </Form>
    </section>
  );
}
