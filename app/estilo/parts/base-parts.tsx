import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { style } from "@/lib/messages/es/style";
import { looks } from "../sample";
import { PendingButtons } from "../sample-forms";
import { Section, Shown, States } from "../section";

const { parts, states, tray, guide } = style;

const swatches = [
  "bg-ground",
  "bg-surface",
  "bg-sunken",
  "bg-line",
  "bg-rule",
  "bg-edge",
  "bg-ink",
  "bg-ink-soft",
  "bg-ink-faint",
  "bg-primary",
  "bg-primary-strong",
  "bg-primary-soft",
  "bg-focus",
  "bg-in",
  "bg-in-soft",
  "bg-out",
  "bg-out-soft",
  "bg-amber",
  "bg-amber-soft",
];

const sizes = ["text-xl font-semibold", "text-lg font-semibold", "text-base", "text-sm", "text-xs text-ink-soft"];

/** Colours, type, buttons and badges: what everything else is made of. */
export function BaseParts() {
  return (
    <>
      <Section name="colores">
        <ul className="grid grid-cols-4 gap-3 sm:grid-cols-8 lg:grid-cols-10">
          {swatches.map((swatch) => (
            <li key={swatch} className="text-xs text-ink-soft">
              <span className={`mb-1 block h-10 rounded-md border ${swatch}`} />
              <span className="block truncate">{swatch.slice(3)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section name="letra">
        {sizes.map((size) => (
          <p key={size} className={size}>
            {parts.phrase}
          </p>
        ))}
        <p className="mt-2 text-sm tabular-nums">0123456789 · $ 1.250.000,00 · −$ 5,00 · S/ 1,250.00</p>
      </Section>
      <Section name="botones">
        <States>
          <Shown as="plain" wide>
            <div className="flex flex-wrap gap-3">
              <Button variant="primary" icon="sign">
                {parts.primary}
              </Button>
              <Button>{parts.secondary}</Button>
              <Button variant="danger">{parts.danger}</Button>
              <Button variant="quiet">{parts.quiet}</Button>
            </div>
          </Shown>
          <Shown as="pending">
            <PendingButtons />
          </Shown>
          <Shown as="disabled">
            <div className="flex flex-wrap gap-3">
              <Button variant="primary" disabled>
                {parts.primary}
              </Button>
              <Button variant="danger" disabled>
                {parts.danger}
              </Button>
            </div>
          </Shown>
          <Shown as="links">
            <div className="flex flex-wrap gap-3">
              <LinkButton href="/estilo" icon="download">
                {parts.download}
              </LinkButton>
              <LinkButton href="/estilo" variant="quiet">
                {parts.quiet}
              </LinkButton>
            </div>
          </Shown>
          <Shown as="icons">
            <div className="flex gap-1">
              <IconButton name={tray.detail} icon="detail" />
              <IconButton name={tray.remove} icon="delete" tone="out" />
              <IconButton name={tray.confirm} icon="check" disabled />
            </div>
          </Shown>
          <Shown as="long">
            <Button wide variant="primary">
              {guide.apply}
            </Button>
          </Shown>
        </States>
      </Section>
      <Section name="estados">
        <ul className="flex flex-wrap gap-2">
          {(Object.keys(states) as (keyof typeof states)[]).map((state) => (
            <li key={state}>
              <Badge {...looks[state]}>{states[state]}</Badge>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
