/** Blocks of a report made ready for the page: Markdown to HTML, data to drawings. */
import { render } from 'svelte/server';
import ChartTable from '../lib/charts/ChartTable.svelte';
import MapKey from '../lib/charts/MapKey.svelte';
import ShareKey from '../lib/charts/ShareKey.svelte';
import { layoutMap } from '../lib/charts/map-layout';
import { blockLabel } from '../lib/data/report';
import type { Language, ReportBlock, ReportChapter } from '../lib/data/types';
import type { PageContext } from '../lib/page-context';
import { figuresDe } from '../lib/i18n/figures.de';
import { figuresEn } from '../lib/i18n/figures.en';
import { drawChart } from './chart';
import { markdownToHtml, type LinkTargets } from './markdown';
import type { Source } from './source';

export type ReadyBlock =
  | { kind: 'text'; html: string }
  | { kind: 'tile'; title: string; value: string; note: string; href: string | null }
  | (Extract<ReportBlock, { kind: 'table' }> & { label: string })
  | { kind: 'chart'; label: string; number: string; title: string; source: string; note: string; html: string; table: string; tableLabel: string };

export interface ReadyChapter {
  id: string;
  number: string;
  title: string;
  blocks: ReadyBlock[];
}

export function readyChapters(chapters: ReportChapter[], context: PageContext, source: Source, written: Language): ReadyChapter[] {
  const targets: LinkTargets = { links: context.links, indicators: new Set(context.site.indicators.map((one) => one.id)) };
  return chapters.map((chapter) => ({
    id: chapter.id,
    number: chapter.number,
    title: chapter.title,
    blocks: chapter.blocks.map((block, i) => readyBlock(block, `${chapter.id}-${i}`, context, source, targets, written))
  }));
}

function readyBlock(block: ReportBlock, id: string, context: PageContext, source: Source, targets: LinkTargets, written: Language): ReadyBlock {
  if (block.kind === 'text') return { kind: 'text', html: markdownToHtml(block.markdown, targets, 2) };
  if (block.kind === 'table') return { ...block, label: blockLabel(block.number) };
  if (block.kind === 'tile') {
    const known = targets.indicators.has(block.figure.indicator);
    return { kind: 'tile', title: block.title, value: block.value, note: block.note, href: known ? context.links.to({ page: 'indicator', id: block.figure.indicator }) : null };
  }
  return { ...readyChart(block, id, context, source, written), kind: 'chart', label: blockLabel(block.number) };
}

function readyChart(block: Extract<ReportBlock, { kind: 'chart' }>, id: string, context: PageContext, source: Source, language: Language) {
  const words = language === 'de' ? figuresDe : figuresEn;
  const sign = (mark: string) => context.site.signs.find((one) => one.mark === mark)?.text[language] ?? '';
  const shapes = block.chart === 'map' ? source.shapesFor(block.data.boundary, block.data.items.map((item) => item.key)) : null;
  const options = { kind: block.chart, language, title: block.title, alt: block.alt, sign, id };
  const html: string[] = [];
  if (block.chart === 'map') {
    if (shapes) {
      html.push(drawChart(block.data, { ...options, shapes }));
      html.push(render(MapKey, { props: { layout: layoutMap(block.data, shapes, { language, sign }), count: words.mapAreas } }).body);
    } else html.push(`<p class="note">${words.noMap}</p>`);
  } else {
    if (block.chart === 'stacked') html.push(render(ShareKey, { props: { parts: block.data.parts } }).body);
    html.push(drawChart(block.data, { ...options, size: 'wide' }), drawChart(block.data, { ...options, size: 'narrow' }));
  }
  return {
    number: block.number,
    title: block.title,
    source: block.source,
    note: block.note,
    html: html.join(''),
    table: render(ChartTable, { props: { data: block.data, kind: block.chart, language, caption: block.title, sign, areaWord: words.area } }).body,
    tableLabel: words.table
  };
}
