import { cardWord } from '../app/card-text';
import { messages } from '../messages';
import type { Report, ReportMole, Row } from './report';

/** Drawings and pictures of a report, as the file has them. */
export interface Pieces {
  /** Whole `svg` elements. */
  readonly figures: readonly string[];
  /** `data:` addresses of JPEGs by the photo's id; a photo that could not be read has none. */
  readonly pictures: ReadonlyMap<string, string>;
}

const STYLE = `
body{font:11pt/1.45 system-ui,sans-serif;color:#000;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.2}h2{margin-top:2rem;border-top:1px solid #999;padding-top:1rem}
.figures{display:flex;gap:2rem}.figures svg{height:16rem;width:auto}
article{display:flex;gap:1rem;margin:1rem 0;break-inside:avoid}article img{width:12rem;height:12rem;flex:none}
dl{display:grid;grid-template-columns:9rem 1fr;gap:.2rem 1rem;margin:0}dt{color:#444}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.skin{fill:#f3f0ea}.outline{fill:none;stroke:#333;stroke-width:1.6}.fine{fill:none;stroke:#999;stroke-width:1.3}
.lead{stroke:#000}.pin{fill:#000}.pin-number{fill:#fff;font:700 13px sans-serif;text-anchor:middle}
@media(max-width:36rem){article{flex-direction:column}}
`;

/** A report as one file that needs nothing else: whoever gets it can open it years later. */
export function reportHtml(report: Report, { figures, pictures }: Pieces, language: { readonly lang: string; readonly dir: string }): string {
  const text = messages.report;
  return `<!doctype html>
<html lang="${escaped(language.lang)}" dir="${escaped(language.dir)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(text.title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(text.title)}</h1>
<p>${escaped(report.made)}</p>
<p><strong>${escaped(text.noOpinion)}</strong></p>
${report.unchecked === undefined ? '' : `<p>${escaped(report.unchecked)}</p>\n`}<div class="figures">${figures.join('')}</div>
${report.moles.map((mole) => section(mole, pictures)).join('\n')}
${report.limits.length === 0 ? '' : `<h2>${escaped(text.limits)}</h2>`}
${report.limits.map(({ model, lines }) => `<h3>${escaped(model)}</h3><ul>${lines.map((line) => `<li>${escaped(cardWord(line))}</li>`).join('')}</ul>`).join('\n')}
</body></html>
`;
}

function section({ mole, number, rows, photos }: ReportMole, pictures: Pieces['pictures']): string {
  const shown = photos.map(({ entry, day, rows: facts }) => {
    const picture = pictures.get(entry.id);
    const image = picture === undefined ? '' : `<img src="${escaped(picture)}" alt="${escaped(messages.diary.photoOf(day))}">`;
    return `<article>${image}<div><h3>${escaped(day)}</h3>${table(facts)}</div></article>`;
  });
  return `<section><h2>${escaped(messages.report.number(number, mole.name))}</h2>${table(rows)}${shown.join('')}</section>`;
}

function table(rows: readonly Row[]): string {
  return `<dl>${rows.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Names, notes and a model's own words come from outside: none of them may become markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
