/** An SVG that stands alone: style inside, no variables, title above and source below the drawing. */
import { wrapText } from './text-width';

export interface DrawingMeta {
  title: string;
  caption: string;
  source: string;
}

/** Paper around a drawing that travels alone. */
const MARGIN = 16;
const SIZES = { title: 16, note: 12 };

/** Replaces `var(--token)` by its value: programs that read SVG files do not know variables. */
export function resolveTokens(sheet: string, tokens: Map<string, string>): string {
  return sheet.replace(/var\((--[\w-]+)\)/g, (whole, name: string) => tokens.get(name) ?? whole);
}

/** Tokens of a style sheet's first `:root`. */
export function readTokens(sheet: string): Map<string, string> {
  const root = /:root\s*\{([^}]*)\}/.exec(sheet.replace(/\/\*[\s\S]*?\*\//g, ''))?.[1] ?? '';
  return new Map([...root.matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]));
}

/**
 * `drawing` is the markup of one `<svg class="chart">`. With `meta` the sheet grows by a headline and a source line, so
 * that a picture that travels alone still says what it shows.
 */
export function standalone(drawing: string, meta: DrawingMeta | null, sheet: string, tokens: Map<string, string>, faces = ''): string {
  const open = /^<svg[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>/.exec(drawing);
  if (!open) throw new Error('a drawing begins with <svg … viewBox="0 0 W H">');
  const [width, height] = [Number(open[1]), Number(open[2])];
  const kind = /class="([^"]*)"/.exec(open[0])?.[1] ?? 'chart';
  const inner = drawing.slice(open[0].length, drawing.lastIndexOf('</svg>')).replace(/<!--.*?-->/g, '');
  const style = `<style>${faces}${resolveTokens(sheet, tokens).replace(/<\//g, '<\\/')}</style>`;
  const shown = kind.replace('fluid', 'wide');
  if (!meta) return `<svg xmlns="http://www.w3.org/2000/svg" class="${shown}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${style}${inner}</svg>`;
  const head = [...linesOf(meta.title, width, SIZES.title, 600), ...linesOf(meta.caption, width, SIZES.note, 400)];
  const foot = linesOf(meta.source, width, SIZES.note, 400);
  const top = MARGIN + head.reduce((sum, line) => sum + line.height, 0) + 10;
  const total = { width: width + 2 * MARGIN, height: top + height + 12 + foot.reduce((sum, line) => sum + line.height, 0) + MARGIN };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="${shown}" viewBox="0 0 ${total.width} ${total.height}" width="${total.width}" height="${total.height}">${style}` +
    `<title>${escapeXml(meta.title)}</title><desc>${escapeXml(meta.caption)}</desc><rect class="sheet" width="${total.width}" height="${total.height}"/>` +
    `${stack(head, MARGIN)}<svg x="${MARGIN}" y="${top}" width="${width}" height="${height}">${inner}</svg>${stack(foot, top + height + 12)}</svg>`
  );
}

interface HeadLine {
  text: string;
  size: number;
  weight: 400 | 600;
  height: number;
}

function linesOf(text: string, width: number, size: number, weight: 400 | 600): HeadLine[] {
  return text === '' ? [] : wrapText(text, width, size, weight).map((line) => ({ text: line, size, weight, height: Math.round(size * 1.4) }));
}

function stack(lines: HeadLine[], top: number): string {
  let y = top;
  return lines
    .map((line) => {
      y += line.height;
      return `<text${line.weight === 400 ? ' class="plain-note"' : ''} x="${MARGIN}" y="${y - Math.round(line.size * 0.3)}" font-size="${line.size}" font-weight="${line.weight}">${escapeXml(line.text)}</text>`;
    })
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
