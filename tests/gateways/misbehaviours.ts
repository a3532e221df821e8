import type { Behaviour } from "@/lib/simulator/scripts";

/** What it does, why its answer is unknown, and whether it did what it was asked all the same. */
export type Misbehaviour = [behaviour: Behaviour, detail: string, moved: boolean];
/** Every way in which bank or core may fail to answer what was asked of it. */
export const misbehaviours: Misbehaviour[] = [
  [{ do: "fail" }, "status", false],
  [{ do: "fail", afterWork: true }, "status", true],
  [{ do: "empty" }, "notJson", false],
  [{ do: "empty", afterWork: true }, "notJson", true],
  [{ do: "html" }, "notJson", false],
  [{ do: "html", afterWork: true }, "notJson", true],
  [{ do: "redirect" }, "redirect", false],
  [{ do: "redirect", afterWork: true }, "redirect", true],
  [{ do: "nonsense" }, "unexpected", false],
  [{ do: "nonsense", afterWork: true }, "unexpected", true],
  [{ do: "disconnect" }, "network", false],
  [{ do: "disconnect", afterWork: true }, "network", true],
  [{ do: "hang" }, "timeout", false],
  [{ do: "hang", afterWork: true }, "timeout", true],
  [{ do: "late", ms: 60_000 }, "timeout", true],
  [{ do: "badSignature" }, "signature", true],
  [{ do: "otherAmount" }, "mismatch", true],
  [{ do: "otherReference" }, "mismatch", true],
];
