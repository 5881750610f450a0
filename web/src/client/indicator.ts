/** Takes over the parts of an indicator page: one state, many parts, the address as its owner. */
import { hydrate, type Component } from 'svelte';
import type { MapShapes } from '../lib/charts/map-layout';
import { readSlice, type WireSlice } from '../lib/data/slice';
import { traceName } from '../lib/data/trace';
import type { TraceFile } from '../lib/data/types';
import type { FigureMessages } from '../lib/i18n/figures.de';
import BreakdownFigure from '../lib/indicator/BreakdownFigure.svelte';
import Choices from '../lib/indicator/Choices.svelte';
import Citation from '../lib/indicator/Citation.svelte';
import Finding from '../lib/indicator/Finding.svelte';
import MapFigure from '../lib/indicator/MapFigure.svelte';
import RankingFigure from '../lib/indicator/RankingFigure.svelte';
import SeriesFigure from '../lib/indicator/SeriesFigure.svelte';
import TableFigure from '../lib/indicator/TableFigure.svelte';
import TraceBox from '../lib/indicator/TraceBox.svelte';
import type { PageData } from '../lib/indicator/page-data';
import { watchAddress } from '../lib/indicator/address.svelte';
import { IndicatorView } from '../lib/indicator/view.svelte';
import { linksFrom } from '../lib/routes';

async function load<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Resolves when the reader first points at, or moves the keyboard into, the page's content. */
function firstTouch(): Promise<void> {
  const main = document.getElementById('content')!;
  return new Promise((resolve) => {
    for (const kind of ['pointerover', 'focusin', 'touchstart']) main.addEventListener(kind, () => resolve(), { once: true, passive: true });
  });
}

/** The map's shapes are in the page already: no second copy travels. */
function shapesInPage(): MapShapes {
  const map = document.querySelector<SVGSVGElement>('svg.map')!;
  const { width, height } = map.viewBox.baseVal;
  const areas = [...map.querySelectorAll<SVGPathElement>('path[data-key]')].map((path) => {
    const [x, y, r] = (path.dataset['at'] ?? '0 0 0').split(' ').map(Number) as [number, number, number];
    return { key: path.dataset['key']!, d: path.getAttribute('d') ?? '', x, y, r };
  });
  return { width, height, areas, ground: map.querySelector('.neighbours')?.getAttribute('d') ?? '' };
}

async function takeOver(messages: FigureMessages): Promise<void> {
  const data = JSON.parse(document.getElementById('page-data')!.textContent) as PageData;
  if (!data.eager && location.search === '') await firstTouch();
  const slice = readSlice(await load<WireSlice>(data.slice));
  const view = new IndicatorView(slice, {
    language: data.language,
    messages,
    links: linksFrom(data.language, data.page),
    publisher: data.publisher,
    invented: data.invented,
    release: data.release,
    territory: data.territory
  });
  const cells = new Map<string, Promise<TraceFile>>();
  const loadCells = (key: string) => {
    const address = data.trace + traceName(key);
    if (!cells.has(address)) cells.set(address, load<TraceFile>(address));
    return cells.get(address)!;
  };
  const take = <P extends Record<string, unknown>>(name: string, component: Component<P>, props: P) => {
    const target = document.querySelector(`[data-island="${name}"]`);
    if (target) hydrate(component as Component<Record<string, unknown>>, { target, props });
  };
  take('finding', Finding, { view });
  take('choices', Choices, { view, regions: data.regions });
  if (document.querySelector('[data-island="map"]')) take('map', MapFigure, { view, shapes: shapesInPage(), attribution: data.attribution });
  take('ranking', RankingFigure, { view, number: data.numbers.ranking });
  take('series', SeriesFigure, { view, number: data.numbers.series });
  take('breakdown', BreakdownFigure, { view, number: data.numbers.breakdown });
  take('table', TableFigure, { view });
  take('citation', Citation, { view, permanent: data.permanent });
  if (data.first && data.firstTrace) take('trace', TraceBox, { view, first: data.first, trace: data.firstTrace, load: loadCells });
  watchAddress(view);
  view.live = true;
  document.documentElement.dataset['live'] = '';
}

export function start(messages: FigureMessages): void {
  takeOver(messages).catch((error: unknown) => console.error(error));
}
