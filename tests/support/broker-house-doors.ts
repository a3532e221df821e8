import type { BrokerPermission } from "@/lib/catalog";

// A broker's own house: what the test of every door sends and must be asked. What is named is not there, so that nothing is made.

const version = "999999";
const branch = { codigo: "NADA", nombre: "Nada", responsable: "nadie1" };
export const brokerHouseInputs: Record<string, Record<string, string>> = {
  keepSettingsAction: { formato: "xlsx" },
  reviewBrokerHouseAction: { version, ciudad: "Lima" },
  editBrokerDataAction: { version, ciudad: "Lima" },
  createBrokerBranchAction: branch,
  modifyBrokerBranchAction: { ...branch, version },
  turnBrokerBranchAction: { codigo: "NADA", version, estado: "INACTIVE" },
};
export const brokerHouseAsks: Record<string, BrokerPermission> = {
  keepSettingsAction: "brokersettings.modify",
  reviewBrokerHouseAction: "broker.modify",
  editBrokerDataAction: "broker.modify",
  createBrokerBranchAction: "broker.modify",
  modifyBrokerBranchAction: "broker.modify",
  turnBrokerBranchAction: "broker.modify",
};
export const brokerHousePlaces: Record<string, BrokerPermission> = {
  "/corredores/historial": "brokerhistory.read",
  "/corredores/historial/[event]": "brokerhistory.read",
  "/api/corredores/historial": "brokerhistory.export",
  "/api/corredores/historial/pdf": "brokerhistory.export",
  "/corredores/brokers": "broker.read",
  "/corredores/brokers/modificar": "broker.modify",
  "/corredores/ajustes": "brokersettings.modify",
};
