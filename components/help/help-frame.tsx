import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HouseCompany } from "@/components/administration/house-company";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/web/paths";

type Props = {
  company: { code: string; name: string };
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  /** It stands below the list of help. */
  topic?: boolean;
  /** The pages above this one, where they are others. */
  within?: readonly { label: string; href: string }[];
  notice?: string | null;
  children: ReactNode;
};

/** A page of help, of templates or of messages: of which company, what was just done, then the page. */
export function HelpFrame({ company, title, intro, actions, topic, within = [], notice, children }: Props) {
  const t = useTranslations("guides");
  return (
    <PageBody
      title={title}
      intro={intro}
      actions={actions}
      trail={
        <Breadcrumb
          entries={[
            ...within,
            ...(topic ? [{ label: t("title"), href: paths.guides(company.code) }] : []),
            { label: title },
          ]}
        />
      }
    >
      <HouseCompany company={company} />
      {notice && (
        <Notice tone="in" className="mb-4">
          {notice}
        </Notice>
      )}
      {children}
    </PageBody>
  );
}
