import { expect, test } from "vitest";
import { activity } from "@/lib/messages/es/activity";
import { deskEventName } from "@/lib/operator/rules";

const { registry, change } = activity.events;
const acts = [
  ...Object.keys(registry).map((name) => `registry.${name}`),
  ...Object.keys(change).map((name) => `change.${name}`),
].filter((event) => event !== "registry.looked");

test.each(acts)("the desk has words of its own for %s", (event) => {
  expect(deskEventName(event)).not.toBe("other");
});
