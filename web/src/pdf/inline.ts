/** Markdown of a report as plain data for the typesetter: no HTML, no pictures, links only where they may lead. */
import { Lexer, type Token, type Tokens } from 'marked';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emph' | 'plain'; inner: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; to: string; inner: Inline[] }
  /** To a chart or table of the report, by its label. */
  | { kind: 'see'; to: string; inner: Inline[] }
  | { kind: 'break' };

export type TextBlock =
  | { kind: 'heading'; level: number; inner: Inline[] }
  | { kind: 'paragraph'; inner: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: TextBlock[][] }
  | { kind: 'quote'; blocks: TextBlock[] }
  | { kind: 'grid'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

const SAFE = /^(https?:\/\/|mailto:)/i;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '\u00ad', ndash: '–', mdash: '—', hellip: '…' };

/** `lowest`: no heading stands higher than this level; headings never leave a level out. */
export function textBlocks(markdown: string, lowest: number): TextBlock[] {
  let above = lowest - 1;
  const level = (depth: number) => (above = Math.min(Math.max(depth, lowest), above + 1));
  return blocksOf(Lexer.lex(markdown, { gfm: true }), level);
}

function blocksOf(tokens: Token[], level: (depth: number) => number): TextBlock[] {
  return tokens.flatMap((token): TextBlock[] => {
    switch (token.type) {
      case 'heading':
        return [{ kind: 'heading', level: level((token as Tokens.Heading).depth), inner: inlinesOf(within(token) ?? []) }];
      case 'paragraph':
      case 'text':
        return [{ kind: 'paragraph', inner: inlinesOf(within(token) ?? [{ type: 'text', raw: token.raw, text: (token as Tokens.Text).text }]) }];
      case 'list': {
        const list = token as Tokens.List;
        return [{ kind: 'list', ordered: list.ordered, start: list.start === '' ? 1 : list.start, items: list.items.map((item) => blocksOf(item.tokens, level)) }];
      }
      case 'blockquote':
        return [{ kind: 'quote', blocks: blocksOf(within(token) ?? [], level) }];
      case 'table': {
        const table = token as Tokens.Table;
        return [{ kind: 'grid', head: table.header.map((cell) => inlinesOf(cell.tokens)), rows: table.rows.map((row) => row.map((cell) => inlinesOf(cell.tokens))) }];
      }
      case 'code':
        return [{ kind: 'code', text: (token as Tokens.Code).text }];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'html':
        return [{ kind: 'paragraph', inner: [{ kind: 'text', text: token.raw.trim() }] }];
      default:
        return [];
    }
  });
}

/** Marked's types know tokens inside of a token for some kinds only. */
function within(token: Token): Token[] | undefined {
  return 'tokens' in token ? token.tokens : undefined;
}

function inlinesOf(tokens: Token[]): Inline[] {
  return tokens.map((token): Inline => {
    const inner = () => inlinesOf(within(token) ?? []);
    switch (token.type) {
      case 'strong':
        return { kind: 'strong', inner: inner() };
      case 'em':
        return { kind: 'emph', inner: inner() };
      case 'codespan':
        return { kind: 'code', text: (token as Tokens.Codespan).text };
      case 'br':
        return { kind: 'break' };
      case 'link':
        return linkOf((token as Tokens.Link).href, inner());
      case 'image':
        return { kind: 'text', text: (token as Tokens.Image).text };
      case 'text':
        return within(token) ? { kind: 'plain', inner: inner() } : { kind: 'text', text: decoded((token as Tokens.Text).text) };
      case 'escape':
        return { kind: 'text', text: (token as Tokens.Escape).text };
      default:
        return within(token) ? { kind: 'plain', inner: inner() } : { kind: 'text', text: token.raw };
    }
  });
}

/** Figures and pages of the site have no address in a printed report: their words stay. */
function linkOf(href: string, inner: Inline[]): Inline {
  const block = /^block:([a-z0-9-]+)$/.exec(href);
  if (block) return { kind: 'see', to: block[1]!, inner };
  return SAFE.test(href) ? { kind: 'link', to: href, inner } : { kind: 'plain', inner };
}

function decoded(text: string): string {
  return text.replace(/\n/g, ' ').replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = decimal ? Number(decimal) : parseInt(hex!, 16);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : whole;
  });
}
