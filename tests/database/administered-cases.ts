import type { TriggerCase } from "@/tests/database/trigger-case";

// However a company would lose its last administrator.

const e2 = "(SELECT id FROM tenant WHERE code = 'E2')";
const says = "a company keeps an administrator";
const profile = `(SELECT id FROM profile WHERE tenant_id = ${e2} AND name = 'Administración')`;
const administrators = `UPDATE membership SET %s WHERE tenant_id = ${e2} AND profile_id = ${profile}`;
const limited = [
  administrators.replace("%s", "status_reason = NULL"),
  `INSERT INTO membership_ceiling (tenant_id, membership_id, service)
   SELECT m.tenant_id, m.id, c.service FROM membership m JOIN contracted_service c ON c.tenant_id = m.tenant_id
    WHERE m.tenant_id = ${e2} AND m.profile_id = ${profile} ON CONFLICT DO NOTHING`,
];

export const administered: TriggerCase[] = [
  {
    table: "membership",
    trigger: "membership_administered",
    on: "UPDATE",
    says,
    tries: {
      inactive: [administrators.replace("%s", "status = 'INACTIVE'")],
      "another profile": [
        administrators.replace(
          "%s",
          `profile_id = (SELECT id FROM profile WHERE tenant_id = ${e2} AND name = 'Consulta')`,
        ),
      ],
      "no ceiling": [administrators.replace("%s", "ceiling_all = false")],
    },
  },
  {
    table: "membership_ceiling",
    trigger: "membership_ceiling_administered",
    on: "DELETE",
    says,
    tries: {
      gone: [
        ...limited,
        "ALTER TABLE membership DISABLE TRIGGER membership_administered",
        administrators.replace("%s", "ceiling_all = false"),
        `DELETE FROM membership_ceiling WHERE tenant_id = ${e2} AND service = 'administracion.perfiles'`,
      ],
    },
  },
  {
    table: "profile",
    trigger: "profile_administered",
    on: "UPDATE",
    says,
    tries: { inactive: [`UPDATE profile SET status = 'INACTIVE' WHERE id = ${profile}`] },
  },
  {
    table: "profile_permission",
    trigger: "profile_permission_administered",
    on: "DELETE",
    says,
    tries: {
      action: [`DELETE FROM profile_permission WHERE profile_id = ${profile} AND permission = 'user.modify'`],
      channel: [
        `DELETE FROM profile_permission WHERE profile_id = ${profile} AND service = 'administracion.perfiles' AND permission = 'WEB'`,
      ],
    },
  },
  {
    table: "contracted_service",
    trigger: "contracted_service_administered",
    on: "DELETE",
    says,
    tries: {
      "not contracted": [
        `DELETE FROM contracted_service WHERE tenant_id = ${e2} AND service = 'administracion.usuarios'`,
      ],
    },
  },
];
