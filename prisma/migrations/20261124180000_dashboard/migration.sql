-- CreateEnum
CREATE TYPE "InboundMailKind" AS ENUM ('bounce', 'auto_reply', 'reply');

-- DropIndex
DROP INDEX "Delivery_connectionId_state_idx";

-- DropIndex
DROP INDEX "Delivery_contactId_idx";

-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN     "connectionId" INTEGER,
ADD COLUMN     "contactId" INTEGER,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Body" ADD COLUMN     "officeHours" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "requireSecondFactor" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Connection" ADD COLUMN     "concurrency" INTEGER NOT NULL DEFAULT 8;

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "bounceReason" TEXT,
ADD COLUMN     "bouncedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "overrideContactId" INTEGER,
ADD COLUMN     "sentTo" TEXT[];

-- AlterTable
ALTER TABLE "DeliveryAttempt" ADD COLUMN     "connectionId" INTEGER;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "recoveryCodes" TEXT[],
ADD COLUMN     "totpConfirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "totpLastStep" INTEGER;

-- CreateTable
CREATE TABLE "Identity" (
    "id" SERIAL NOT NULL,
    "userId" INTEGER NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboundMail" (
    "id" SERIAL NOT NULL,
    "messageId" TEXT NOT NULL,
    "kind" "InboundMailKind" NOT NULL,
    "permanent" BOOLEAN NOT NULL DEFAULT false,
    "deliveryId" INTEGER,
    "reportId" INTEGER,
    "alertId" INTEGER,
    "address" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "decision" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InboundMail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_issuer_subject_key" ON "Identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "InboundMail_messageId_key" ON "InboundMail"("messageId");

-- CreateIndex
CREATE INDEX "InboundMail_receivedAt_idx" ON "InboundMail"("receivedAt" DESC);

-- CreateIndex
CREATE INDEX "InboundMail_kind_receivedAt_idx" ON "InboundMail"("kind", "receivedAt" DESC);

-- CreateIndex
CREATE INDEX "InboundMail_deliveryId_idx" ON "InboundMail"("deliveryId");

-- CreateIndex
CREATE INDEX "InboundMail_reportId_idx" ON "InboundMail"("reportId");

-- CreateIndex
CREATE INDEX "InboundMail_alertId_idx" ON "InboundMail"("alertId");

-- DropIndex
DROP INDEX "Report_categoryId_idx";

-- CreateIndex
CREATE INDEX "Report_categoryId_id_idx" ON "Report"("categoryId", "id" DESC);

-- CreateIndex
CREATE INDEX "Report_state_id_idx" ON "Report"("state", "id" DESC);

-- CreateIndex
CREATE INDEX "Report_title_search_idx" ON "Report" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "User_superuser_idx" ON "User"("superuser");

-- CreateIndex
CREATE INDEX "User_name_id_idx" ON "User"("name", "id");

-- CreateIndex
CREATE INDEX "User_name_search_idx" ON "User" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "User_email_search_idx" ON "User" USING GIN ("email" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "AuditEntry_contactId_at_idx" ON "AuditEntry"("contactId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_connectionId_at_idx" ON "AuditEntry"("connectionId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at" DESC);

-- CreateIndex
CREATE INDEX "Delivery_state_connectionId_dueAt_idx" ON "Delivery"("state", "connectionId", "dueAt");

-- CreateIndex
CREATE INDEX "Delivery_state_id_idx" ON "Delivery"("state", "id" DESC);

-- CreateIndex
CREATE INDEX "Delivery_bodyId_state_id_idx" ON "Delivery"("bodyId", "state", "id" DESC);

-- CreateIndex
CREATE INDEX "Delivery_bodyId_id_idx" ON "Delivery"("bodyId", "id" DESC);

-- CreateIndex
CREATE INDEX "Delivery_contactId_createdAt_idx" ON "Delivery"("contactId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Delivery_method_state_id_idx" ON "Delivery"("method", "state", "id" DESC);

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt" DESC);

-- CreateIndex
CREATE INDEX "Delivery_overrideContactId_idx" ON "Delivery"("overrideContactId");

-- CreateIndex
CREATE INDEX "Delivery_connectionId_state_id_idx" ON "Delivery"("connectionId", "state", "id" DESC);

-- CreateIndex
CREATE INDEX "DeliveryAttempt_connectionId_startedAt_idx" ON "DeliveryAttempt"("connectionId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "DeliveryAttempt_connectionId_outcome_startedAt_idx" ON "DeliveryAttempt"("connectionId", "outcome", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "DeliveryAttempt_startedAt_idx" ON "DeliveryAttempt"("startedAt" DESC);

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_overrideContactId_fkey" FOREIGN KEY ("overrideContactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryAttempt" ADD CONSTRAINT "DeliveryAttempt_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundMail" ADD CONSTRAINT "InboundMail_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundMail" ADD CONSTRAINT "InboundMail_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundMail" ADD CONSTRAINT "InboundMail_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Attempts made so far went by the connection that their delivery names.
UPDATE "DeliveryAttempt" a SET "connectionId" = d."connectionId" FROM "Delivery" d
WHERE d."id" = a."deliveryId" AND d."connectionId" IS NOT NULL;

-- The dashboard parts what was one permission, and knows new ones: roles that bodies already gave get what the built-in
-- role of the same name starts with (lib/bodies/roles.ts).
UPDATE "Role" SET "permissions" = ARRAY(SELECT DISTINCT unnest("permissions" || CASE
  WHEN "slug" = 'admin' THEN ARRAY['report:edit', 'report:change-category', 'delivery:view', 'delivery:act',
    'connection:edit', 'contact:edit', 'template:edit', 'user:edit', 'audit:view']
  WHEN "slug" = 'inspector' THEN ARRAY['report:edit', 'report:change-category', 'delivery:view']
  WHEN "slug" = 'customer-service' THEN ARRAY['delivery:view']
  ELSE ARRAY[]::text[] END
  || CASE WHEN 'body:edit' = ANY("permissions") THEN ARRAY['connection:edit', 'contact:edit'] ELSE ARRAY[]::text[] END));
