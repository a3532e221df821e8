import "server-only";
import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import type { CompanyContext } from "@/lib/context";
import type { At } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { peopleList } from "./people-page";

/** Consulta de Token, which stands at two addresses. */
export async function tokenList(ctx: CompanyContext, at: At) {
  const t = await getTranslations("people.list");
  const title = (await getTranslations("access.menu"))("tokenList");
  const { company } = ctx;
  return (
    <HouseFrame company={company} part="security" title={title} intro={t("tokenListIntro")}>
      {await peopleList(ctx, at, { kind: "tokenList", address: paths.tokenList(company.code), caption: title })}
    </HouseFrame>
  );
}
