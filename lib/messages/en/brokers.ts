import type { brokers as es } from "@/lib/messages/es/brokers";
import type { Words } from "@/lib/messages/shape";

export const brokers = {
  title: "Brokers",
  switcher: { label: "Broker", change: "Change broker" },
  menu: {
    label: "Brokers menu",
    home: "Start",
    configuration: "Configuration",
    superusers: "Super-user",
    settings: "Settings and configuration",
    team: "Manage users",
    history: "History of movements",
    ownBroker: "Broker management",
    password: "Update password",
  },
  home: {
    intro: "What you may do in this broker.",
    places: {
      superusers: "Who administers this broker's users.",
      settings: "Your alerts, your language and the format of your downloads.",
      ownSettings: "Your language and the format of your downloads.",
      team: "Create, modify, disable and enable the people of your team.",
      history: "Who did what to whom, with before and after.",
      ownBroker: "The broker's data, its branches and its super-users.",
      password: "Change your own password.",
    },
  },
  sections: {
    clientes: "Clients",
    polizas: "Policies",
    siniestros: "Claims",
    "estados-de-cuenta": "Account statements",
    comisiones: "Commissions",
    "admin-usuarios": "User administration",
    "ecommerce-auto": "Ecommerce Auto",
    "riesgos-generales": "General risks",
    "ecommerce-vida-ley": "Ecommerce Vida Ley",
    salud: "Health",
  },
  roles: { GERENCIAL: "Managerial", EJECUTIVO: "Executive" },
  standings: { ACTIVE: "ACTIVE", INVITED: "INVITED", INACTIVE: "INACTIVE" },
} satisfies Words<typeof es>;
