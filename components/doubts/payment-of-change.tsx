import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import type { Currency } from "@/lib/money";
import type { Picture } from "@/lib/operator/rules";
import { paths } from "@/lib/web/paths";

/** What a change in doubt is about, for whoever decides it: how much, from which account, and where everything about it stands. */
export function PaymentOfChange({ company, order, picture }: { company: string; order: string; picture: Picture }) {
  const t = useTranslations("doubts.page");
  const { reference = "", total = "0", currency, account, asks } = picture;
  const kind = useTranslations("doubts.instruction.asks");
  const ofLot = account === undefined;
  return (
    <div className="mt-4 rounded-md border bg-surface px-5 py-4">
      <DescriptionList
        figures
        items={[
          { label: asks ? kind(asks as "FUND") : ofLot ? t("lot") : t("order"), value: order },
          { label: t("reference"), value: reference },
          ...(account ? [{ label: t("account"), value: t("accountTail", { tail: account }) }] : []),
          ...(total
            ? [
                {
                  label: ofLot ? t("lotTotal") : t("total"),
                  value: <Money cents={total} currency={currency as Currency} />,
                  total: true,
                },
              ]
            : []),
        ]}
      />
      <LinkButton href={paths.doubt(company, order)} icon="detail" className="mt-3">
        {t("toDoubt")}
      </LinkButton>
    </div>
  );
}
