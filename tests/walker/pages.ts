import type { Permission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";
import { may } from "@/tests/walker/cast";
import { addressOf, type Step, somewhere } from "@/tests/walker/walk";

type Page = { name: string; path: string; asks: Permission | "any" | "self" };

function drawnPage({ walk, actor, draw, seen }: Step): Page | null {
  const at = { company: { code: actor.company }, product: { code: actor.product } };
  const lot = draw.pick(seen.lots)?.number;
  const order = draw.pick(seen.orders)?.number;
  const statement = draw.pick(walk.statements)?.id;
  const pages: (Page | null)[] = [
    { name: "home", path: paths.home, asks: "self" },
    { name: "companies", path: paths.companies, asks: "self" },
    { name: "news", path: paths.news, asks: "self" },
    { name: "search", path: `${paths.search}?q=${lot ?? "L-"}`, asks: "self" },
    { name: "product", path: paths.product(at), asks: "any" },
    { name: "balances", path: paths.balances(at), asks: "balance.read" },
    { name: "movements", path: paths.movements(at), asks: "movement.read" },
    { name: "masterReport", path: paths.report(at, "cuenta-maestra"), asks: "masterreport.read" },
    { name: "tray", path: paths.upload(at), asks: "batch.read" },
    { name: "authorization", path: paths.authorization(at), asks: "batch.sign" },
    { name: "progress", path: paths.progress(at), asks: "batch.read" },
    { name: "orders", path: paths.orders(at), asks: "order.read" },
    lot ? { name: "lot", path: paths.batch(at, lot), asks: "batch.read" } : null,
    order ? { name: "order", path: paths.order(at, order), asks: "order.read" } : null,
    order ? { name: "order's PDF", path: paths.orderPdf(at, order), asks: "order.pdf" } : null,
    statement ? { name: "calculated order", path: paths.calculatedOrder(at, statement), asks: "batch.sign" } : null,
  ];
  return draw.pick(pages) ?? null;
}

/** A failure of the server's that was sent inside a page: its number stands where a 404 has a word. */
const failedInside = /E\{\\?"digest\\?":\\?"\d+/;

/** Opens one of the portal's pages: never a 5xx, and nothing of a company to somebody whom it does not serve. */
export async function read(step: Step): Promise<void> {
  const { walk, actor, who, draw, mark } = step;
  const page = drawnPage(step);
  if (!page) return;
  const web = somewhere(draw);
  const from = Date.now();
  let status = 0;
  let text = "";
  try {
    const signal = AbortSignal.timeout(45_000);
    const answer = await fetch(addressOf(walk, web) + page.path, {
      redirect: "manual",
      headers: { Cookie: who.cookie },
      signal,
    });
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    text = String(error);
  }
  const shaken = walk.trouble.touched([`portal-${web}`, "database"], from, Date.now());
  const failed = status === 0 || status >= 500 || failedInside.test(text);
  walk.told.count(`page ${page.name}`, failed ? "failed" : String(status));
  if (failed && !shaken)
    walk.told.blame(`${mark}: ${page.path} at portal-${web} answered ${status}: ${text.slice(0, 200)}`);
  if (status === 200 && page.asks !== "self" && !may(actor, page.asks))
    walk.told.blame(`${mark}: ${actor.username} was shown ${page.path}`);
}
