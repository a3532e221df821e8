import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The theme's colours have arrived: two frames drawn and no transition under way. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    await frame();
  });
}

/**
 * What axe finds on the page, or in one part of it: each rule with the first thing that breaks it. The portal has no frames, so axe
 * runs within the page; collecting frames in a blank page of its own takes it twice the time.
 */
export async function axeFinds(page: Page, part?: string): Promise<string[]> {
  const found: string[] = [];
  for (const { id, nodes } of await violationsIn(page, part)) {
    const broken = id === "target-size" ? await stillSmall(page, nodes) : nodes;
    if (broken.length > 0) found.push(`${id}: ${broken[0]?.html}`);
  }
  return found;
}

async function violationsIn(page: Page, part?: string) {
  const builder = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(rules)
    .setLegacyMode();
  return (await (part ? builder.include(part) : builder).analyze()).violations;
}

/** What lies half under a bar at the foot of the page is small only where the page happens to stand: in its middle it counts. */
async function stillSmall<Node extends { target: unknown[] }>(page: Page, nodes: readonly Node[]): Promise<Node[]> {
  const small: Node[] = [];
  for (const node of nodes) {
    const selector = String(node.target[0]);
    await page.evaluate((css) => document.querySelector(css)?.scrollIntoView({ block: "center" }), selector);
    if ((await violationsIn(page, selector)).some(({ id }) => id === "target-size")) small.push(node);
  }
  return small;
}

/** By how many pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Which theme on a desk; the phone has the other. Each place is looked at in both themes and both widths, and half of them crosswise. */
const themesAt = (where: string): ["light" | "dark", "light" | "dark"] =>
  [...where].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 2 === 0 ? ["light", "dark"] : ["dark", "light"];

/**
 * axe finds nothing, in both themes, on a desk and on a phone; and nothing makes the page wider than the screen, a narrow one
 * included. Under a dialog the page is out of reach and dimmed on purpose: the dialog is what is read.
 */
export async function findsNothing(page: Page, where: string): Promise<void> {
  const [desk, phone] = themesAt(where);
  for (const [width, colorScheme] of [
    [1280, desk],
    [390, phone],
    [320, null],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    if (colorScheme) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page);
      const dialogs = "[role=dialog], [role=alertdialog]";
      const part = (await page.locator(dialogs).count()) > 0 ? dialogs : undefined;
      expect(await axeFinds(page, part), `${where}, ${width} px, ${colorScheme}`).toEqual([]);
    }
    await settled(page);
    expect(await overflowOf(page), `${where} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
