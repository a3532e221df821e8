import type { ReactNode } from "react";

// Sixteen drawings of our own in a box of 48, told apart at a glance and by name. Lines in ink, one colour of the palette each.

const paint = {
  primary: "var(--color-primary)",
  primarySoft: "var(--color-primary-soft)",
  green: "var(--color-in)",
  greenSoft: "var(--color-in-soft)",
  red: "var(--color-out)",
  redSoft: "var(--color-out-soft)",
  amber: "var(--color-amber)",
  amberSoft: "var(--color-amber-soft)",
} as const;

const boat = (
  <>
    <path d="M23 7v24" />
    <path d="M23 8l14 20H23z" fill={paint.primarySoft} />
    <path d="M20 14L10 28h10z" fill={paint.redSoft} stroke={paint.red} />
    <path d="M6 32h36l-5 9H12z" fill={paint.primarySoft} stroke={paint.primary} />
  </>
);
const mountain = (
  <>
    <path d="M4 40L19 12l9 17 5-8 11 19z" fill={paint.greenSoft} stroke={paint.green} />
    <path d="M14 21l5 3 5-3" />
    <circle cx="37" cy="11" r="4" fill={paint.amberSoft} stroke={paint.amber} />
  </>
);
const tree = (
  <>
    <circle cx="24" cy="17" r="13" fill={paint.greenSoft} stroke={paint.green} />
    <path d="M24 44V17M24 27l6-5M24 32l-6-5M15 44h18" />
  </>
);
const cat = (
  <>
    <path d="M10 8l8 6h12l8-6v18a14 14 0 0 1-28 0z" fill={paint.amberSoft} stroke={paint.amber} />
    <path d="M18 24v2M30 24v2M22 31l2 2 2-2M4 28l8 1M4 35l8-3M44 28l-8 1M44 35l-8-3" />
  </>
);
const house = (
  <>
    <path d="M9 22v20h30V22" fill={paint.amberSoft} />
    <path d="M9 22L24 8l15 14" fill={paint.amberSoft} stroke="none" />
    <path d="M4 25L24 7l20 18" stroke={paint.red} />
    <path d="M20 42V30h8v12" />
    <path d="M34 11v5" />
  </>
);
const sun = (
  <>
    <circle cx="24" cy="24" r="10" fill={paint.amberSoft} stroke={paint.amber} />
    <path d="M24 4v5M24 39v5M4 24h5M39 24h5M10 10l3.5 3.500M34.5 34.500L38 38M10 38l3.5-3.500M34.5 13.500L38 10" />
  </>
);
const fish = (
  <>
    <path d="M5 24c6-12 22-14 30-2l8-8v20l-8-8c-8 12-24 10-30-2z" fill={paint.primarySoft} stroke={paint.primary} />
    <path d="M14 21v2M22 15c3 5 3 13 0 18" />
  </>
);
const kite = (
  <>
    <path d="M26 4l14 14-18 14L12 14z" fill={paint.redSoft} stroke={paint.red} />
    <path d="M26 4l-4 28M12 14l28 4M22 32c-2 4-8 2-9 6s4 4 3 7" />
  </>
);
const cup = (
  <>
    <path d="M9 20h26v12a10 10 0 0 1-10 10h-6A10 10 0 0 1 9 32z" fill={paint.amberSoft} stroke={paint.amber} />
    <path d="M35 23h3a5 5 0 0 1 0 11h-3M16 14c-3-3 3-5 0-9M25 14c-3-3 3-5 0-9" />
  </>
);
const umbrella = (
  <>
    <path
      d="M5 26a19 19 0 0 1 38 0c-4-4-9-4-12.5 0-3.5-4-9.5-4-13 0C14 22 9 22 5 26z"
      fill={paint.primarySoft}
      stroke={paint.primary}
    />
    <path d="M24 4v3M24 24v14a4 4 0 0 1-8 0" />
  </>
);
const star = (
  <path
    d="M24 5l6 13 14 1.5-10.5 9.5 3 14L24 36l-12.5 7 3-14L4 19.5 18 18z"
    fill={paint.amberSoft}
    stroke={paint.amber}
  />
);
const flower = (
  <>
    <path d="M24 26v18M24 38c-6 0-9-3-9-7 5 0 9 2 9 7z" stroke={paint.green} />
    <path
      d="M24 5c5 0 6 5 4 8 4-1 8 2 6 6s-6 4-8 2c1 4-2 7-4 7s-5-3-4-7c-2 2-6 2-8-2s2-7 6-6c-2-3-1-8 4-8z"
      transform="translate(2 -1)"
      fill={paint.redSoft}
      stroke={paint.red}
    />
    <circle cx="24" cy="16" r="3" />
  </>
);
const bicycle = (
  <>
    <circle cx="12" cy="32" r="8" fill={paint.greenSoft} stroke={paint.green} />
    <circle cx="36" cy="32" r="8" fill={paint.greenSoft} stroke={paint.green} />
    <path d="M12 32l7-14h12l5 14M19 18l6 14h-13M31 18l-6 14M31 18l-2-6h5M16 14h6" />
  </>
);
const guitar = (
  <>
    <path d="M17 21c4-4 8 0 8 2s4 4 2 9-9 12-17 9-6-11-3-14 6-2 10-6z" fill={paint.redSoft} stroke={paint.red} />
    <circle cx="17" cy="31" r="3.5" />
    <path d="M22 26L40 8M37 5l6 6" />
  </>
);
const lighthouse = (
  <>
    <path d="M18 16h12l4 28H14z" fill={paint.redSoft} stroke={paint.red} />
    <path d="M16.5 26h15M15 36h18M19 16V9h10v7M18 9l6-5 6 5M4 9l9 3M44 9l-9 3" />
  </>
);
const bird = (
  <>
    <path
      d="M6 30c2-12 12-18 22-14 2-4 8-5 11-1l5 3-5 2c0 12-9 20-19 20-6 0-11-3-14-10z"
      fill={paint.primarySoft}
      stroke={paint.primary}
    />
    <path d="M34 17v1M14 28c4 4 11 4 16-2M22 40v5M28 38v6" />
  </>
);

/** By the number under which a person's choice is kept, 1 to 16: what stands here once stays under its number. */
export const drawings: readonly ReactNode[] = [
  boat,
  mountain,
  tree,
  cat,
  house,
  sun,
  fish,
  kite,
  cup,
  umbrella,
  star,
  flower,
  bicycle,
  guitar,
  lighthouse,
  bird,
];
