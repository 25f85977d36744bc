"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import {
  accentContrast,
  grounds,
  leastContrast,
  nearestReadable,
  type ThemeTokens,
  tokensOf,
} from "@/lib/bodies/accent";

/** A body's colour: typed or picked, with how it will look and whether it can be read. */
export function AccentField({ start, error }: { start: string; error: string | undefined }) {
  const t = useTranslations("adminBodies.settings");
  const common = useTranslations("admin.form");
  const [accent, setAccent] = useState(start);
  const color = /^#[0-9a-f]{6}$/i.test(accent.trim()) ? accent.trim().toLowerCase() : null;
  return (
    <div className="flex flex-col gap-3">
      <Field
        name="accent"
        label={t("accent")}
        optional={common("optional")}
        hint={t("accentHint")}
        error={error}
      >
        {(wiring) => (
          <div className="flex gap-2">
            <Input
              {...wiring}
              value={accent}
              onChange={(event) => setAccent(event.target.value)}
              placeholder="#0a5552"
              className="max-w-40 font-mono"
              spellCheck={false}
            />
            <input
              type="color"
              aria-label={t("accentPick")}
              value={color ?? "#0a5552"}
              onChange={(event) => setAccent(event.target.value)}
              className="h-12 w-14 cursor-pointer rounded border border-line-strong bg-surface p-1"
            />
          </div>
        )}
      </Field>
      {color && <Reading color={color} use={setAccent} />}
    </div>
  );
}

function Reading({ color, use }: { color: string; use: (color: string) => void }) {
  const t = useTranslations("adminBodies.settings");
  const contrast = accentContrast(color);
  const good = contrast >= leastContrast;
  const nearest = nearestReadable(color);
  const { light, dark } = tokensOf(good ? color : nearest);
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="flex flex-wrap items-center gap-3 text-small">
        {t("accentContrast", {
          contrast: contrast.toFixed(1),
          good: String(good),
          least: String(leastContrast),
          nearest,
        })}
        {!good && <Button onClick={() => use(nearest)}>{t("accentUse", { color: nearest })}</Button>}
      </p>
      <div className="flex flex-wrap gap-3">
        <Sample label={t("sampleLight")} tokens={light} ground={grounds.light[0]} ink="#182224" />
        <Sample label={t("sampleDark")} tokens={dark} ground={grounds.dark[0]} ink="#edf2f1" />
      </div>
    </div>
  );
}

/** A link and a button as they will look; not to be pressed. */
function Sample({
  label,
  tokens,
  ground,
  ink,
}: {
  label: string;
  tokens: ThemeTokens;
  ground: string;
  ink: string;
}) {
  const t = useTranslations("adminBodies.settings");
  const box: CSSProperties = { background: ground, color: ink };
  return (
    <div className="flex items-center gap-4 rounded border border-line-strong px-4 py-3" style={box}>
      <span className="text-small">{label}</span>
      <span className="underline" style={{ color: tokens.accent }}>
        {t("sampleLink")}
      </span>
      <span
        className="rounded px-4 py-2 font-semibold"
        style={{ background: tokens.accent, color: tokens.on }}
      >
        {t("sampleButton")}
      </span>
    </div>
  );
}
