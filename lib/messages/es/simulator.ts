/** What the simulator's process says on the terminal. Placeholders `{name}` are filled by `sentence`. */
export const simulatorMessages = {
  ready: "Simulador de banco y núcleo de tarjetas en {url}",
  portTaken: "El puerto {port} ya está en uso: libérelo o elija otro con SIMULATOR_PORT.",
  portInvalid: "SIMULATOR_PORT debe ser un número de puerto de 0 a 65535.",
  secretMissing: "Falta SIMULATOR_SECRET (al menos 32 caracteres), el secreto con que se firman los mensajes.",
  failed: "El simulador no pudo iniciar: {reason}",
} as const;
