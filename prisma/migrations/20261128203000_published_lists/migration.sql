-- What others ask for by category, the newest first, however rare it is.
CREATE INDEX "Report_visibility_categoryId_confirmedAt_id_idx" ON "Report"("visibility", "categoryId", "confirmedAt" DESC, "id" DESC);

-- Reports that were not made on this site itself are few: Prisma's schema cannot say so.
CREATE INDEX "Report_other_service_idx" ON "Report"("service", "confirmedAt" DESC, "id" DESC) WHERE "service" <> 'web';
