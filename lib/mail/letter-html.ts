import type { Letter, LetterFrame } from "@/lib/mail/letter";
import { markStrokes, nightPaper, paper } from "@/lib/paper";

/**
 * A letter's HTML: styles in place, no tables, nothing to fetch. A reader that shows mails in the dark finds the night's colours under
 * the names of classes; one that knows no style sheets keeps the day's.
 */
export function letterHtml(letter: Letter, frame: LetterFrame): string {
  const { language, title, paragraphs, code, facts = [], closing = [] } = letter;
  const parts = [
    ...(frame.phrase ? [phraseLine(frame.phrase, frame.phraseNote)] : []),
    `<h1 style="margin:0 0 12px;font-size:20px;line-height:28px;font-weight:600;letter-spacing:-0.01em">${whole(title)}</h1>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 12px">${whole(text)}</p>`),
    ...(code ? [codeBox(code)] : []),
    ...(facts.length > 0 ? [factList(facts)] : []),
    ...closing.map((text) => `<p style="margin:12px 0 0;font-size:14px;line-height:20px">${escaped(text)}</p>`),
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="supported-color-schemes" content="light dark">
  <title>${escaped(title)}</title>
  <style>${night}</style>
</head>
<body class="ground" style="margin:0;padding:24px 12px;background:${paper.ground};color:${paper.ink};font:16px/24px Inter,'Segoe UI',Helvetica,Arial,sans-serif;overflow-wrap:anywhere">
  <div style="max-width:520px;margin:0 auto">
    <p style="margin:0 0 16px 2px;font-weight:600">${mark} ${escaped(frame.brand)}</p>
    <div class="card" style="padding:24px;background:${paper.surface};border:1px solid ${paper.line};border-radius:8px">
      ${parts.join("\n      ")}
    </div>
    <p class="soft" style="${note}">${escaped(frame.neverAsks)}</p>
    <p class="soft" style="${note}">${escaped(frame.sender)}</p>
  </div>
</body>
</html>
`;
}

const note = `margin:12px 2px 0;font-size:13px;line-height:18px;color:${paper.inkSoft}`;

const mark = `<svg width="22" height="22" viewBox="0 0 32 32" fill="none" stroke-width="3.25" stroke-linecap="round" style="vertical-align:-5px" aria-hidden="true"><path class="stroke" d="${markStrokes.ink}" stroke="${paper.primary}"/><path class="consent" d="${markStrokes.consent}" stroke="${paper.consent}"/></svg>`;

const phraseLine = (phrase: string, text: string): string =>
  `<div class="sunken" style="margin:0 0 20px;padding:10px 14px;background:${paper.sunken};border-radius:8px;font-size:14px;line-height:20px"><strong style="font-weight:600">${escaped(phrase)}</strong><br><span class="soft" style="font-size:13px;color:${paper.inkSoft}">${escaped(text)}</span></div>`;

/** Digits stand apart to be read aloud; a temporary clave of words stays together to be copied. */
const codeBox = (code: string): string =>
  `<p class="sunken" style="margin:16px 0;padding:14px 12px;background:${paper.sunken};border-radius:8px;text-align:center;font-weight:600;${
    /^\d+$/.test(code) ? "font-size:28px;line-height:34px;letter-spacing:6px" : "font-size:20px;line-height:28px"
  }">${escaped(code)}</p>`;

const factList = (facts: readonly { label: string; value: string }[]): string =>
  `<div style="margin:16px 0;font-size:14px;line-height:20px">${facts
    .map(
      ({ label, value }) =>
        `<p class="line" style="margin:0;padding:7px 0;border-top:1px solid ${paper.line}"><span class="soft" style="display:inline-block;min-width:128px;padding-right:8px;color:${paper.inkSoft}">${escaped(label)}</span> <span style="display:inline-block;font-variant-numeric:tabular-nums">${escaped(value)}</span></p>`,
    )
    .join("")}</div>`;

const night = `@media (prefers-color-scheme:dark){${Object.entries({
  ".ground": `background:${nightPaper.ground}!important;color:${nightPaper.ink}!important`,
  ".card": `background:${nightPaper.surface}!important;border-color:${nightPaper.line}!important`,
  ".sunken": `background:${nightPaper.sunken}!important`,
  ".line": `border-color:${nightPaper.line}!important`,
  ".soft": `color:${nightPaper.inkSoft}!important`,
  ".stroke": `stroke:${nightPaper.primary}`,
  ".consent": `stroke:${nightPaper.consent}`,
})
  .map(([name, style]) => `${name}{${style}}`)
  .join("")}}`;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** Numbers of orders and lots are read in one piece. */
const whole = (text: string): string =>
  escaped(text).replace(/\b[A-Z]{1,2}-\d{4}-\d+/g, '<span style="white-space:nowrap">$&</span>');
