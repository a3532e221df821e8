import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { codeAt, newSecret } from "@/lib/tokens/totp";
import { demoSecret } from "@/prisma/seed/demonstration";

/** What oathtool, which knows nothing of us, says of a secret at an instant. */
function oathtool(secret: string, at: Date): string {
  const { stdout, status, stderr } = spawnSync(
    "oathtool",
    [
      "--totp",
      "--base32",
      "--now",
      at
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z$/, " UTC"),
      secret,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

const instants = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 1_795_336_430, 1_795_336_439].map(
  (seconds) => new Date(seconds * 1000),
);

test.each([...instants, new Date(), new Date(Date.now() + 30_000), new Date(Date.now() - 86_400_000)])(
  "our code at %s is oathtool's",
  (at) => {
    for (const secret of ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", demoSecret("adm1"), newSecret()])
      expect([secret, codeAt(secret, at)]).toEqual([secret, oathtool(secret, at)]);
  },
);
