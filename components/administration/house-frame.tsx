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
  badge?: ReactNode;
  actions?: ReactNode;
  /** The part of the menu it stands in: "Usuarios", "Productos", "Seguridad". */
  part?: "users" | "products" | "security";
  /** The pages between the menu and this one. */
  within?: readonly { label: string; href: string }[];
  notice?: string | null;
  children: ReactNode;
};

/** A page of a company's own house: whose, where it stands in the menu, what was just done, then the page. */
export function HouseFrame({ company, title, intro, badge, actions, part, within = [], notice, children }: Props) {
  const t = useTranslations("access.menu");
  return (
    <PageBody
      title={title}
      badge={badge}
      intro={intro}
      actions={actions}
      trail={
        <Breadcrumb
          entries={[
            ...(title === t("title") ? [] : [{ label: t("title"), href: paths.house(company.code) }]),
            ...(part ? [{ label: t(part) }] : []),
            ...within,
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
