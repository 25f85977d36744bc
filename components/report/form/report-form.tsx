"use client";

import { type FormEvent, startTransition, useRef, useState } from "react";
import { LocationPicker } from "@/components/map/location-picker";
import type { TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { CategoryStep } from "@/components/report/form/category-step";
import { DetailsStep } from "@/components/report/form/details-step";
import { FormActions } from "@/components/report/form/form-actions";
import { type FormAccount, FormProvider } from "@/components/report/form/form-context";
import { stepsFor } from "@/components/report/form/form-steps";
import { answerKey, type FormValues, valuesFromFields } from "@/components/report/form/form-values";
import { HiddenFields } from "@/components/report/form/hidden-fields";
import { PhotosStep } from "@/components/report/form/photos-step";
import { PlaceStep } from "@/components/report/form/place-step";
import { QuestionsStep } from "@/components/report/form/questions-step";
import { ReviewStep } from "@/components/report/form/review-step";
import { stopOf } from "@/components/report/form/stop";
import { useFaults } from "@/components/report/form/use-faults";
import { usePlace } from "@/components/report/form/use-place";
import { type SendReport, useSend } from "@/components/report/form/use-send";
import { SCROLLER, useSteps } from "@/components/report/form/use-steps";
import { useUploads } from "@/components/report/form/use-uploads";
import { useValues } from "@/components/report/form/use-values";
import { type FormWords, WordsProvider } from "@/components/report/form/words";
import { YouStep } from "@/components/report/form/you-step";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { Offer } from "@/lib/bodies/offer";
import type { Point } from "@/lib/geo/point";

type Props = {
  words: FormWords;
  send: SendReport;
  point: Point;
  address: string | null;
  offer: Offer;
  searchedFor: string;
  /** What a fresh form holds: the category of the address, an account's name. */
  fresh: FormValues;
  account: FormAccount | null;
  formKey: string;
  /** When the page was made, in milliseconds since 1970. */
  startedAt: number;
  /** The same page without a category, for browsers without scripts. */
  otherPath: string;
  tiles: TileSource;
  mapWords: MapWords;
};

/**
 * The whole report in one form. Without scripts it is a plain page that posts; with them a phone shows one step at a time, and
 * the map, the questions and the photos need no page of their own.
 */
export function ReportForm(props: Props) {
  const { words, account } = props;
  const form = useRef<HTMLFormElement>(null);
  const { state, dispatch, pending } = useSend(props.send, words);
  const start = state.values ? valuesFromFields(state.values) : props.fresh;
  const [startKey] = useState(
    typeof state.values?.formKey === "string" ? state.values.formKey : props.formKey,
  );
  const entered = useValues({ values: start, formKey: startKey }, form);
  const { values, change, hydrated } = entered;
  const { place, moved, move } = usePlace({ point: props.point, offer: props.offer, address: props.address });
  const [mapStart] = useState({ ...props.point, zoom: 17 });
  const uploads = useUploads(values.photos.length, change, words.photos);

  const category = place.offer.categories.find(({ id }) => String(id) === values.categoryId) ?? null;
  const stop = stopOf(category, (code) => (category && values.answers[answerKey(category.id, code)]) ?? "");
  const all = stepsFor(category);
  const steps = stop === null ? all : all.slice(0, all.indexOf("questions") + 1);
  const { current, goTo, goBack, show } = useSteps(steps);
  const faults = useFaults(state, show, category?.questions ?? []);
  const whole = hydrated || category !== null;
  const nobody = place.offer.categories.length === 0;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (!hydrated || !form.current) return;
    event.preventDefault();
    if (pending) return;
    const onPhone = matchMedia("(width < 768px)").matches;
    const next = onPhone ? steps[steps.indexOf(current) + 1] : undefined;
    const part = next ? form.current.querySelector(`[data-step="${current}"]`) : form.current;
    const checked: Partial<Record<string, string>> = {};
    if (nobody && (!next || current === "place")) checked.point = words.faults.place;
    if (!next && uploads.items.some(({ error }) => !error)) checked.photoIds = words.photos.wait;
    if (faults.check(part ?? form.current, checked, words)) return;
    if (next) return goTo(next);
    if (onPhone ? current !== "review" : stop !== null) return;
    const posted = new FormData(form.current);
    startTransition(() => dispatch(posted));
  };

  return (
    <WordsProvider value={words}>
      <FormProvider
        value={{
          values,
          change: (changed) => {
            change(changed);
            faults.forget(changed);
          },
          faults: faults.faults,
          offer: place.offer,
          category,
          account,
          hydrated,
          current,
          goTo,
        }}
      >
        <form
          ref={form}
          {...(whole ? { action: dispatch } : { action: "/report/new", method: "get" })}
          onSubmit={submit}
          noValidate={hydrated}
          data-wizard={hydrated ? "" : undefined}
          className="map-page"
        >
          <div
            data-stop={hydrated && current === "place" ? "half" : "full"}
            className="map-panel map-sheet max-md:data-[stop=full]:max-h-full max-md:data-[stop=full]:rounded-none"
          >
            <div id={SCROLLER} className="map-sheet-body flex flex-col gap-6 max-md:pt-5 md:gap-10">
              <div className="max-md:in-data-wizard:sr-only">
                <h1 className="text-title md:text-display">{words.heading}</h1>
                <p className="text-ink-soft">{words.lead}</p>
              </div>
              {faults.problems.length > 0 && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: links in it are followed, by key as well
                // biome-ignore lint/a11y/noStaticElementInteractions: as above
                <div onClick={hydrated ? faults.follow : undefined}>
                  <ErrorSummary title={words.problems} problems={faults.problems} />
                </div>
              )}
              {entered.restored && (
                <div className="flex items-center justify-between gap-x-2 rounded border border-line bg-surface ps-4">
                  <p className="text-small">{words.draft}</p>
                  <Button
                    look="quiet"
                    className="flex-none"
                    onClick={() => {
                      entered.startOver(props.fresh);
                      show("place", "step-place-heading");
                    }}
                  >
                    {words.startOver}
                  </Button>
                </div>
              )}
              <PlaceStep place={place} />
              {!nobody && <CategoryStep otherPath={props.otherPath} />}
              {whole && !nobody && (
                <>
                  <HiddenFields
                    point={place.point}
                    moved={moved}
                    searchedFor={props.searchedFor}
                    formKey={entered.formKey}
                    startedAt={props.startedAt}
                  />
                  <QuestionsStep />
                  {stop === null && (
                    <>
                      <PhotosStep uploads={uploads} />
                      <DetailsStep />
                      <YouStep />
                      {hydrated && <ReviewStep place={place} />}
                    </>
                  )}
                </>
              )}
              {!whole && (
                <>
                  <input type="hidden" name="lat" value={props.point.lat} />
                  <input type="hidden" name="lon" value={props.point.lon} />
                  {props.searchedFor && <input type="hidden" name="q" value={props.searchedFor} />}
                </>
              )}
            </div>
            <FormActions steps={steps} whole={whole} stop={stop} nobody={nobody} onBack={goBack} />
          </div>
          <div className="map-canvas max-md:noscript:hidden">
            <LocationPicker start={mapStart} tiles={props.tiles} words={props.mapWords} onMove={move} />
          </div>
        </form>
      </FormProvider>
    </WordsProvider>
  );
}
