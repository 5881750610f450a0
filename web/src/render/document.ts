/** The HTML file around a rendered page. No inline script or style: a strict content security policy holds. */
import { linksFrom, type Page } from '../lib/routes';
import type { Language } from '../lib/data/types';
import { escapeHtml } from './markdown';

export interface ScriptFiles {
  file: string;
  /** Loaded with it: named in the page, so that they come at once and not in turns. */
  imports: string[];
}

export interface Assets {
  style: string;
  noscript: string;
  icon: string;
  /** Preloaded: the two that the first screen needs. */
  fonts: string[];
  scripts: Record<'indicator-de' | 'indicator-en' | 'search', ScriptFiles>;
}

export interface DocumentParts {
  page: Page;
  language: Language;
  title: string;
  description: string;
  body: string;
  script?: keyof Assets['scripts'];
  /** Read by the script. */
  data?: unknown;
  /** Fetched early: the figures that the script needs. */
  preload?: string;
}

function scriptTags(script: ScriptFiles, file: (path: string) => string): string[] {
  return [...script.imports.map((path) => `<link rel="modulepreload" href="${file(path)}">`), `<script type="module" src="${file(script.file)}"></script>`];
}

export function makeDocument(parts: DocumentParts, assets: Assets): string {
  const links = linksFrom(parts.language, parts.page);
  const file = (path: string) => escapeHtml(links.file(path));
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(parts.title)}</title>`,
    `<meta name="description" content="${escapeHtml(parts.description)}">`,
    ...(['de', 'en'] as const).map((language) => `<link rel="alternate" hreflang="${language}" href="${escapeHtml(links.to(parts.page, language))}">`),
    ...assets.fonts.map((font) => `<link rel="preload" as="font" type="font/woff2" href="${file(font)}" crossorigin>`),
    `<link rel="icon" type="image/svg+xml" href="${file(assets.icon)}">`,
    `<link rel="stylesheet" href="${file(assets.style)}">`,
    `<noscript><link rel="stylesheet" href="${file(assets.noscript)}"></noscript>`,
    ...(parts.preload ? [`<link rel="preload" as="fetch" href="${file(parts.preload)}" crossorigin>`] : []),
    ...(parts.script ? scriptTags(assets.scripts[parts.script], file) : [])
  ];
  const data = parts.data === undefined ? '' : `<script type="application/json" id="page-data">${JSON.stringify(parts.data).replace(/</g, '\\u003c')}</script>`;
  return `<!doctype html>\n<html lang="${parts.language}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${parts.body}\n${data}</body>\n</html>\n`;
}
