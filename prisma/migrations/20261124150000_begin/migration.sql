-- Likeness search of the gazetteer. A contrib extension, trusted since PostgreSQL 13: no superuser needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "TokenKind" AS ENUM ('confirm_report', 'confirm_update', 'confirm_alert', 'sign_in', 'stop_alert', 'questionnaire');

-- CreateEnum
CREATE TYPE "ContactState" AS ENUM ('unconfirmed', 'confirmed', 'inactive', 'staff', 'deleted');

-- CreateEnum
CREATE TYPE "Datatype" AS ENUM ('string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist');

-- CreateEnum
CREATE TYPE "Automated" AS ENUM ('asked', 'server_set', 'hidden_field');

-- CreateEnum
CREATE TYPE "SendMethod" AS ENUM ('email', 'open311', 'webhook', 'hold', 'refused', 'blackhole', 'triage');

-- CreateEnum
CREATE TYPE "PollKind" AS ENUM ('updates', 'requests', 'services');

-- CreateEnum
CREATE TYPE "PollState" AS ENUM ('running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('unconfirmed', 'public', 'private', 'hidden');

-- CreateEnum
CREATE TYPE "ReportState" AS ENUM ('confirmed', 'for_triage', 'investigating', 'in_progress', 'planned', 'action_scheduled', 'fixed_user', 'fixed_council', 'closed', 'unable_to_fix', 'not_responsible', 'duplicate', 'internal_referral', 'cancelled', 'withdrawn');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('due', 'sending', 'sent', 'unclear', 'held', 'skipped', 'acknowledged', 'received');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('sent', 'failed', 'unclear', 'skipped');

-- CreateEnum
CREATE TYPE "UpdateOrigin" AS ENUM ('citizen', 'reporter', 'staff', 'backend', 'questionnaire', 'automatic', 'system');

-- CreateEnum
CREATE TYPE "AlertKind" AS ENUM ('report', 'around', 'area', 'body');

-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "phone" TEXT,
    "phoneVerifiedAt" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "passwordHash" TEXT,
    "totpSecret" TEXT,
    "superuser" BOOLEAN NOT NULL DEFAULT false,
    "bodyId" INTEGER,
    "sessionsEndedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" SERIAL NOT NULL,
    "bodyId" INTEGER,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" TEXT[],

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserRole" (
    "userId" INTEGER NOT NULL,
    "roleId" INTEGER NOT NULL,

    CONSTRAINT "UserRole_pkey" PRIMARY KEY ("userId","roleId")
);

-- CreateTable
CREATE TABLE "UserCategory" (
    "userId" INTEGER NOT NULL,
    "categoryId" INTEGER NOT NULL,

    CONSTRAINT "UserCategory_pkey" PRIMARY KEY ("userId","categoryId")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" SERIAL NOT NULL,
    "kind" "TokenKind" NOT NULL,
    "nonce" TEXT NOT NULL,
    "userId" INTEGER NOT NULL,
    "reportId" INTEGER,
    "updateId" INTEGER,
    "alertId" INTEGER,
    "next" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiClient" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "may" TEXT[],
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiClient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AbuseEntry" (
    "id" SERIAL NOT NULL,
    "value" TEXT NOT NULL,
    "safe" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AbuseEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Area" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'council',
    "geometry" JSONB NOT NULL,
    "west" DOUBLE PRECISION NOT NULL,
    "south" DOUBLE PRECISION NOT NULL,
    "east" DOUBLE PRECISION NOT NULL,
    "north" DOUBLE PRECISION NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Body" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "externalUrl" TEXT,
    "canBeDevolved" BOOLEAN NOT NULL DEFAULT false,
    "defaultConnectionId" INTEGER,
    "updatesUserId" INTEGER,
    "language" TEXT NOT NULL DEFAULT 'en',
    "replyTo" TEXT,
    "theme" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BodyArea" (
    "bodyId" INTEGER NOT NULL,
    "areaId" INTEGER NOT NULL,

    CONSTRAINT "BodyArea_pkey" PRIMARY KEY ("bodyId","areaId")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" SERIAL NOT NULL,
    "bodyId" INTEGER NOT NULL,
    "categoryId" INTEGER NOT NULL,
    "destination" TEXT NOT NULL,
    "state" "ContactState" NOT NULL DEFAULT 'unconfirmed',
    "groups" TEXT[],
    "keywords" TEXT[],
    "connectionId" INTEGER,
    "private" BOOLEAN NOT NULL DEFAULT false,
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "idField" TEXT NOT NULL DEFAULT 'fixmystreet_id',
    "serviceType" TEXT NOT NULL DEFAULT 'realtime',
    "hint" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" SERIAL NOT NULL,
    "contactId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "datatype" "Datatype" NOT NULL DEFAULT 'string',
    "datatypeDescription" TEXT NOT NULL DEFAULT '',
    "required" BOOLEAN NOT NULL DEFAULT false,
    "variable" BOOLEAN NOT NULL DEFAULT true,
    "order" INTEGER NOT NULL DEFAULT 0,
    "automated" "Automated" NOT NULL DEFAULT 'asked',
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "stopsForm" BOOLEAN NOT NULL DEFAULT false,
    "values" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" SERIAL NOT NULL,
    "bodyId" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "method" "SendMethod" NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secrets" TEXT,
    "pullUpdates" BOOLEAN NOT NULL DEFAULT false,
    "sendUpdates" BOOLEAN NOT NULL DEFAULT false,
    "pullRequests" BOOLEAN NOT NULL DEFAULT false,
    "syncServices" BOOLEAN NOT NULL DEFAULT false,
    "pausedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "kind" "PollKind" NOT NULL,
    "state" "PollState" NOT NULL DEFAULT 'running',
    "windowStart" TIMESTAMPTZ(3),
    "windowEnd" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "durationMs" INTEGER,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "Poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Watermark" (
    "connectionId" INTEGER NOT NULL,
    "kind" "PollKind" NOT NULL,
    "readUpTo" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "leasedBy" TEXT,

    CONSTRAINT "Watermark_pkey" PRIMARY KEY ("connectionId","kind")
);

-- CreateTable
CREATE TABLE "DeadLetter" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "pollId" INTEGER,
    "kind" "PollKind" NOT NULL,
    "externalId" TEXT,
    "payload" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "DeadLetter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusMatch" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "external" TEXT NOT NULL,
    "state" "ReportState",

    CONSTRAINT "StatusMatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceCodeMatch" (
    "id" SERIAL NOT NULL,
    "connectionId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "categoryId" INTEGER,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ServiceCodeMatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Report" (
    "id" SERIAL NOT NULL,
    "visibility" "Visibility" NOT NULL DEFAULT 'unconfirmed',
    "state" "ReportState" NOT NULL DEFAULT 'confirmed',
    "categoryId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "cell" BIGINT NOT NULL,
    "usedMap" BOOLEAN NOT NULL DEFAULT true,
    "searchedFor" TEXT NOT NULL DEFAULT '',
    "address" TEXT,
    "answers" JSONB NOT NULL DEFAULT '[]',
    "reporterId" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "showName" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT NOT NULL DEFAULT 'en',
    "service" TEXT NOT NULL DEFAULT 'web',
    "duplicateOfId" INTEGER,
    "formKey" TEXT,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportArea" (
    "reportId" INTEGER NOT NULL,
    "areaId" INTEGER NOT NULL,

    CONSTRAINT "ReportArea_pkey" PRIMARY KEY ("reportId","areaId")
);

-- CreateTable
CREATE TABLE "Photo" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "reportId" INTEGER,
    "updateId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PhotoData" (
    "hash" TEXT NOT NULL,
    "size" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "PhotoData_pkey" PRIMARY KEY ("hash","size")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" SERIAL NOT NULL,
    "reportId" INTEGER NOT NULL,
    "bodyId" INTEGER NOT NULL,
    "contactId" INTEGER,
    "connectionId" INTEGER,
    "method" "SendMethod" NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'due',
    "externalId" TEXT,
    "customerReference" TEXT,
    "token" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "leasedBy" TEXT,
    "inFlight" BOOLEAN NOT NULL DEFAULT false,
    "lastError" TEXT,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "firstSentAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "previous" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryAttempt" (
    "id" SERIAL NOT NULL,
    "deliveryId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "method" "SendMethod" NOT NULL,
    "worker" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "outcome" "AttemptOutcome" NOT NULL,
    "reason" TEXT,
    "externalId" TEXT,
    "exchanges" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "DeliveryAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Update" (
    "id" SERIAL NOT NULL,
    "reportId" INTEGER NOT NULL,
    "origin" "UpdateOrigin" NOT NULL,
    "visibility" "Visibility" NOT NULL DEFAULT 'unconfirmed',
    "userId" INTEGER,
    "bodyId" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "showName" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL DEFAULT '',
    "emailText" TEXT,
    "newState" "ReportState",
    "stateApplied" BOOLEAN NOT NULL DEFAULT true,
    "connectionId" INTEGER,
    "externalId" TEXT,
    "externalStatusCode" TEXT,
    "raw" JSONB,
    "decision" TEXT,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "language" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UpdateDelivery" (
    "id" SERIAL NOT NULL,
    "updateId" INTEGER NOT NULL,
    "deliveryId" INTEGER NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'due',
    "externalId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "leasedBy" TEXT,
    "inFlight" BOOLEAN NOT NULL DEFAULT false,
    "lastError" TEXT,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "history" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UpdateDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResponseTemplate" (
    "id" SERIAL NOT NULL,
    "bodyId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "emailText" TEXT,
    "state" "ReportState",
    "externalStatusCode" TEXT,
    "autoResponse" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ResponseTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResponseTemplateContact" (
    "templateId" INTEGER NOT NULL,
    "contactId" INTEGER NOT NULL,

    CONSTRAINT "ResponseTemplateContact_pkey" PRIMARY KEY ("templateId","contactId")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" SERIAL NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "userId" INTEGER NOT NULL,
    "reportId" INTEGER,
    "areaId" INTEGER,
    "bodyId" INTEGER,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "radiusMetres" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertSent" (
    "alertId" INTEGER NOT NULL,
    "updateId" INTEGER NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertSent_pkey" PRIMARY KEY ("alertId","updateId")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "userId" INTEGER,
    "actorName" TEXT,
    "action" TEXT NOT NULL,
    "bodyId" INTEGER,
    "reportId" INTEGER,
    "subject" JSONB NOT NULL DEFAULT '{}',
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GazetteerEntry" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "searched" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "GazetteerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GeocodeAnswer" (
    "key" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GeocodeAnswer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_bodyId_idx" ON "User"("bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "Role_bodyId_slug_key" ON "Role"("bodyId", "slug");

-- CreateIndex
CREATE INDEX "UserRole_roleId_idx" ON "UserRole"("roleId");

-- CreateIndex
CREATE INDEX "UserCategory_categoryId_idx" ON "UserCategory"("categoryId");

-- CreateIndex
CREATE INDEX "Token_expiresAt_idx" ON "Token"("expiresAt");

-- CreateIndex
CREATE INDEX "Token_userId_idx" ON "Token"("userId");

-- CreateIndex
CREATE INDEX "Token_reportId_idx" ON "Token"("reportId");

-- CreateIndex
CREATE INDEX "Token_updateId_idx" ON "Token"("updateId");

-- CreateIndex
CREATE INDEX "Token_alertId_idx" ON "Token"("alertId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiClient_name_key" ON "ApiClient"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ApiClient_keyHash_key" ON "ApiClient"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "AbuseEntry_value_key" ON "AbuseEntry"("value");

-- CreateIndex
CREATE UNIQUE INDEX "Area_slug_key" ON "Area"("slug");

-- CreateIndex
CREATE INDEX "Area_west_east_south_north_idx" ON "Area"("west", "east", "south", "north");

-- CreateIndex
CREATE UNIQUE INDEX "Body_slug_key" ON "Body"("slug");

-- CreateIndex
CREATE INDEX "Body_defaultConnectionId_idx" ON "Body"("defaultConnectionId");

-- CreateIndex
CREATE INDEX "Body_updatesUserId_idx" ON "Body"("updatesUserId");

-- CreateIndex
CREATE INDEX "BodyArea_areaId_idx" ON "BodyArea"("areaId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_name_key" ON "Category"("name");

-- CreateIndex
CREATE INDEX "Contact_categoryId_idx" ON "Contact"("categoryId");

-- CreateIndex
CREATE INDEX "Contact_connectionId_idx" ON "Contact"("connectionId");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_bodyId_categoryId_key" ON "Contact"("bodyId", "categoryId");

-- CreateIndex
CREATE UNIQUE INDEX "Question_contactId_code_key" ON "Question"("contactId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_bodyId_slug_key" ON "Connection"("bodyId", "slug");

-- CreateIndex
CREATE INDEX "Poll_connectionId_kind_startedAt_idx" ON "Poll"("connectionId", "kind", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Watermark_kind_dueAt_idx" ON "Watermark"("kind", "dueAt");

-- CreateIndex
CREATE INDEX "DeadLetter_connectionId_resolvedAt_createdAt_idx" ON "DeadLetter"("connectionId", "resolvedAt", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "DeadLetter_pollId_idx" ON "DeadLetter"("pollId");

-- CreateIndex
CREATE UNIQUE INDEX "StatusMatch_connectionId_external_key" ON "StatusMatch"("connectionId", "external");

-- CreateIndex
CREATE INDEX "ServiceCodeMatch_categoryId_idx" ON "ServiceCodeMatch"("categoryId");

-- CreateIndex
CREATE UNIQUE INDEX "ServiceCodeMatch_connectionId_code_key" ON "ServiceCodeMatch"("connectionId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Report_formKey_key" ON "Report"("formKey");

-- CreateIndex
CREATE INDEX "Report_visibility_cell_state_categoryId_id_idx" ON "Report"("visibility", "cell", "state", "categoryId", "id");

-- CreateIndex
CREATE INDEX "Report_visibility_confirmedAt_id_idx" ON "Report"("visibility", "confirmedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Report_visibility_updatedAt_id_idx" ON "Report"("visibility", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Report_visibility_createdAt_idx" ON "Report"("visibility", "createdAt");

-- CreateIndex
CREATE INDEX "Report_reporterId_id_idx" ON "Report"("reporterId", "id" DESC);

-- CreateIndex
CREATE INDEX "Report_categoryId_idx" ON "Report"("categoryId");

-- CreateIndex
CREATE INDEX "Report_duplicateOfId_idx" ON "Report"("duplicateOfId");

-- CreateIndex
CREATE INDEX "ReportArea_areaId_reportId_idx" ON "ReportArea"("areaId", "reportId" DESC);

-- CreateIndex
CREATE INDEX "Photo_reportId_position_idx" ON "Photo"("reportId", "position");

-- CreateIndex
CREATE INDEX "Photo_updateId_position_idx" ON "Photo"("updateId", "position");

-- CreateIndex
CREATE INDEX "Photo_hash_idx" ON "Photo"("hash");

-- CreateIndex
CREATE INDEX "Photo_createdAt_idx" ON "Photo"("createdAt");

-- CreateIndex
CREATE INDEX "Delivery_state_dueAt_idx" ON "Delivery"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Delivery_state_leasedUntil_idx" ON "Delivery"("state", "leasedUntil");

-- CreateIndex
CREATE INDEX "Delivery_bodyId_reportId_idx" ON "Delivery"("bodyId", "reportId" DESC);

-- CreateIndex
CREATE INDEX "Delivery_contactId_idx" ON "Delivery"("contactId");

-- CreateIndex
CREATE INDEX "Delivery_connectionId_state_idx" ON "Delivery"("connectionId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_reportId_bodyId_key" ON "Delivery"("reportId", "bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_bodyId_externalId_key" ON "Delivery"("bodyId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "DeliveryAttempt_deliveryId_number_key" ON "DeliveryAttempt"("deliveryId", "number");

-- CreateIndex
CREATE INDEX "Update_reportId_confirmedAt_idx" ON "Update"("reportId", "confirmedAt");

-- CreateIndex
CREATE INDEX "Update_visibility_createdAt_idx" ON "Update"("visibility", "createdAt");

-- CreateIndex
CREATE INDEX "Update_userId_idx" ON "Update"("userId");

-- CreateIndex
CREATE INDEX "Update_bodyId_idx" ON "Update"("bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "Update_connectionId_externalId_key" ON "Update"("connectionId", "externalId");

-- CreateIndex
CREATE INDEX "UpdateDelivery_state_dueAt_idx" ON "UpdateDelivery"("state", "dueAt");

-- CreateIndex
CREATE INDEX "UpdateDelivery_state_leasedUntil_idx" ON "UpdateDelivery"("state", "leasedUntil");

-- CreateIndex
CREATE INDEX "UpdateDelivery_deliveryId_updateId_idx" ON "UpdateDelivery"("deliveryId", "updateId");

-- CreateIndex
CREATE UNIQUE INDEX "UpdateDelivery_updateId_deliveryId_key" ON "UpdateDelivery"("updateId", "deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "ResponseTemplate_bodyId_title_key" ON "ResponseTemplate"("bodyId", "title");

-- CreateIndex
CREATE INDEX "ResponseTemplateContact_contactId_idx" ON "ResponseTemplateContact"("contactId");

-- CreateIndex
CREATE INDEX "Alert_reportId_idx" ON "Alert"("reportId");

-- CreateIndex
CREATE INDEX "Alert_userId_idx" ON "Alert"("userId");

-- CreateIndex
CREATE INDEX "Alert_areaId_idx" ON "Alert"("areaId");

-- CreateIndex
CREATE INDEX "Alert_bodyId_idx" ON "Alert"("bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_kind_userId_reportId_key" ON "Alert"("kind", "userId", "reportId");

-- CreateIndex
CREATE INDEX "AlertSent_updateId_idx" ON "AlertSent"("updateId");

-- CreateIndex
CREATE INDEX "AuditEntry_bodyId_at_idx" ON "AuditEntry"("bodyId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_reportId_at_idx" ON "AuditEntry"("reportId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_userId_at_idx" ON "AuditEntry"("userId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "GazetteerEntry_searched_idx" ON "GazetteerEntry" USING GIN ("searched" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "GazetteerEntry_lat_lon_idx" ON "GazetteerEntry"("lat", "lon");

-- CreateIndex
CREATE UNIQUE INDEX "GazetteerEntry_name_kind_lat_lon_key" ON "GazetteerEntry"("name", "kind", "lat", "lon");

-- CreateIndex
CREATE INDEX "GeocodeAnswer_expiresAt_idx" ON "GeocodeAnswer"("expiresAt");

-- CreateIndex
CREATE INDEX "RateLimit_expire_idx" ON "RateLimit"("expire");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserRole" ADD CONSTRAINT "UserRole_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserRole" ADD CONSTRAINT "UserRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserCategory" ADD CONSTRAINT "UserCategory_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserCategory" ADD CONSTRAINT "UserCategory_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_defaultConnectionId_fkey" FOREIGN KEY ("defaultConnectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_updatesUserId_fkey" FOREIGN KEY ("updatesUserId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BodyArea" ADD CONSTRAINT "BodyArea_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BodyArea" ADD CONSTRAINT "BodyArea_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "Area"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Watermark" ADD CONSTRAINT "Watermark_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadLetter" ADD CONSTRAINT "DeadLetter_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeadLetter" ADD CONSTRAINT "DeadLetter_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatusMatch" ADD CONSTRAINT "StatusMatch_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceCodeMatch" ADD CONSTRAINT "ServiceCodeMatch_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceCodeMatch" ADD CONSTRAINT "ServiceCodeMatch_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_reporterId_fkey" FOREIGN KEY ("reporterId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_duplicateOfId_fkey" FOREIGN KEY ("duplicateOfId") REFERENCES "Report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportArea" ADD CONSTRAINT "ReportArea_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportArea" ADD CONSTRAINT "ReportArea_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "Area"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryAttempt" ADD CONSTRAINT "DeliveryAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Update" ADD CONSTRAINT "Update_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Update" ADD CONSTRAINT "Update_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Update" ADD CONSTRAINT "Update_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Update" ADD CONSTRAINT "Update_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UpdateDelivery" ADD CONSTRAINT "UpdateDelivery_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UpdateDelivery" ADD CONSTRAINT "UpdateDelivery_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResponseTemplate" ADD CONSTRAINT "ResponseTemplate_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResponseTemplateContact" ADD CONSTRAINT "ResponseTemplateContact_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "ResponseTemplate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResponseTemplateContact" ADD CONSTRAINT "ResponseTemplateContact_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "Area"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertSent" ADD CONSTRAINT "AlertSent_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertSent" ADD CONSTRAINT "AlertSent_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE SET NULL ON UPDATE CASCADE;


