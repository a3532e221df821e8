import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { DateTime } from "@/components/ui/date-time";
import { Icon, type IconName } from "@/components/ui/icon";
import { type Tone, toneClasses } from "@/components/ui/tone";
import type { WaitingKind } from "@/lib/home/rules";
import { paths } from "@/lib/web/paths";

/** What waits of one kind on one product, where it stands and since when. */
export type WaitingItem = {
  kind: WaitingKind;
  count: number;
  oldest: string;
  since: Date;
  company: { code: string; name: string };
  product: { code: string; name: string };
  timeZone: string;
};

const looks: Record<WaitingKind, { tone: Tone; icon: IconName }> = {
  sign: { tone: "amber", icon: "sign" },
  pay: { tone: "amber", icon: "pay" },
  paymentFailed: { tone: "out", icon: "alert" },
  confirm: { tone: "amber", icon: "list" },
  faults: { tone: "out", icon: "warning" },
  verification: { tone: "plain", icon: "clock" },
};

/** Where the list stands in which it waits. */
function listOf({ kind, company, product }: WaitingItem): string {
  const at = { company, product };
  if (kind === "sign") return paths.authorization(at);
  if (kind === "pay") return paths.ordersIn(at, "AUTHORIZED");
  if (kind === "paymentFailed") return paths.ordersIn(at, "PAYMENT_FAILED");
  if (kind === "verification") return paths.ordersIn(at, "IN_VERIFICATION");
  return paths.uploadedIn(at, kind === "faults" ? "INVALID" : "VALID");
}

const isOrder = (kind: WaitingKind) => kind === "pay" || kind === "paymentFailed" || kind === "verification";

/** What waits for this person, a line a kind and product: how much, where, and the one that waits longest. */
export function WaitingList({
  items,
  now,
  oneProduct,
}: {
  items: readonly WaitingItem[];
  now: Date;
  oneProduct?: boolean;
}) {
  return (
    <ul className="divide-y rounded-md border bg-surface">
      {items.map((item) => (
        <li key={`${item.kind} ${item.product.code}`}>
          <Item item={item} now={now} oneProduct={oneProduct} />
        </li>
      ))}
    </ul>
  );
}

function Item({ item, now, oneProduct }: { item: WaitingItem; now: Date; oneProduct?: boolean }) {
  const t = useTranslations("home.waiting");
  const { kind, count, company, product, oldest } = item;
  const { tone, icon } = looks[kind];
  const at = { company, product };
  return (
    <div className="relative flex items-start gap-3 px-4 py-3 hover:bg-sunken">
      <span
        className={classNames("mt-0.5 grid size-8 shrink-0 place-items-center rounded-md border", toneClasses[tone])}
      >
        <Icon name={icon} />
      </span>
      <div className="min-w-0 flex-1 sm:flex sm:items-start sm:justify-between sm:gap-6">
        <div className="min-w-0">
          <Link prefetch={false} href={listOf(item)} className="font-medium after:absolute after:inset-0">
            {t(kind, { count })}
          </Link>
          {!oneProduct && (
            <p className="text-xs text-ink-soft">{t("where", { product: product.name, company: company.name })}</p>
          )}
          {kind === "verification" && <p className="text-xs text-ink-soft">{t("verificationNote")}</p>}
        </div>
        <p className="text-xs text-ink-soft sm:pt-0.5 sm:text-end">
          <Link
            prefetch={false}
            href={isOrder(kind) ? paths.order(at, oldest) : paths.batch(at, oldest)}
            className="relative z-10 inline-block py-0.5 tabular-nums underline decoration-ink-faint underline-offset-2 hover:text-primary hover:decoration-current"
          >
            {t("oldest", { count, number: oldest })}
          </Link>
          <span className="block">
            {t("since")} <DateTime at={item.since.toISOString()} now={now.toISOString()} timeZone={item.timeZone} />
          </span>
        </p>
      </div>
    </div>
  );
}
