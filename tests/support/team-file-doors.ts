import type { BrokerPermission } from "@/lib/catalog";

// The doors of changing a team by a sheet: what each is sent, and must ask.

const archivo = "00000000-0000-4000-8000-000000000000";

export const teamFileInputs: Record<string, Record<string, string>> = {
  applyTeamFileAction: { archivo, visto: "0".repeat(64) },
  undoTeamFileAction: { archivo },
  withdrawTeamFileAction: { archivo },
};
export const teamFileActions: Record<string, BrokerPermission> = {
  applyTeamFileAction: "brokeruser.import",
  undoTeamFileAction: "brokeruser.import",
  withdrawTeamFileAction: "brokeruser.import",
};
export const teamFilePlaces: Record<string, BrokerPermission> = {
  "/corredores/usuarios/archivo": "brokeruser.import",
  "/corredores/usuarios/archivo/[file]": "brokeruser.import",
  "/api/corredores/usuarios/archivo": "brokeruser.import",
};
