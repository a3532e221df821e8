import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { FreshPage } from "@/components/shell/fresh-page";
import { Preferences } from "@/components/shell/preferences";
import { ProductSwitcher } from "@/components/shell/product-switcher";
import { Drafts } from "@/components/ui/drafts";
import { Icon } from "@/components/ui/icon";
import { panelItemClasses } from "@/components/ui/popover";
import { listOwnCompanies } from "@/lib/companies/queries";
import { listDrafts } from "@/lib/drafts/queries";
import { paths } from "@/lib/web/paths";
import { preferences } from "@/lib/web/preferences";
import { readIfSignedIn } from "@/lib/web/session";
import { keepPreferencesAction } from "./actions";

/** The frame around the pages behind the session. It asks nothing: each page is a door of its own. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("portal");
  const path = (await headers()).get("x-contrafirma-path")?.split("?")[0] ?? "";
  const own = await readIfSignedIn(async (ctx) => ({
    person: ctx.user,
    companies: await listOwnCompanies(ctx),
    drafts: await listDrafts(ctx, path),
  }));
  if (!own) return children;
  const { person, companies, drafts } = own;
  return (
    <AppShell
      home={paths.home}
      areas={[{ label: t("areas.cards"), href: paths.home, icon: "card", current: true }]}
      switcher={<ProductSwitcher companies={companies.map(({ code, name, products }) => ({ code, name, products }))} />}
      person={{
        name: person.name,
        detail: person.username,
        links: [],
        preferences: <Preferences action={keepPreferencesAction} chosen={await preferences()} />,
        leave: (
          <form action={paths.logout} method="post">
            <button type="submit" className={panelItemClasses}>
              <Icon name="leave" className="text-ink-soft" />
              {t("logout")}
            </button>
          </form>
        ),
      }}
    >
      <FreshPage />
      <Drafts href={paths.drafts} drafts={drafts}>
        {children}
      </Drafts>
    </AppShell>
  );
}
