-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "stateBeforeRetired" "ContactState";

-- AlterTable
ALTER TABLE "DeadLetter" ADD COLUMN     "waitsFor" TEXT;

-- AlterTable
ALTER TABLE "HistoryRun" ADD COLUMN     "cursor" JSONB,
ADD COLUMN     "undoneAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "historyRunId" INTEGER;

-- AlterTable
ALTER TABLE "Watermark" ADD COLUMN     "held" JSONB,
ADD COLUMN     "heldAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "DeadLetter_connectionId_waitsFor_id_idx" ON "DeadLetter"("connectionId", "waitsFor", "id");

-- CreateIndex
CREATE INDEX "Report_historyRunId_idx" ON "Report"("historyRunId");

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_historyRunId_fkey" FOREIGN KEY ("historyRunId") REFERENCES "HistoryRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;


