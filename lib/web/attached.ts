type Pdf = Buffer<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A PDF to be kept as a file of this name. */
export const attachedPdf = (name: string, bytes: Pdf): Response => pdf("attachment", name, bytes);

/** A PDF for the browser to show, and to print from there. */
export const shownPdf = (name: string, bytes: Pdf): Response => pdf("inline", name, bytes);

function pdf(how: "attachment" | "inline", name: string, bytes: Pdf): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `${how}; filename="${name}"`,
      "Content-Length": String(bytes.length),
      "Cache-Control": "no-store",
    },
  });
}
