/** What a colour may mean on any screen; the word beside it says the same. */
export type Tone = "plain" | "primary" | "in" | "amber" | "out";

/** Text, ground and hairline of a soft block in each tone. */
export const toneClasses: Record<Tone, string> = {
  plain: "border-line bg-sunken text-ink-soft",
  primary: "border-primary-soft bg-primary-soft text-primary",
  in: "border-in-soft bg-in-soft text-in",
  amber: "border-amber-soft bg-amber-soft text-amber",
  out: "border-out-soft bg-out-soft text-out",
};

/** Text alone, on paper. */
export const toneText: Record<Tone, string> = {
  plain: "text-ink",
  primary: "text-primary",
  in: "text-in",
  amber: "text-amber",
  out: "text-out",
};
