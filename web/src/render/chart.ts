/** One chart as an SVG that stands alone: for reports in PDF and for files. The same components as on the pages. */
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import tokensCss from '../lib/styles/tokens.css?inline';
import chartCss from '../lib/charts/chart.css?inline';
import BreakdownChart from '../lib/charts/BreakdownChart.svelte';
import MapChart from '../lib/charts/MapChart.svelte';
import RankingChart from '../lib/charts/RankingChart.svelte';
import SeriesChart from '../lib/charts/SeriesChart.svelte';
import StackedChart from '../lib/charts/StackedChart.svelte';
import { layoutBreakdown } from '../lib/charts/breakdown-layout';
import { readTokens, standalone } from '../lib/charts/embed';
import { layoutMap, type MapShapes } from '../lib/charts/map-layout';
import { layoutRanking } from '../lib/charts/ranking-layout';
import { layoutSeries } from '../lib/charts/series-layout';
import { layoutStacked } from '../lib/charts/stacked-layout';
import type { ChartSize } from '../lib/charts/options';
import type { ChartData, Language, Mark } from '../lib/data/types';

export type ChartKind = 'ranking' | 'series' | 'stacked' | 'map' | 'breakdown';

export interface RenderOptions {
  kind: ChartKind;
  language: Language;
  title: string;
  /** Described for readers who cannot see it. */
  alt?: string;
  size?: ChartSize;
  sign?: (mark: Mark) => string;
  /** For maps: from `makeShapes`. */
  shapes?: MapShapes;
  /** The key inside the drawing: for maps that do not stand on a page. */
  withKey?: boolean;
  /** Tells patterns of several charts on a page apart. */
  id?: string;
}

/** Markup of one drawing for a page: its style comes from the page. */
export function drawChart(data: ChartData, options: RenderOptions): string {
  const size = options.size ?? 'wide';
  const layoutOptions = { language: options.language, size, sign: options.sign ?? (() => '') };
  const common = { size, title: options.title, desc: options.alt ?? '' };
  const withKey = options.withKey ?? false;
  switch (options.kind) {
    case 'ranking':
      return draw(RankingChart, { ...common, layout: layoutRanking(data, layoutOptions) });
    case 'series':
      return draw(SeriesChart, { ...common, layout: layoutSeries(data, layoutOptions) });
    case 'stacked':
      return draw(StackedChart, { ...common, withKey, layout: layoutStacked(data, layoutOptions) });
    case 'breakdown':
      return draw(BreakdownChart, { ...common, withKey, layout: layoutBreakdown(data, layoutOptions) });
    case 'map': {
      if (!options.shapes) throw new Error(`${options.title}: a map needs the shapes of its areas`);
      return draw(MapChart, { ...common, size: options.size ?? ('fluid' as const), shapes: options.shapes, id: options.id ?? 'map', withKey, layout: layoutMap(data, options.shapes, layoutOptions) });
    }
  }
}

/** The whole file, style inside, no variables. */
export function renderChart(data: ChartData, options: RenderOptions): string {
  const drawing = drawChart(data, { ...options, size: options.size ?? 'wide', withKey: true });
  const svg = standalone(drawing, null, chartCss, readTokens(tokensCss));
  const inner = `<title>${escape(options.title)}</title>${options.alt ? `<desc>${escape(options.alt)}</desc>` : ''}`;
  return svg.replace(/^(<svg[^>]*>)/, `$1${inner}`);
}

function draw<P extends Record<string, unknown>>(component: Component<P>, props: P): string {
  return render(component as Component<Record<string, unknown>>, { props }).body.replace(/<!--.*?-->/g, '').trim();
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
