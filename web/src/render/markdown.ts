/** Markdown of editors to HTML: no HTML of their own, links only where links may lead. */
import { Marked, type Tokens } from 'marked';
import type { Links, Page } from '../lib/routes';

const SAFE = /^(https?:\/\/|mailto:|#|\.{0,2}\/)/i;
const PAGES = new Set(['data', 'methods', 'glossary', 'areas', 'themes', 'reports', 'accessibility', 'imprint', 'search', 'index']);

export interface LinkTargets {
  links: Links;
  /** Whether the page of this indicator exists. */
  indicators: Set<string>;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** `figure:ID?…` and `page:NAME` become links between pages, `block:LABEL` one on the page; anything unsafe becomes its text. */
function addressOf(href: string, { links, indicators }: LinkTargets): string | null {
  const figure = /^figure:([a-z0-9_-]+)(?:\?(.*))?$/.exec(href);
  if (figure) {
    const id = figure[1]!;
    if (!indicators.has(id)) return null;
    const wanted = new URLSearchParams(figure[2] ?? '');
    const kept = new URLSearchParams();
    for (const [from, to] of [['year', 'period'], ['area', 'area']] as const) if (wanted.get(from) && !wanted.get(from)!.startsWith('region:')) kept.set(to, wanted.get(from)!);
    const query = kept.toString();
    return links.to({ page: 'indicator', id }) + (query ? `?${query}` : '');
  }
  const block = /^block:([a-z0-9-]+)$/.exec(href);
  if (block) return `#${block[1]}`;
  const page = /^page:([a-z]+)$/.exec(href);
  if (page) return PAGES.has(page[1]!) ? links.to({ page: page[1] } as Page) : null;
  return SAFE.test(href) ? href : null;
}

/** `below`: level of the heading that the text stands under. */
export function markdownToHtml(markdown: string, targets: LinkTargets, below = 1): string {
  const marked = new Marked({ gfm: true, async: false });
  marked.use({
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
      image: ({ text }: Tokens.Image) => escapeHtml(text),
      heading(token: Tokens.Heading) {
        const level = Math.min(6, Math.max(token.depth + below - 1, below + 1));
        return `<h${level}>${this.parser.parseInline(token.tokens)}</h${level}>\n`;
      },
      link(token: Tokens.Link) {
        const inner = this.parser.parseInline(token.tokens);
        const address = addressOf(token.href, targets);
        if (address === null) return inner;
        const figure = token.href.startsWith('figure:');
        return `<a href="${escapeHtml(address)}"${figure ? ' class="number"' : ''}>${inner}</a>`;
      }
    }
  });
  return marked.parse(markdown) as string;
}

/** Fills `{name}` in a text that ships with the site. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
