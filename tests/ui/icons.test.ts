import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { iconNames } from "@/components/ui/icon";

test("each drawing that is named is there once, and none that is not", () => {
  const sprite = readFileSync(new URL("../../components/ui/icons.svg", import.meta.url), "utf8");
  const drawn = [...sprite.matchAll(/<symbol id="(\w+)" viewBox="0 0 24 24">(<[^\n]+\/>)<\/symbol>/g)].map(
    ([, id]) => id,
  );
  expect(drawn).toEqual([...iconNames].sort());
});
