import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useDuration } from "@/components/admin/connections/duration";
import { Facts } from "@/components/admin/facts";
import { PollStateBadge } from "@/components/admin/polls/poll-state";
import { PollWindow } from "@/components/admin/polls/poll-window";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ShownPoll } from "@/lib/sync/pull/list-polls";

type Props = {
  poll: ShownPoll;
  /** Why items were left out, in words, with how many. */
  skipped: readonly { reason: string; count: number }[];
};

/** One time that a back end was asked: for what, by which calls, and what came of it. */
export function PollView({ poll, skipped }: Props) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[2fr_3fr]">
      <Outcome poll={poll} skipped={skipped} />
      <Calls calls={poll.calls} />
    </div>
  );
}

function Outcome({ poll, skipped }: Props) {
  const t = useTranslations("adminPolls");
  const format = useFormatter();
  const duration = useDuration();
  const { counts, error, durationMs } = poll;
  const figure = (label: string, count: number) => ({ label, value: format.number(count) });
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-large">{t("detail.outcome")}</h2>
      <div>
        <PollStateBadge state={poll.state} />
      </div>
      {error && <p className="border-s-4 border-danger ps-3 break-words">{error}</p>}
      <Facts
        facts={[
          { label: t("list.kind"), value: t(`kinds.${poll.kind}`) },
          { label: t("list.window"), value: <PollWindow start={poll.windowStart} end={poll.windowEnd} /> },
          { label: t("list.trigger"), value: t(`trigger.${poll.trigger}`) },
          { label: t("list.started"), value: <RelativeTime at={poll.startedAt} /> },
          durationMs !== null && { label: t("list.duration"), value: duration(durationMs) },
          figure(t("detail.seen"), counts.seen),
          figure(t("list.created"), counts.created),
          figure(t("list.known"), counts.known),
          ...skipped.map(({ reason, count }) => figure(t("detail.skippedOf", { reason }), count)),
          figure(t("list.dead"), counts.dead),
        ]}
      />
      {poll.openLetters > 0 && (
        <Link href={`/admin/dead-letters?poll=${poll.id}` as Route} className="font-semibold">
          {t("detail.letters", { count: poll.openLetters })}
        </Link>
      )}
      {counts.dead > 0 && poll.openLetters === 0 && (
        <p className="text-ink-soft">
          {t("detail.noLetters")}{" "}
          <Link href={`/admin/dead-letters?poll=${poll.id}&state=resolved` as Route}>{t("list.dead")}</Link>
        </p>
      )}
    </Card>
  );
}

function Calls({ calls }: { calls: ShownPoll["calls"] }) {
  const t = useTranslations("adminPolls.detail");
  const duration = useDuration();
  return (
    <Card className="flex min-w-0 flex-col gap-3">
      <h2 className="text-large">{t("calls")}</h2>
      {calls.length === 0 ? (
        <p className="text-ink-soft">{t("noCalls")}</p>
      ) : (
        <ScrollRegion label={t("calls")} className="admin-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("address")}</th>
                <th scope="col">{t("status")}</th>
                <th scope="col">{t("size")}</th>
              </tr>
            </thead>
            <tbody>
              {calls.map(({ method, url, status, size, durationMs }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a poll stand in their order, and none is ever taken out
                <tr key={at}>
                  <th scope="row" className="font-normal">
                    <code className="block min-w-[30ch] wrap-anywhere">
                      {method} {url}
                    </code>
                  </th>
                  <td className="whitespace-nowrap">
                    {status ?? t("noAnswer")}
                    <span className="block text-small text-ink-soft">{duration(durationMs)}</span>
                  </td>
                  <td className="whitespace-nowrap">{t("characters", { count: size })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}
