import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/web/paths";

type Props = {
  title: string;
  intro?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  /** The pages between the desk and this one. */
  within?: readonly { label: string; href: string }[];
  notice?: string | null;
  children: ReactNode;
};

/** A page of the operator's desk: where it stands, what was just done, then the page. */
export function DeskFrame({ title, intro, badge, actions, within = [], notice, children }: Props) {
  const t = useTranslations("operator");
  return (
    <PageBody
      title={title}
      badge={badge}
      intro={intro}
      actions={actions}
      trail={<Breadcrumb entries={[{ label: t("title"), href: paths.operator }, ...within, { label: title }]} />}
    >
      {notice && (
        <Notice tone="in" className="mb-4">
          {notice}
        </Notice>
      )}
      {children}
    </PageBody>
  );
}
