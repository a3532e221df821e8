/** The cookie that keeps the rail folded from page to page. */
export const railCookie = "contrafirma-menu";
export const railFolded = "plegado";
