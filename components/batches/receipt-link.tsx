import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/web/paths";

type Props = { ctx: Pick<Context, "company" | "product">; search: Record<string, string | string[] | undefined> };

/** After a signature, beside what was done: its receipt, which the address names. */
export function ReceiptLink({ ctx, search }: Props) {
  const t = useTranslations("authorization.receipt");
  const { comprobante } = search;
  if (typeof comprobante !== "string" || !/^[0-9a-f-]{36}$/.test(comprobante)) return null;
  return (
    <LinkButton href={paths.calculatedOrder(ctx, comprobante)} icon="file">
      {t("see")}
    </LinkButton>
  );
}
