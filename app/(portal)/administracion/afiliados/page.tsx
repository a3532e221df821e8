import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { ModifyRegistered, NewAffiliate, NewBranch } from "@/components/registers/register-forms";
import { RegisterList } from "@/components/registers/register-list";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { documentForms } from "@/lib/files/documents";
import { listAffiliates, listBranches, type RegisterStatus } from "@/lib/registers/queries";
import { documentShown } from "@/lib/registers/rules";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { textWanted } from "@/lib/web/sorting";
import { createAffiliateAction, createBranchAction, modifyAffiliateAction, modifyBranchAction } from "./actions";

export const generateMetadata = titled("house.affiliates.title");

const statuses = ["ACTIVE", "INACTIVE"] as const satisfies readonly RegisterStatus[];

export default companyPage({ asks: "affiliate.read" }, async (ctx, { search }) => {
  const t = await getTranslations("house.affiliates");
  const { company, actor } = ctx;
  const parties = search.lista === "terceros";
  const text = textWanted(search);
  const status = statuses.find((one) => one === search.estado) ?? null;
  const found = await (parties ? listAffiliates : listBranches)(ctx, { text, status, ...pageWanted(search) });
  const query = {
    empresa: company.code,
    lista: parties ? "terceros" : undefined,
    buscar: text ?? undefined,
    estado: status ?? undefined,
    ver: found.size === 10 ? undefined : String(found.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.affiliates(), { ...query, ...more });
  const narrowed = text !== null || status !== null;
  const wordsOf = narrowed
    ? (["noMatch", "noMatchText"] as const)
    : parties
      ? (["noParties", "noPartiesText"] as const)
      : (["noBranches", "noBranchesText"] as const);
  const form = { company: company.code };
  const create = parties ? (
    <NewAffiliate {...form} action={createAffiliateAction} types={Object.keys(documentForms[company.country])} />
  ) : (
    <NewBranch {...form} action={createBranchAction} />
  );
  const modify = parties
    ? ({ action: modifyAffiliateAction, keyName: "documento", longest: 120 } as const)
    : ({ action: modifyBranchAction, keyName: "codigo", longest: 60 } as const);
  return (
    <HouseFrame
      company={company}
      title={t("title")}
      intro={t("intro")}
      part="products"
      notice={await noticeOf(search)}
      actions={actor.permissions.has("affiliate.create") ? create : undefined}
    >
      <Tabs
        label={t("tabs")}
        tabs={[
          { label: t("branches"), href: paths.affiliates(company.code), current: !parties },
          { label: t("parties"), href: paths.affiliates(company.code, "terceros"), current: parties },
        ]}
      />
      <p className="mb-3 max-w-prose text-sm text-ink-soft">{t(parties ? "partiesText" : "branchesText")}</p>
      <ListFrame>
        <ListTools
          search={{
            label: t(parties ? "searchParties" : "searchBranches"),
            name: "buscar",
            value: text ?? "",
            href: paths.affiliates(),
            keep: { ...query, buscar: undefined },
          }}
          filters={[
            {
              label: t("status"),
              chosen: status ? { label: t(`statuses.${status}`), without: here({ estado: undefined }) } : undefined,
              choices: statuses.map((one) => ({
                label: t(`statuses.${one}`),
                href: here({ estado: one }),
                current: one === status,
              })),
            },
          ]}
          clear={paths.affiliates(company.code, parties ? "terceros" : undefined)}
        />
        <RegisterList
          caption={t(parties ? "parties" : "branches")}
          keyLabel={t(parties ? "document" : "code")}
          keyOf={parties ? documentShown : (code) => code}
          rows={found.rows}
          now={ctx.now.toISOString()}
          timeZone={company.timeZone}
          actions={
            actor.permissions.has("affiliate.modify")
              ? (row) => <ModifyRegistered {...form} {...modify} row={row} />
              : undefined
          }
          empty={
            <EmptyState icon={narrowed ? "search" : "inbox"} title={t(wordsOf[0])}>
              {t(wordsOf[1])}
            </EmptyState>
          }
        />
        {found.total > 0 && (
          <Pager
            page={found.page}
            size={found.size}
            total={found.total}
            href={(number, each) => here({ pagina: String(number), ver: String(each) })}
            numbers="es-CO"
          />
        )}
      </ListFrame>
    </HouseFrame>
  );
});
