/** An SVG that stands alone: style inside, no variables, title above and source below the drawing. */

export interface DrawingMeta {
	title: string;
	caption: string;
	source: string;
}

const HEAD = 52;
const FOOT = 30;

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
	const head = meta ? HEAD : 0;
	const total = height + head + (meta ? FOOT : 0);
	const lines = meta
		? `<title>${escapeXml(meta.title)}</title><desc>${escapeXml(meta.caption)}</desc><rect class="sheet" width="${width}" height="${total}"/>` +
			`<text x="0" y="18" font-size="16" font-weight="600">${escapeXml(meta.title)}</text><text class="note" x="0" y="38">${escapeXml(meta.caption)}</text>` +
			`<text class="note" x="0" y="${total - 8}">${escapeXml(meta.source)}</text>`
		: '';
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" class="${kind.replace('fluid', 'wide')}" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}">${style}${lines}` +
		(head ? `<g transform="translate(0 ${head})">${inner}</g></svg>` : `${inner}</svg>`)
	);
}

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
