import type { Permission } from "@/lib/catalog";

/** Profiles, Consulta de Actividad, reports, and what else leaves the portal as a file or on paper: what each address must ask. */
export const filePlaces: Record<string, Permission | "any"> = {
  "/administracion/perfiles": "profile.read",
  "/administracion/perfiles/nuevo": "profile.create",
  "/administracion/perfiles/[profile]": "profile.read",
  "/administracion/perfiles/[profile]/modificar": "profile.modify",
  "/administracion/actividad": "activity.read",
  "/administracion/actividad/[event]": "activity.read",
  "/administracion/actividad/impresion": "activity.print",
  "/api/administracion/actividad": "activity.export",
  "/api/administracion/actividad/pdf": "activity.pdf",
  "/api/administracion/usuarios": "user.export",
  "/empresas/[company]/[product]/reportes": "any",
  "/empresas/[company]/[product]/reportes/cuenta-maestra": "masterreport.read",
  "/empresas/[company]/[product]/reportes/cuenta-maestra/impresion": "masterreport.print",
  "/api/reportes/[company]/[product]/cuenta-maestra/excel": "masterreport.export",
  "/api/reportes/[company]/[product]/cuenta-maestra/csv": "masterreport.csv",
  "/api/reportes/[company]/[product]/cuenta-maestra/pdf": "masterreport.pdf",
  "/api/ordenes/[company]/[product]/[order]/impresion": "order.print",
};
