"use client";
import { type ComponentType, type RefObject, useEffect, useState, useSyncExternalStore } from "react";

const arrived = new WeakMap<object, unknown>();
const never = () => () => undefined;

/**
 * A richer control in place of the browser's own, once it has arrived: null until then, for ever on a device of fingers (whose own
 * control is the better one), and for as long as the plain one has the focus. So a page is whole before our script is, and what only
 * some pages need weighs on none of the others. `load` stands outside of the component.
 */
export function useLater<Props>(
  load: () => Promise<ComponentType<Props>>,
  plain: RefObject<HTMLElement | null>,
): ComponentType<Props> | null {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [Rich, setRich] = useState<ComponentType<Props> | null>(() =>
    hydrated ? ((arrived.get(load) as ComponentType<Props> | undefined) ?? null) : null,
  );

  useEffect(() => {
    if (Rich) return;
    if (!window.matchMedia("(pointer: fine)").matches) return;
    const left = new AbortController();
    load().then(
      (loaded) => {
        arrived.set(load, loaded);
        if (left.signal.aborted) return;
        const show = () => setRich(() => loaded);
        const box = plain.current;
        if (!box?.contains(document.activeElement)) return show();
        box.addEventListener("focusout", show, { once: true, signal: left.signal });
      },
      () => undefined, // it could not be fetched: the plain control stays
    );
    return () => left.abort();
  }, [load, plain, Rich]);

  return Rich;
}
