import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { InquiryList } from "@/components/operator/inquiry-list";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import { deskTimeZone } from "@/lib/operator/rules";
import { inquiryStates, listInquiries } from "@/lib/support/queries";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("support.desk.title");

export default operatorPage({ asks: "message.read" }, async (ctx, { search }) => {
  const t = await getTranslations("support.desk");
  const text = textWanted(search);
  const state = inquiryStates.find((one) => one === search.estado) ?? null;
  const inquiries = await listInquiries(ctx, { text, state, ...pageWanted(search) });
  const query = {
    buscar: text ?? undefined,
    estado: state ?? undefined,
    ver: inquiries.size === 10 ? undefined : String(inquiries.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.inquiries, { ...query, ...more });
  const filtered = text !== null || state !== null;
  return (
    <DeskFrame title={t("title")} intro={t("intro")} notice={await noticeOf(search)}>
      <ListFrame>
        <ListTools
          search={{
            label: t("search"),
            name: "buscar",
            value: text ?? "",
            href: paths.inquiries,
            keep: { estado: query.estado, ver: query.ver },
          }}
          filters={[
            {
              label: t("state"),
              chosen: state ? { label: t(`states.${state}`), without: here({ estado: undefined }) } : undefined,
              choices: inquiryStates.map((one) => ({
                label: t(`states.${one}`),
                href: here({ estado: one }),
                current: one === state,
              })),
            },
          ]}
          clear={paths.withQuery(paths.inquiries, { buscar: query.buscar, ver: query.ver })}
        />
        <InquiryList
          rows={inquiries.rows}
          now={ctx.now.toISOString()}
          timeZone={deskTimeZone}
          empty={
            <EmptyState icon={filtered ? "search" : "mail"} title={t(filtered ? "noMatch" : "none")}>
              {t(filtered ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
        {inquiries.total > 0 && (
          <Pager
            page={inquiries.page}
            size={inquiries.size}
            total={inquiries.total}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            numbers="es-CO"
          />
        )}
      </ListFrame>
    </DeskFrame>
  );
});
