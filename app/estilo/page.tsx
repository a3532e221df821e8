import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { PublicShell } from "@/components/shell/public-shell";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Receipt } from "@/components/ui/receipt";
import { style } from "@/lib/messages/es/style";
import { publicPage } from "@/lib/web/doors";
import { BatchScreen } from "./batch-screen";
import { at, Frame, type Screen } from "./frame";
import { OrdersScreen } from "./orders-screen";
import { PartsScreen } from "./parts-screen";
import { now, timeZone } from "./sample";
import { LoginForm } from "./sample-forms";
import { SigningScreen } from "./signing-screen";
import { TrayScreen } from "./tray-screen";
import { TreeScreen } from "./tree-screen";

const { login, receipt, company, signing, screens } = style;

/** The style guide: parts, and screens made of them. Exists only where STYLE_GUIDE is set. */
export default publicPage(async ({ search }) => {
  if (process.env.STYLE_GUIDE !== "1") notFound();
  const { pantalla } = search;
  const screen: Screen =
    typeof pantalla === "string" && Object.hasOwn(screens, pantalla) ? (pantalla as Screen) : "partes";
  if (screen === "ingreso") return <LoginScreen />;
  return <Frame screen={screen}>{bodies[screen]()}</Frame>;
});

const bodies: Record<Exclude<Screen, "ingreso">, () => ReactNode> = {
  partes: () => <PartsScreen />,
  carga: () => <TrayScreen />,
  lote: () => <BatchScreen />,
  firma: () => <SigningScreen />,
  ordenes: () => <OrdersScreen />,
  recibo: () => <ReceiptScreen />,
  arbol: () => <TreeScreen />,
};

function LoginScreen() {
  return (
    <PublicShell title={login.title} intro={login.intro} foot={login.foot}>
      <LoginForm />
      <p className="mt-4 text-center">
        <Link href="/estilo" className="text-primary underline underline-offset-2">
          {login.forgot}
        </Link>
      </p>
    </PublicShell>
  );
}

function ReceiptScreen() {
  return (
    <PageBody title={screens.recibo}>
      <Receipt
        title={receipt.title}
        printable
        reference="CF-7K2M-90QX"
        foot={signing.words}
        actions={<LinkButton href={at("ordenes")}>{receipt.go}</LinkButton>}
        items={[
          { label: receipt.batch, value: "L-2026-000128" },
          { label: receipt.company, value: company.name },
          { label: receipt.signer, value: signing.signer },
          { label: receipt.when, value: <DateTime at="2026-11-21T19:32:00Z" now={now} timeZone={timeZone} /> },
          { label: receipt.total, value: <Money cents="1284537500" currency="COP" />, total: true },
        ]}
      >
        {receipt.text}
      </Receipt>
    </PageBody>
  );
}
