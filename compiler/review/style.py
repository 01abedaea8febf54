"""How the report looks: one style sheet for light, dark and paper, from 320 pixels up; and its only script.

Both stand in the file itself; its content policy names them by their digests and allows nothing else.
"""

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --raised: #fafaf9; --ink: #1c1917; --quiet: #57534e; --line: #e2dfdc;
--link: #1d4ed8; --come: #14532d; --come-ground: #dcfce7; --gone: #7f1d1d; --gone-ground: #fee2e2; --warn: #713f12;
--warn-ground: #fef3c7; --note: #1e3a8a; --note-ground: #dbeafe; --strong: #581c87; --strong-ground: #f3e8ff; }
@media (prefers-color-scheme: dark) { :root { --paper: #171514; --raised: #211e1c; --ink: #f5f5f4; --quiet: #b3aca7;
--line: #3a3532; --link: #93b4ff; --come: #bbf7d0; --come-ground: #14351f; --gone: #fecaca; --gone-ground: #4a1a1a;
--warn: #fde68a; --warn-ground: #3f2d0c; --note: #bfd4ff; --note-ground: #1b2a4d; --strong: #e9d5ff;
--strong-ground: #372050; } }
* { box-sizing: border-box; } [hidden] { display: none !important; } :lang(ko) { word-break: keep-all; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Noto Sans KR", "Noto Sans JP",
sans-serif; overflow-wrap: anywhere; }
main, .top { max-width: 100rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 3rem); }
.top { padding-top: clamp(1.5rem, 4vw, 3rem); }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.5rem, 3vw, 2.1rem); } h2 { font-size: 1.5rem; } h3 { font-size: 1.15rem; }
h4 { font-size: 1rem; }
p, ul, dl { margin: .5rem 0; } ul { padding-left: 1.25rem; }
a { color: var(--link); } code { font: .875em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible, [tabindex]:focus-visible {
outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.lead { font-size: 1.2rem; margin: .75rem 0 1.25rem; } .quiet { color: var(--quiet); }
.revisions { color: var(--quiet); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem; margin: 0; padding: 1.25rem;
background: var(--raised); border: 1px solid var(--line); border-radius: 10px; }
dt { color: var(--quiet); } dd { margin: 0; min-width: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1.25rem 0 0; }
nav a { display: block; padding: .55rem .9rem; border: 1px solid var(--line); border-radius: 10px;
text-decoration: none; }
nav a:hover { background: var(--raised); }
main > section { margin: clamp(2.5rem, 5vw, 4rem) 0; }
main > section > h2 { padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.area, .same { margin: 1.75rem 0; } .area, .same > .changes { max-width: 76rem; } .same { padding-top: .25rem; }
.changes { list-style: none; padding: 0; margin: .75rem 0 0; }
.change { padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: 10px; margin: .6rem 0; }
.change > h4 { margin: 0; overflow-wrap: anywhere; } .change > p { margin: .6rem 0 0; }
.change > .where { margin: .1rem 0 0; }
h5 { margin: 0 0 .25rem; font-size: .9rem; font-weight: 600; color: var(--quiet); }
.where { color: var(--quiet); font-size: .92rem; margin: .25rem 0 0; }
.where details { display: inline-block; vertical-align: top; }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 10px; font-size: .85rem; font-weight: 600;
white-space: nowrap; background: var(--note-ground); color: var(--note); }
.badge.new { background: var(--come-ground); color: var(--come); }
.badge.gone, .badge.error { background: var(--gone-ground); color: var(--gone); }
.badge.warning, .badge.rules, .badge.reordered { background: var(--warn-ground); color: var(--warn); }
.badge.personal_data, .badge.access, .badge.moved { background: var(--strong-ground); color: var(--strong); }
.words { margin: .6rem 0 0; padding: .4rem 0; border-radius: 8px; background: var(--raised); font-size: .95rem; }
.line { padding: .08rem .9rem; white-space: pre-wrap; } .line ins, .line del { display: block; margin: 0 -.9rem;
padding: .05rem .9rem .05rem 1.9rem; text-indent: -1rem; text-decoration: none; }
ins { background: var(--come-ground); color: var(--come); text-decoration: none; }
del { background: var(--gone-ground); color: var(--gone); text-decoration: none; }
.line ins::before { content: "+ "; } .line del::before { content: "− "; } td del { text-decoration: line-through; }
.in1 { padding-left: 2.2rem; } .in2 { padding-left: 3.5rem; } .in3 { padding-left: 4.8rem; }
.in4 { padding-left: 6rem; }
.in1 ins, .in1 del { margin-left: -2.2rem; padding-left: 3.2rem; } .in2 ins, .in2 del { margin-left: -3.5rem;
padding-left: 4.5rem; } .in3 ins, .in3 del { margin-left: -4.8rem; padding-left: 5.8rem; }
.in4 ins, .in4 del { margin-left: -6rem; padding-left: 7rem; }
.beside { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
margin-top: .75rem; }
details > summary { cursor: pointer; padding: .25rem 0; color: var(--link); } details { margin: .25rem 0; }
.notice { padding: .75rem 1rem; border-radius: 10px; background: var(--warn-ground); color: var(--warn); }
.page { margin: .25rem 0 2rem; } .page > .words { max-width: 76rem; } .page h4 { font-size: 1.05rem; }
.looks { border: 0; padding: 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.looks legend { float: left; margin-right: 1rem; padding: .4rem 0; }
.looks label { padding: .4rem 0; cursor: pointer; }
.looks input { width: 1.15rem; height: 1.15rem; vertical-align: -.2rem; accent-color: var(--link); }
.look { margin: 1.25rem 0 0; } .caption { color: var(--quiet); font-size: .92rem; margin: 0 0 .4rem; }
.larger { margin-left: .6rem; font: inherit; background: none; border: 0; padding: .25rem 0; color: var(--link);
text-decoration: underline; cursor: pointer; }
.sides { display: grid; gap: .9rem; align-items: start; max-height: 44rem; overflow: auto; scrollbar-gutter: stable;
border-bottom: 1px solid var(--line); }
.wide .sides { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.narrow .sides { grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 22.5rem)); }
.look:target .sides { grid-template-columns: minmax(0, 1fr); max-height: none; } figure { margin: 0; min-width: 0; }
.wide figure:only-child { max-width: 50rem; } .look:target figure:only-child { max-width: none; }
figcaption { font-size: .85rem; color: var(--quiet); } .sides img { display: block; max-width: 100%; height: auto;
border: 1px solid var(--line); border-radius: 6px; background: #fff; }
.slider { position: relative; max-width: max-content; } .slider img { display: block; max-width: 100%; height: auto; }
.slider img + img { position: absolute; inset: 0 auto auto 0; } .slide { width: min(100%, 40rem); min-height: 2.75rem;
display: block; accent-color: var(--link); }
body:has(#see-wide:not(:checked)) .wide, body:has(#see-narrow:not(:checked)) .narrow,
body:has(#see-dark:not(:checked)) .dark { display: none; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; margin: .75rem 0; min-width: 100%; }
th, td { border: 1px solid var(--line); padding: .45rem .75rem; text-align: left; vertical-align: top;
overflow-wrap: normal; } caption { text-align: left; } th { font-weight: 600; }
td.number, td.cell { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.cell { color: #1c1917; } .h0 { background: #fecaca; } .h1 { background: #fed7aa; } .h2 { background: #fef08a; }
.h3 { background: #d9f99d; } .h4 { background: #86efac; } .none { background: #f5f5f4; }
footer { max-width: 100rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 3rem) 3rem; color: var(--quiet); }
@media (max-width: 40rem) { .facts { grid-template-columns: minmax(0, 1fr); gap: .1rem; } dd { margin-bottom: .6rem; }
nav a { min-height: 2.75rem; } .sides, .wide .sides, .narrow .sides { grid-template-columns: none;
grid-auto-flow: column; grid-auto-columns: 88%; scroll-snap-type: x proximity; max-height: 34rem; }
.sides figure { scroll-snap-align: start; } .look:target .sides { grid-auto-columns: max-content; }
.look:target .sides img { max-width: none; } }
@media print { nav, .looks, .larger, .slider, .slide { display: none; } .change, figure { break-inside: avoid; }
details::details-content { content-visibility: visible; height: auto; } main { max-width: none; }
.sides { max-height: none; overflow: visible; }
.sides[hidden] { display: grid !important; } }
"""

SCRIPT: Final = """
for (const look of document.querySelectorAll('.look')) {
  const images = ['before', 'after'].map(side => look.querySelector('.' + side + ' img'));
  if (!images[0] || !images[1]) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'larger';
  button.textContent = 'Slide';
  button.setAttribute('aria-expanded', 'false');
  look.querySelector('.caption').append(button);
  let view = null;
  button.addEventListener('click', () => {
    const sides = look.querySelector('.sides');
    if (view) {
      view.remove();
      view = null;
    } else {
      view = document.createElement('div');
      const stack = document.createElement('div');
      stack.className = 'slider';
      const [before, after] = images.map(image => image.cloneNode());
      stack.append(before, after);
      const range = document.createElement('input');
      range.type = 'range';
      range.className = 'slide';
      range.value = '50';
      range.setAttribute('aria-label', 'How much is shown as it was before');
      const slide = () => { after.style.clipPath = 'inset(0 0 0 ' + range.value + '%)'; };
      range.addEventListener('input', slide);
      slide();
      view.append(range, stack);
      sides.before(view);
      range.focus();
    }
    sides.hidden = view !== null;
    button.setAttribute('aria-expanded', String(view !== null));
  });
}
"""
