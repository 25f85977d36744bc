import { mailLink } from "@/app/my/security/mail-link";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Messages } from "@/lib/messages";

type Words = Messages["account"]["security"]["notFresh"];

/** Where somebody who signed in long ago has to show once more who they are: a mailed link leads back here. */
export function SignInAgain({ next, words }: { next: string; words: Words }) {
  return (
    <Notice kind="info" title={words.title}>
      <p>{words.lead}</p>
      <form action={mailLink} className="mt-3">
        <input type="hidden" name="next" value={next} />
        <SubmitButton look="secondary" pending={words.pending}>
          {words.button}
        </SubmitButton>
      </form>
    </Notice>
  );
}
