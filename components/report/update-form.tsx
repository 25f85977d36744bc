"use client";

import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useActionState, useEffect, useMemo, useState } from "react";
import { PhotoField } from "@/components/report/form/photo-field";
import type { PhotoWords } from "@/components/report/form/use-uploads";
import { usePhotos } from "@/components/report/use-photos";
import { Checkbox, Input, Textarea } from "@/components/ui/controls";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormState, textValues } from "@/lib/forms";
import type { Messages } from "@/lib/messages";

type Action = (previous: FormState, form: FormData) => Promise<FormState>;
export type UpdateWords = Messages["updates"]["form"];

/** Somebody who is signed in. */
export type UpdateWriter = {
  name: string;
  /** They write in a body's name. */
  forBody: boolean;
  following: boolean;
};

type Props = {
  reportId: number;
  isPrivate: boolean;
  /** What may be ticked. */
  tick: "fixed" | "reopen" | null;
  /** Null on a page that is kept for everybody: then whoever writes says who they are. */
  writer: UpdateWriter | null;
  send: Action;
  formKey: string;
  /** When the page was made, in milliseconds since 1970. */
  startedAt: number;
  words: UpdateWords;
  photoWords: PhotoWords;
};

/** Where people say how it stands. Works without scripts; what was typed and sent stays when something is wrong. */
export function UpdateForm({ send, words, photoWords, ...about }: Props) {
  const [state, action] = useActionState(useGuarded(send, words), {});
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  const [formKey] = useState(() => typedIn(state, "formKey") || about.formKey);
  const { photos, change, uploads, onTheirWay } = usePhotos(
    [state.values?.photoIds ?? []].flat(),
    photoWords,
  );
  const [waits, setWaits] = useState(false);
  const blocked = waits && onTheirWay;
  const faults = useMemo(
    () => (blocked ? { photoIds: photoWords.wait } : (state.fields ?? {})),
    [blocked, state, photoWords],
  );
  const problems = useMemo(
    () => problemsOf(faults, blocked ? undefined : state.message),
    [faults, blocked, state],
  );

  const submit = (event: FormEvent) => {
    setWaits(onTheirWay);
    if (onTheirWay) event.preventDefault();
  };

  return (
    <form action={action} onSubmit={submit} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={words.problems} problems={problems} />
      <input type="hidden" name="reportId" value={about.reportId} />
      <input type="hidden" name="formKey" value={formKey} />
      <input type="hidden" name="startedAt" value={about.startedAt} />
      {/* People do not see it; programs that fill in every field do. */}
      <div aria-hidden="true" className="sr-only">
        <label htmlFor="update-website">{words.trap}</label>
        <input id="update-website" name="website" tabIndex={-1} autoComplete="off" readOnly={hydrated} />
      </div>
      <Field
        name="text"
        id={idOf("text")}
        label={words.text}
        hint={about.isPrivate ? words.textHintPrivate : words.textHint}
        error={faults.text}
      >
        {(wiring) => <Textarea {...wiring} maxLength={4_000} defaultValue={typedIn(state, "text")} />}
      </Field>
      <PhotoField
        {...{ photos, uploads, change, hydrated }}
        words={photoWords}
        legend={words.photos}
        hint={about.isPrivate ? words.photosHintPrivate : words.photosHint}
        optional={words.optional}
        error={faults.photoIds}
      />
      {about.tick && (
        <Checkbox
          name={about.tick}
          label={words[about.tick]}
          hint={words[`${about.tick}Hint`]}
          defaultChecked={typedIn(state, about.tick) !== ""}
        />
      )}
      {!about.writer?.forBody && <Who {...about} {...{ state, faults, words }} />}
      <div>
        <SubmitButton pending={words.sending}>{words.button}</SubmitButton>
      </div>
    </form>
  );
}

type WhoProps = Pick<Props, "writer" | "isPrivate" | "words"> & {
  state: FormState;
  faults: Readonly<Record<string, string>>;
};

/** Who writes, as far as that is not known, and whether they want to hear more. */
function Who({ writer, isPrivate, state, faults, words }: WhoProps) {
  const ticked = (name: string, start: boolean) => (state.values ? typedIn(state, name) !== "" : start);
  return (
    <>
      {!writer && (
        <Field
          name="email"
          id={idOf("email")}
          label={words.email}
          hint={words.emailHint}
          error={faults.email}
          required
        >
          {(wiring) => (
            <Input
              {...wiring}
              type="email"
              maxLength={254}
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={typedIn(state, "email")}
            />
          )}
        </Field>
      )}
      {!writer?.name && (
        <Field
          name="name"
          id={idOf("name")}
          label={words.name}
          hint={words.nameHint}
          error={faults.name}
          required
        >
          {(wiring) => (
            <Input {...wiring} maxLength={100} autoComplete="name" defaultValue={typedIn(state, "name")} />
          )}
        </Field>
      )}
      <div className="flex flex-col">
        {!isPrivate && (
          <Checkbox name="showName" label={words.showName} defaultChecked={ticked("showName", false)} />
        )}
        {!writer?.following && (
          <Checkbox name="follow" label={words.follow} defaultChecked={ticked("follow", writer === null)} />
        )}
      </div>
    </>
  );
}

/** Other forms stand on the same page. */
const idOf = (field: string): string => (field === "photoIds" ? "photos" : `update-${field}`);

const typedIn = ({ values }: FormState, name: string): string => [values?.[name] ?? ""].flat()[0] ?? "";

function problemsOf(faults: Readonly<Record<string, string>>, message: string | undefined) {
  const named = Object.entries(faults).map(([field, text]) => ({ field: idOf(field), message: text }));
  return named.length === 0 && message ? [{ field: idOf("text"), message }] : named;
}

/**
 * The server's own action until scripts run, which a plain form can post to; then one that also says so when the connection fails, and
 * keeps everything.
 */
function useGuarded(send: Action, words: UpdateWords): Action {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const guarded: Action = async (previous, form) => {
    try {
      return await send(previous, form);
    } catch (error) {
      unstable_rethrow(error);
      return { message: words.offline, values: textValues(form) };
    }
  };
  return ready ? guarded : send;
}
