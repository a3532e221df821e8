/** A PDF to be kept as a file of this name. */
export function attachedPdf(name: string, bytes: Buffer<ArrayBuffer> | Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Content-Length": String(bytes.length),
      "Cache-Control": "no-store",
    },
  });
}
