import type { Metadata } from "next";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse } from "@/app/_server/staff";
import { BodyFrame, type BodyParams, bodyOf } from "@/app/admin/bodies/[id]/body-frame";
import { AuditTrail } from "@/components/admin/audit-trail";
import { Pager } from "@/components/admin/pager";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";

type Props = BodyParams & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await bodyOf(props)).body.name };
}

/** Who changed what at this body: itself, its contacts, connections, templates and reports. */
export default async function BodyHistoryPage(props: Props) {
  const { actor, body } = await bodyOf(props);
  const { query } = pageQuery(AuditQuery, await props.searchParams);
  const page = await orRefuse(listAudit(actor, { ...query, body: body.id }));
  return (
    <BodyFrame actor={actor} body={body} tab="history">
      <AuditTrail entries={page.items} />
      <Pager next={page.next} />
    </BodyFrame>
  );
}
