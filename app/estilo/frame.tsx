import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { ContextSwitcher } from "@/components/shell/context-switcher";
import { ProductMenu } from "@/components/shell/product-menu";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { panelItemClasses } from "@/components/ui/popover";
import { style } from "@/lib/messages/es/style";

export type Screen = keyof typeof style.screens;

export const at = (screen: Screen) => `/estilo?pantalla=${screen}`;

/** A screen inside the portal's frame, on one company and product. */
export function Frame({ screen, children }: { screen: Screen; children: ReactNode }) {
  const { areas, person, company, tools } = style;
  return (
    <AppShell
      home="/estilo"
      areas={[
        { label: areas.inbox, href: "/estilo", icon: "inbox", count: "4", current: screen === "partes" },
        { label: areas.cards, href: at("carga"), icon: "card", current: screen !== "partes" },
        { label: areas.admin, href: at("firma"), icon: "shield" },
        { label: areas.brokers, href: at("ordenes"), icon: "brokers" },
      ]}
      switcher={
        <ContextSwitcher
          name={company.switcher}
          company={company.name}
          product={company.product}
          choices={[
            { label: company.name, detail: company.product, href: at("carga"), current: true },
            { label: company.other, detail: company.otherProduct, href: at("ordenes") },
          ]}
          all={{ label: company.all, href: "/estilo" }}
        />
      }
      tools={
        <>
          <IconButton name={tools.find} icon="search" />
          <IconButton name={tools.bell} icon="bell" />
        </>
      }
      person={{
        name: person.name,
        detail: person.detail,
        links: [
          { label: person.settings, href: "/estilo", icon: "settings" },
          { label: person.help, href: at("lote"), icon: "info" },
        ],
        leave: (
          <form>
            <button type="submit" className={panelItemClasses}>
              <Icon name="leave" className="text-ink-soft" />
              {person.leave}
            </button>
          </form>
        ),
      }}
    >
      {screen !== "partes" && <SampleMenu screen={screen} />}
      {children}
    </AppShell>
  );
}

function SampleMenu({ screen }: { screen: Screen }) {
  const { menu } = style;
  return (
    <ProductMenu
      items={[
        { label: menu.companies, href: "/estilo" },
        {
          label: menu.batches,
          current: screen !== "ordenes",
          entries: [
            { label: menu.load, href: at("carga"), current: screen === "carga" },
            { label: menu.authorize, href: at("firma"), current: screen === "firma" },
          ],
        },
        {
          label: menu.queries,
          current: screen === "ordenes",
          entries: [
            { label: menu.orders, href: at("ordenes"), current: screen === "ordenes" },
            { label: menu.balances, href: at("recibo") },
            { label: menu.movements, href: at("lote") },
          ],
        },
        { label: menu.services, entries: [{ label: menu.master, href: at("ingreso") }] },
        { label: menu.reports, href: at("partes") },
      ]}
    />
  );
}
