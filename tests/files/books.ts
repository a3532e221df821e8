import { zipped } from "@/lib/files/zip";

// Books as others write them, made by hand: shared texts, formats of days, formulas, and what nobody should believe.

type Parts = { sheet: string; texts?: string; styles?: string; book?: string; more?: Record<string, string> };
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export async function archive(files: Record<string, string>): Promise<Buffer> {
  async function* entries() {
    for (const [name, text] of Object.entries(files)) yield { name, parts: [text] };
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipped(entries(), new Date("2026-11-27T00:00:00Z"))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A book of one sheet's rows, and what else it has. */
export const bookOf = ({ sheet, texts, styles, book, more }: Parts): Promise<Buffer> =>
  archive({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml":
      book ??
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ...(texts === undefined ? {} : { "xl/sharedStrings.xml": `<sst>${texts}</sst>` }),
    ...(styles === undefined ? {} : { "xl/styles.xml": styles }),
    ...more,
  });

/** A row of texts in place. */
export const rowOf = (...texts: string[]): string =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
