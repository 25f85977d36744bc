-- AlterEnum
ALTER TYPE "PollState" ADD VALUE 'waiting' BEFORE 'running';

-- CreateEnum
CREATE TYPE "PollTrigger" AS ENUM ('schedule', 'mop_up', 'person', 'push');

-- CreateEnum
CREATE TYPE "MediaState" AS ENUM ('due', 'done', 'failed');

-- CreateEnum
CREATE TYPE "HistoryState" AS ENUM ('running', 'paused', 'done', 'failed');

-- DropIndex
DROP INDEX "DeadLetter_connectionId_resolvedAt_createdAt_idx";

-- DropIndex
DROP INDEX "Update_connectionId_externalId_key";

-- DropIndex
DROP INDEX "UpdateDelivery_deliveryId_updateId_idx";

-- AlterTable
ALTER TABLE "Body" ADD COLUMN     "forwardUpdates" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "DeadLetter" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "fingerprint" TEXT,
ADD COLUMN     "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

UPDATE "DeadLetter" SET "fingerprint" = 'letter ' || id;
ALTER TABLE "DeadLetter" ALTER COLUMN "fingerprint" SET NOT NULL;

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "detailedInformation" TEXT,
ADD COLUMN     "externalStatusCode" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "messageId" TEXT;

-- AlterTable
ALTER TABLE "Poll" ADD COLUMN     "calls" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "trigger" "PollTrigger" NOT NULL DEFAULT 'schedule';

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "assigneeId" INTEGER;

-- AlterTable
ALTER TABLE "StatusMatch" ADD COLUMN     "ignore" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "questionnaireId" INTEGER;

-- AlterTable
ALTER TABLE "Update" ADD COLUMN     "silent" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "templateId" INTEGER,
ALTER COLUMN "decision" TYPE JSONB USING jsonb_build_object('words', "decision");
UPDATE "Update" SET "decision" = NULL WHERE "decision" ->> 'words' IS NULL;

-- AlterTable
ALTER TABLE "UpdateDelivery" ADD COLUMN     "connectionId" INTEGER,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "saidAt" TIMESTAMPTZ(3),
ADD COLUMN     "token" TEXT;
UPDATE "UpdateDelivery" ud SET "saidAt" = coalesce(u."confirmedAt", u."createdAt"), "connectionId" = d."connectionId"
FROM "Update" u, "Delivery" d WHERE u.id = ud."updateId" AND d.id = ud."deliveryId";
ALTER TABLE "UpdateDelivery" ALTER COLUMN "saidAt" SET NOT NULL;

-- AlterTable
ALTER TABLE "Watermark" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lastError" TEXT,
ADD COLUMN     "lastReadAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastTriedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "MediaFetch" (
    "id" SERIAL NOT NULL,
    "updateId" INTEGER,
    "reportId" INTEGER,
    "connectionId" INTEGER,
    "url" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "state" "MediaState" NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaFetch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HistoryRun" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "kind" "PollKind" NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "state" "HistoryState" NOT NULL DEFAULT 'running',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HistoryRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Questionnaire" (
    "id" SERIAL NOT NULL,
    "reportId" INTEGER NOT NULL,
    "userId" INTEGER NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "stateBefore" "ReportState" NOT NULL,
    "stateAfter" "ReportState",
    "everReported" BOOLEAN,

    CONSTRAINT "Questionnaire_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MediaFetch_state_dueAt_idx" ON "MediaFetch"("state", "dueAt");

-- CreateIndex
CREATE INDEX "MediaFetch_updateId_idx" ON "MediaFetch"("updateId");

-- CreateIndex
CREATE INDEX "MediaFetch_reportId_idx" ON "MediaFetch"("reportId");

-- CreateIndex
CREATE INDEX "MediaFetch_connectionId_idx" ON "MediaFetch"("connectionId");

-- CreateIndex
CREATE UNIQUE INDEX "HistoryRun_connectionId_kind_fileHash_key" ON "HistoryRun"("connectionId", "kind", "fileHash");

-- CreateIndex
CREATE INDEX "Questionnaire_reportId_askedAt_idx" ON "Questionnaire"("reportId", "askedAt" DESC);

-- CreateIndex
CREATE INDEX "Questionnaire_userId_idx" ON "Questionnaire"("userId");

-- CreateIndex
CREATE INDEX "DeadLetter_connectionId_resolvedAt_lastSeenAt_idx" ON "DeadLetter"("connectionId", "resolvedAt", "lastSeenAt" DESC);

-- CreateIndex
CREATE INDEX "DeadLetter_resolvedAt_lastSeenAt_idx" ON "DeadLetter"("resolvedAt", "lastSeenAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "DeadLetter_connectionId_kind_fingerprint_key" ON "DeadLetter"("connectionId", "kind", "fingerprint");

-- CreateIndex
CREATE INDEX "Poll_connectionId_kind_state_idx" ON "Poll"("connectionId", "kind", "state");

-- CreateIndex
CREATE INDEX "Poll_startedAt_idx" ON "Poll"("startedAt");

-- CreateIndex
CREATE INDEX "Report_assigneeId_id_idx" ON "Report"("assigneeId", "id" DESC);

-- CreateIndex
CREATE INDEX "Token_questionnaireId_idx" ON "Token"("questionnaireId");

-- CreateIndex
CREATE INDEX "Update_templateId_idx" ON "Update"("templateId");

-- CreateIndex
CREATE UNIQUE INDEX "Update_connectionId_externalId_reportId_key" ON "Update"("connectionId", "externalId", "reportId");

-- CreateIndex
CREATE INDEX "UpdateDelivery_state_connectionId_dueAt_idx" ON "UpdateDelivery"("state", "connectionId", "dueAt");

-- CreateIndex
CREATE INDEX "UpdateDelivery_deliveryId_saidAt_idx" ON "UpdateDelivery"("deliveryId", "saidAt");

-- CreateIndex
CREATE INDEX "UpdateDelivery_deliveryId_externalId_idx" ON "UpdateDelivery"("deliveryId", "externalId");

-- CreateIndex
CREATE INDEX "UpdateDelivery_connectionId_state_id_idx" ON "UpdateDelivery"("connectionId", "state", "id" DESC);

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_questionnaireId_fkey" FOREIGN KEY ("questionnaireId") REFERENCES "Questionnaire"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaFetch" ADD CONSTRAINT "MediaFetch_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaFetch" ADD CONSTRAINT "MediaFetch_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaFetch" ADD CONSTRAINT "MediaFetch_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HistoryRun" ADD CONSTRAINT "HistoryRun_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Update" ADD CONSTRAINT "Update_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "ResponseTemplate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UpdateDelivery" ADD CONSTRAINT "UpdateDelivery_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Questionnaire" ADD CONSTRAINT "Questionnaire_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Questionnaire" ADD CONSTRAINT "Questionnaire_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Roles that were made before keep up with what they start with now: whoever may change reports may say so, too.
UPDATE "Role" SET "permissions" = "permissions" || ARRAY['report:update', 'update:edit']
WHERE "permissions" @> ARRAY['report:edit'] AND NOT "permissions" && ARRAY['report:update', 'update:edit'];
UPDATE "Role" SET "permissions" = "permissions" || ARRAY['report:update']
WHERE "slug" = 'customer-service' AND NOT "permissions" @> ARRAY['report:update'];

-- AlterTable
ALTER TABLE "AlertSent" ADD COLUMN     "claimedUntil" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Questionnaire_askedAt_idx" ON "Questionnaire"("askedAt");
