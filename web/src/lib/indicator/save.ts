/** Saves the drawing of a figure as a file, made in the browser: the same drawing as on the page, with its style in it. */
import { standalone, type DrawingMeta } from '../charts/embed';

export interface SaveMeta extends DrawingMeta {
  file: string;
}

const PNG_SCALE = 3;

/** `draw` puts the drawing into an element that is on no page; without it the one on the page is taken. */
export async function saveDrawing(figure: HTMLElement, format: 'svg' | 'png', meta: SaveMeta, draw?: (target: HTMLElement) => void): Promise<void> {
  const sheet = draw ? document.createElement('div') : figure;
  draw?.(sheet);
  const drawing = sheet.querySelector<SVGSVGElement>('svg.chart.wide, svg.chart.fluid');
  if (!drawing) return;
  const styles = styleTexts();
  // As XML: what HTML writes (`&nbsp;`) is no SVG file.
  const svg = standalone(new XMLSerializer().serializeToString(drawing), meta, styles.sheet, styles.tokens, format === 'png' ? await fontFaces() : '');
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  offer(format === 'svg' ? blob : await paint(blob), `${meta.file}.${format}`);
}

/** The rules that concern charts, and the tokens they name, as the page has them. */
function styleTexts(): { sheet: string; tokens: Map<string, string> } {
  const computed = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule);
  const sheet = rules.filter((rule) => /(^|[\s,])\.(chart|ranking|breakdown|series|map|shade|piece|share)\b/.test(rule.selectorText)).map((rule) => rule.cssText).join('\n');
  const names = new Set(sheet.match(/--[\w-]+/g) ?? []);
  return { sheet, tokens: new Map([...names, '--soft', '--ink'].map((name) => [name, computed.getPropertyValue(name).trim()])) };
}

/** A picture inside a picture cannot fetch: the letters travel inside. */
async function fontFaces(): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule);
  const wanted = faces.filter((face) => face.style.getPropertyValue('font-family').includes('Fira Sans') && /-latin-[^e]/.test(face.style.getPropertyValue('src')));
  const texts = wanted.map(async (face) => {
    const url = /url\("([^"]+)"\)/.exec(face.style.getPropertyValue('src'))?.[1];
    if (!url) return '';
    const base = face.parentStyleSheet?.href ?? location.href;
    const bytes = new Uint8Array(await (await fetch(new URL(url, base))).arrayBuffer());
    const data = btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
    return `@font-face{font-family:"Fira Sans";font-weight:${face.style.getPropertyValue('font-weight')};src:url(data:font/woff2;base64,${data})}`;
  });
  return (await Promise.all(texts)).join('');
}

async function paint(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PNG_SCALE;
    canvas.height = image.naturalHeight * PNG_SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
