-- AlterTable
ALTER TABLE "HistoryRun" ADD COLUMN     "rate" DOUBLE PRECISION,
ADD COLUMN     "secondsLeft" INTEGER;
