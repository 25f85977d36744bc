/** The look of the works desk: paper and ink like Mendline, but brick and ochre, so that nobody takes it for the site. */
export const style = `
:root { color-scheme: light dark;
  --paper: #f6f3ee; --sheet: #fffdf9; --ink: #231f1b; --soft: #5f564d; --line: #d9d0c4; --accent: #7a2e1d; --on-accent: #fffaf5;
  --stripe: #d99a2b; --good: #1f5a35; --good-paper: #e3f1e6; --bad: #8c1d18; --open: #b26a00; --busy: #1f5fa8; --fixed: #1d7a45; --closed: #6b6b6b; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #1c1916; --sheet: #26221e; --ink: #f1ebe3; --soft: #b9aea2; --line: #453d35; --accent: #f0b6a2; --on-accent: #2b120a;
  --good: #bfe5c9; --good-paper: #1e3326; --bad: #ffb4ab; --open: #f2b04a; --busy: #8cbcf5; --fixed: #7fd3a0; --closed: #b5b5b5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 "Atkinson Hyperlegible Next", ui-sans-serif, system-ui, sans-serif; overflow-wrap: anywhere; }
@media (min-width: 60rem) { body { font-size: 1rem; } }
header { background: #7a2e1d; color: #fffaf5; border-bottom: 6px solid var(--stripe); }
header div, main, footer { max-width: 76rem; margin: 0 auto; padding: 1rem; }
header p { margin: 0; } h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
.demo { display: inline-block; margin-top: .5rem; padding: .125rem .5rem; border: 1px solid; border-radius: 8px; font-size: .875rem; }
.intro, footer { color: var(--soft); max-width: 70ch; } footer { margin: 0 auto; max-width: 76rem; }
.columns { display: grid; gap: 1.5rem; } @media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr) 22rem; align-items: start; } }
@media (min-width: 60rem) and (min-height: 46rem) { .columns > aside { position: sticky; top: 1rem; } }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; } h2 { font-size: 1.25rem; margin: .5rem 0; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
.sheet:target { outline: 3px solid var(--stripe); }
.said { background: var(--good-paper); color: var(--good); border-color: currentColor; } .wrong { color: var(--bad); border-color: currentColor; }
h3 { margin: 0; font-size: 1.125rem; line-height: 1.35; }   .reference { display: inline-block; font-variant-numeric: tabular-nums; }
.badge { display: inline-flex; gap: .375rem; align-items: center; font-weight: 600; } .mark { fill: none; stroke: var(--sheet); } .mark.dot { fill: var(--sheet); } .badge svg { width: 1.25rem; height: 1.5rem; flex: none; }
.badge.open { color: var(--open); } .badge.busy { color: var(--busy); } .badge.fixed { color: var(--fixed); } .badge.closed { color: var(--closed); }
.badge span { color: var(--ink); } .meta { color: var(--soft); margin: .25rem 0; } .text { white-space: pre-line; max-width: 70ch; margin: .75rem 0; }
dl { margin: .75rem 0; } dt { color: var(--soft); } dd { margin: 0 0 .375rem; }
@media (min-width: 40rem) { dl { display: grid; grid-template-columns: minmax(6rem, 20rem) minmax(0, 1fr); gap: .25rem 1rem; } dd { margin: 0; } }
.photos { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0; padding: 0; list-style: none; }
.photos img { display: block; width: 8rem; height: 6rem; object-fit: cover; border-radius: 8px; border: 1px solid var(--line); background: var(--paper); font-size: .8125rem; }
.history { list-style: none; margin: .75rem 0; padding: 0 0 0 .75rem; border-left: 3px solid var(--line); } .history li { margin: 0 0 .5rem; } .history p { margin: 0; white-space: pre-line; }
details { border-top: 1px solid var(--line); margin-top: .75rem; } summary { cursor: pointer; padding: .625rem 0; min-height: 2.75rem; font-weight: 600; }
form { display: grid; gap: .75rem; margin: 0 0 1rem; } label { display: grid; gap: .25rem; } .pair { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); align-items: end; }
input, select, textarea, button { font: inherit; color: inherit; width: 100%; min-height: 2.75rem; padding: .5rem .625rem; background: var(--paper); border: 1px solid var(--soft); border-radius: 8px; }
input[type=file] { padding: .375rem; } textarea { min-height: 5rem; resize: vertical; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; } button { width: auto; cursor: pointer; background: var(--sheet); border-color: var(--accent); color: var(--accent); font-weight: 600; }
button.main { background: var(--accent); color: var(--on-accent); } a { color: var(--accent); } nav a, .top a { display: inline-block; padding: .625rem 0; }
:focus-visible { outline: 3px solid var(--stripe); outline-offset: 2px; }
@media (forced-colors: active) { .mark { fill: none; stroke: var(--sheet); } .mark.dot { fill: var(--sheet); } .badge svg { forced-color-adjust: auto; } button { border: 1px solid; } }
`;
