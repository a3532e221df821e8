import { cookies, headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { signInAgainAction } from "@/app/(public)/ingresar/actions";
import { OwnBrokers } from "@/components/brokers/own-brokers";
import { OfflineBar } from "@/components/live/offline-bar";
import { SessionGuard } from "@/components/session/session-guard";
import { AppShell } from "@/components/shell/app-shell";
import type { Area } from "@/components/shell/area-rail";
import { Bell } from "@/components/shell/bell";
import { FreshPage } from "@/components/shell/fresh-page";
import { KeptPages } from "@/components/shell/kept-pages";
import { NumberGuard } from "@/components/shell/number-guard";
import { Preferences } from "@/components/shell/preferences";
import { ProductSwitcher } from "@/components/shell/product-switcher";
import { PulseProvider } from "@/components/shell/pulse";
import { railCookie, railFolded } from "@/components/shell/rail-cookie";
import { SearchButton } from "@/components/shell/search-button";
import { SupportKnown } from "@/components/shell/support-known";
import { ToldOnce } from "@/components/shell/told-once";
import { Drafts } from "@/components/ui/drafts";
import { Icon } from "@/components/ui/icon";
import { panelItemClasses } from "@/components/ui/popover";
import { isOfHouse } from "@/lib/catalog";
import { listDrafts } from "@/lib/drafts/queries";
import { draftPlace } from "@/lib/drafts/rules";
import { helpPlaces } from "@/lib/home/rules";
import { readShell } from "@/lib/home/shell";
import { readSupport } from "@/lib/parameters/queries";
import { noticeText } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { preferences } from "@/lib/web/preferences";
import { readIfSignedIn } from "@/lib/web/session";
import { keepPreferencesAction } from "./actions";

const helpIcons = { companyData: "company", messages: "mail", guides: "info", downloads: "download" } as const;

/** The frame around the pages behind the session. It asks nothing: each page is a door of its own. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("portal");
  const [path = "", search = ""] = (await headers()).get("x-contrafirma-path")?.split("?") ?? [];
  const folded = (await cookies()).get(railCookie)?.value === railFolded;
  const own = await readIfSignedIn(async (ctx) => ({
    person: ctx.user,
    shell: await readShell(ctx),
    drafts: await listDrafts(ctx, draftPlace(path, search)),
    support: await readSupport(ctx),
    endsInSeconds: (ctx.session.endsAt.getTime() - ctx.now.getTime()) / 1_000,
  }));
  if (!own) return children;
  const { person, drafts } = own;
  const { companies, reach, kept, desk, brokers, ...pulse } = own.shell;
  const hasProducts = companies.some((company) => company.products.length > 0);
  const areas: Area[] = [
    { label: t("areas.home"), href: paths.home, icon: "inbox", waits: true },
    ...(hasProducts ? [{ label: t("areas.cards"), href: paths.companies, icon: "card" } as const] : []),
    ...(reach.some(({ permissions }) => permissions.some(isOfHouse))
      ? [{ label: t("areas.house"), href: paths.house(), icon: "shield" } as const]
      : []),
    ...(brokers.length > 0
      ? [{ label: t("areas.brokers"), href: paths.brokerHome(), within: paths.brokerArea, icon: "brokers" } as const]
      : []),
    ...(desk.length > 0 ? [{ label: t("areas.operator"), href: paths.operator, icon: "company" } as const] : []),
  ];
  return (
    <SupportKnown value={own.support}>
      <PulseProvider first={pulse}>
        <KeptPages first={kept} reach={reach}>
          <OwnBrokers value={brokers}>
            <AppShell
              home={paths.home}
              areas={areas}
              folded={folded}
              switcher={<ProductSwitcher companies={companies} />}
              tools={
                <>
                  <SearchButton />
                  <Bell />
                </>
              }
              person={{
                name: person.name,
                detail: person.username,
                links: [
                  { label: t("settings"), href: paths.user(), icon: "settings" },
                  ...helpPlaces
                    .filter(({ asks }) => reach.some(({ permissions }) => permissions.includes(asks)))
                    .map(({ name, path }) => ({ label: t(name), href: path, icon: helpIcons[name] })),
                ],
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
              <ToldOnce />
              <NumberGuard text={await noticeText("numberUnasked")} />
              <SessionGuard username={person.username} endsInSeconds={own.endsInSeconds} signIn={signInAgainAction}>
                <Drafts href={paths.drafts} drafts={drafts}>
                  {children}
                </Drafts>
              </SessionGuard>
              <OfflineBar />
            </AppShell>
          </OwnBrokers>
        </KeptPages>
      </PulseProvider>
    </SupportKnown>
  );
}
