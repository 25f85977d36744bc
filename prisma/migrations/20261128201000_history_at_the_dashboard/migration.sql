-- CreateEnum
CREATE TYPE "HistoryTask" AS ENUM ('look', 'read', 'undo');

-- AlterTable
ALTER TABLE "HistoryRun" ADD COLUMN     "byWorker" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leasedBy" TEXT,
ADD COLUMN     "leasedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "pauseAskedAt" TIMESTAMPTZ(3),
ADD COLUMN     "readPart" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "samples" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "startedById" INTEGER,
ADD COLUMN     "task" "HistoryTask" NOT NULL DEFAULT 'read',
ADD COLUMN     "undone" JSONB,
ADD COLUMN     "uploadId" INTEGER,
ADD COLUMN     "wholePart" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "windowEnd" TIMESTAMPTZ(3),
ADD COLUMN     "windowStart" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "HistoryUpload" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL,
    "fileHash" TEXT,
    "uploadedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HistoryUpload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HistoryPiece" (
    "uploadId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "HistoryPiece_pkey" PRIMARY KEY ("uploadId","position")
);

-- CreateIndex
CREATE INDEX "HistoryRun_connectionId_startedAt_id_idx" ON "HistoryRun"("connectionId", "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "HistoryRun_byWorker_state_idx" ON "HistoryRun"("byWorker", "state");

-- CreateIndex
CREATE INDEX "HistoryRun_uploadId_idx" ON "HistoryRun"("uploadId");

-- CreateIndex
CREATE INDEX "HistoryRun_startedById_idx" ON "HistoryRun"("startedById");

-- CreateIndex
CREATE INDEX "HistoryUpload_connectionId_idx" ON "HistoryUpload"("connectionId");

-- CreateIndex
CREATE INDEX "HistoryUpload_uploadedById_idx" ON "HistoryUpload"("uploadedById");

-- CreateIndex
CREATE INDEX "HistoryUpload_createdAt_idx" ON "HistoryUpload"("createdAt");

-- AddForeignKey
ALTER TABLE "HistoryRun" ADD CONSTRAINT "HistoryRun_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "HistoryUpload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HistoryRun" ADD CONSTRAINT "HistoryRun_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HistoryUpload" ADD CONSTRAINT "HistoryUpload_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HistoryUpload" ADD CONSTRAINT "HistoryUpload_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HistoryPiece" ADD CONSTRAINT "HistoryPiece_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "HistoryUpload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Reports that were sent again may come back under their first numbers: the few that were are found among all of a body.
CREATE INDEX "Delivery_sent_again_idx" ON "Delivery"("bodyId") WHERE "previous" <> '[]'::jsonb;
