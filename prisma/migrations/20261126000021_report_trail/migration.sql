-- The service of what a report's exports leave in the trail.
ALTER TABLE audit_event ALTER COLUMN service SET EXPRESSION AS (
  CASE split_part(event, '.', 1)
    WHEN 'balance' THEN 'consultas.saldos'
    WHEN 'movement' THEN 'consultas.movimientos'
    WHEN 'masterreport' THEN 'reportes.cuenta-maestra'
    WHEN 'card' THEN 'servicios.cuenta-maestra'
    WHEN 'upload' THEN 'lotes.carga'
    WHEN 'batch' THEN CASE
      WHEN event = 'batch.read' THEN 'consultas.archivos'
      WHEN event IN ('batch.sign', 'batch.reject', 'batch.withdraw', 'batch.annul', 'batch.signaturePrepared', 'batch.signed', 'batch.rejected',
        'batch.annulled', 'batch.signatureWithdrawn', 'batch.signaturesVoided', 'batch.expired', 'batch.recalculated') THEN 'lotes.autorizacion'
      WHEN event IN ('batch.processing', 'batch.processed', 'batch.pageInDoubt', 'batch.pagePosted') THEN 'ordenes.pago'
      ELSE 'lotes.carga' END
    WHEN 'order' THEN CASE
      WHEN event IN ('order.read', 'order.pdf', 'order.print', 'order.issued', 'order.printed', 'order.invoicePrinted') THEN 'consultas.ordenes'
      ELSE 'ordenes.pago' END
    WHEN 'payment' THEN 'ordenes.pago'
    WHEN 'job' THEN 'ordenes.pago'
    WHEN 'inquiry' THEN 'servicio.mensajes'
    WHEN 'message' THEN 'servicio.mensajes'
    WHEN 'profile' THEN 'administracion.perfiles'
    WHEN 'user' THEN CASE
      WHEN event LIKE 'user.reset%' OR event LIKE 'user.unlock%' THEN 'administracion.claves'
      WHEN event LIKE 'user.activat%' OR event LIKE 'user.inactivat%' THEN 'administracion.activacion'
      ELSE 'administracion.usuarios' END
    WHEN 'access' THEN 'administracion.porque'
    WHEN 'activity' THEN 'administracion.actividad'
    WHEN 'name' THEN 'administracion.nombres'
    WHEN 'affiliate' THEN 'administracion.afiliados'
    WHEN 'branch' THEN 'administracion.afiliados'
    WHEN 'token' THEN CASE WHEN event = 'token.consult' THEN 'administracion.consulta-token' ELSE 'administracion.tokens' END
    WHEN 'guide' THEN 'ayudas.guias'
    WHEN 'template' THEN 'archivos.plantillas'
    WHEN 'registry' THEN 'operador'
    WHEN 'change' THEN 'operador'
    WHEN 'doubt' THEN 'operador'
    WHEN 'invoice' THEN 'operador'
  END);
