import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { z } from "zod";
import { currentStanding, landing } from "@/app/_server/session";
import { SignInForm } from "@/app/auth/sign-in-form";
import { DetailsForm } from "@/app/my/details-form";
import { MyAlerts } from "@/app/my/my-alerts";
import { MyReports } from "@/app/my/my-reports";
import { MyUpdates } from "@/app/my/my-updates";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { SubmitButton } from "@/components/ui/submit-button";
import { myAlerts } from "@/lib/alerts/my-alerts";
import { accountOf } from "@/lib/auth/account";
import { RowId } from "@/lib/form-fields";
import { myReports } from "@/lib/reports/my-reports";
import { myUpdates } from "@/lib/updates/my-updates";

export const dynamic = "force-dynamic";

const Query = z.object({
  cursor: RowId.optional().catch(undefined),
  following: RowId.optional().catch(undefined),
  updates: RowId.optional().catch(undefined),
  saved: z.literal("1").optional().catch(undefined),
});
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.my");
  return { title: t("title"), robots: { index: false } };
}

/** The signed-in person's reports and details; for others the way in, which leads back here. */
export default async function MyPage({ searchParams }: Props) {
  const { cursor, following, updates, saved } = Query.parse(await searchParams);
  const { account: words } = await getMessages();
  const standing = await currentStanding();
  if (standing.lacks === "code") redirect(landing(standing, "/my"));
  const me = await accountOf(standing.actor);
  if (!me) {
    return (
      <div className="page">
        <div className="flex max-w-[34rem] flex-col gap-6">
          <div>
            <h1>{words.my.title}</h1>
            <p className="mt-2 text-large">{words.signIn.lead}</p>
          </div>
          <SignInForm next="/my" words={words.signIn} />
        </div>
      </div>
    );
  }
  const [{ reports, next }, followed, written] = await Promise.all([
    myReports(me.id, cursor),
    myAlerts(me.id, following),
    myUpdates(me.id, updates),
  ]);
  return (
    <div className="page">
      <div className="flex max-w-[46rem] flex-col gap-8">
        <header className="flex flex-wrap items-center justify-between gap-4">
          <div className="min-w-0">
            <h1>{words.my.title}</h1>
            {me.email && <SignedInAs email={me.email} />}
          </div>
          <div className="flex flex-wrap gap-3">
            {(standing.actor.kind === "staff" || standing.lacks) && (
              <LinkButton look="primary" href={"/admin" as Route}>
                {words.my.dashboard}
              </LinkButton>
            )}
            <form action="/auth/sign-out" method="post">
              <SubmitButton look="secondary" pending={words.my.signingOut}>
                {words.my.signOut}
              </SubmitButton>
            </form>
          </div>
        </header>
        {saved && <Notice kind="success" title={words.my.saved} announce />}
        <section>
          <MyReports reports={reports} />
          <Pagination
            previous={cursor ? ("/my" as Route) : undefined}
            next={next ? (`/my?cursor=${next}` as Route) : undefined}
          />
        </section>
        <MyUpdates
          updates={written.updates}
          more={written.next ? (`/my?updates=${written.next}#updates` as Route) : undefined}
        />
        <MyAlerts
          reports={followed.reports}
          more={followed.next ? (`/my?following=${followed.next}#following` as Route) : undefined}
        />
        <DetailsForm account={{ name: me.name, phone: me.phone }} words={words.my} />
        <section aria-labelledby="account" className="border-t border-line pt-6">
          <h2 id="account">{words.my.account}</h2>
          <p className="mt-2">
            <Link href={"/my/security" as Route}>{words.my.security}</Link>
          </p>
        </section>
      </div>
    </div>
  );
}

function SignedInAs({ email }: { email: string }) {
  const t = useTranslations("account.my");
  return <p className="mt-1 break-words text-ink-soft">{t("signedInAs", { email })}</p>;
}
