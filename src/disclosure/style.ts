/** Of the list itself, wherever it stands; colours and type come from around it. */
export const listStyle: string = `
.disclosure {
  word-break: auto-phrase;
  overflow-wrap: anywhere;
  line-height: 1.6;
}
.disclosure h2 {
  margin: 2em 0 0.6em;
  font-size: 1.25em;
}
.disclosure table {
  inline-size: 100%;
  table-layout: fixed;
  border-collapse: collapse;
}
.disclosure :is(th, td) {
  box-sizing: border-box;
  padding: 14px 10px;
  border-block-end: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
  text-align: start;
  vertical-align: top;
}
.disclosure ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
.disclosure ul li {
  display: inline;
}
.disclosure li + li::before {
  content: ', ';
}
.disclosure:is(:lang(ja), :lang(zh)) li + li::before {
  content: '、';
}
.disclosure :is(td, th) > :is(small, a, span, b, label) {
  display: block;
}
.disclosure :is(td, th) > * + * {
  margin-block-start: 6px;
}
.disclosure small {
  font-size: 0.875em;
  font-weight: 400;
  opacity: 0.82;
}
.disclosure a {
  color: inherit;
}
.disclosure b {
  white-space: nowrap;
}
.disclosure th.service {
  inline-size: 13%;
}
.disclosure th.items {
  inline-size: 21%;
}
.disclosure th.recipient {
  inline-size: 17%;
}
.disclosure th.stop {
  inline-size: 13%;
}
.disclosure th.basis {
  inline-size: 10%;
}
@media (width < 1000px) {
  .disclosure :is(table, tbody, tr, th, td) {
    display: block;
    inline-size: auto;
  }
  .disclosure thead {
    position: absolute;
    clip-path: inset(50%);
    block-size: 1px;
    inline-size: 1px;
    overflow: hidden;
    white-space: nowrap;
  }
  .disclosure tr {
    margin-block-end: 16px;
    padding: 6px 16px 12px;
    border: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
    border-radius: 12px;
  }
  .disclosure tr > * {
    padding: 10px 0;
    border: 0;
  }
  .disclosure td::before {
    content: attr(data-label);
    display: block;
    font-weight: 700;
    opacity: 0.82;
  }
  .disclosure small {
    font-size: 1em;
  }
}
`

/** Of what only a live list has. */
export const liveStyle: string = `
.live {
  font: inherit;
}
.live [role='status']:empty {
  display: none;
}
.live button {
  min-block-size: 44px;
  padding: 8px 20px;
  border: 1px solid;
  border-radius: 9px;
  background: none;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.live .switch {
  display: flex !important;
  align-items: center;
  gap: 8px;
  min-block-size: 44px;
  cursor: pointer;
}
.live input {
  inline-size: 24px;
  block-size: 24px;
  margin: 0;
  accent-color: currentcolor;
}
.live :focus-visible {
  outline: 3px solid;
  outline-offset: 2px;
}
.talked h2 {
  margin: 2em 0 0.4em;
  font-size: 1.25em;
}
.talked h3 {
  margin: 1em 0 0.2em;
  font-size: 1em;
}
.talked ul {
  margin: 0;
  padding-inline-start: 1.4em;
}
`

/** Of the page that holds nothing else. */
export const pageStyle: string = `
:root {
  color-scheme: light dark;
  background: Canvas;
  color: CanvasText;
  font: 100%/1.7 system-ui, sans-serif;
}
body {
  margin: 0;
  word-break: auto-phrase;
  overflow-wrap: anywhere;
}
main {
  max-inline-size: 1360px;
  margin-inline: auto;
  padding: 24px max(16px, env(safe-area-inset-left)) 64px;
}
main > header {
  max-inline-size: 44em;
}
h1 {
  margin: 0.4em 0;
  font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.25rem);
  line-height: 1.35;
}
main > section {
  max-inline-size: 44em;
  margin-block-start: 40px;
}
main > section h2 {
  font-size: 1.25em;
}
a {
  color: inherit;
}
a:focus-visible {
  outline: 3px solid;
  outline-offset: 2px;
}
`
