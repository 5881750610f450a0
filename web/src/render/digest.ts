/** What overviews say of an indicator: one sentence and a line as small as a word. */
import { layoutSpark, type SparkLayout } from '../lib/charts/spark-layout';
import { findingInput, seriesTitle } from '../lib/indicator/captions';
import type { IndicatorView } from '../lib/indicator/view.svelte';
import { headline, type Part } from '../lib/sentences/finding';
import { shortPeriod } from '../lib/sentences/phrases';

export interface Digest {
  id: string;
  number: string;
  title: string;
  priority: string;
  sentence: Part[];
  /** Whether the sentence names a value of the region that stands for the whole indicator. */
  told: boolean;
  spark: SparkLayout | null;
  /** `1995–2023` */
  span: string;
}

export function digestOf(view: IndicatorView, number: string, priority: string): Digest {
  const { slice } = view;
  const input = findingInput(view);
  const any = view.figures.some((figure) => figure.value !== null);
  const region = slice.areas.findIndex((area) => area.role === 'region');
  const values = region >= 0 ? (slice.series[view.series]?.value[region] ?? []) : [];
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const period = (i: number) => shortPeriod(view.text(slice.yearLabels[i]), slice.years[i]!);
  return {
    id: slice.indicator,
    number,
    title: [view.text(slice.title), seriesTitle(view)].filter(Boolean).join(': '),
    priority,
    told: values[view.year] != null && slice.firstSeries === 0,
    sentence: any ? headline(input) : [],
    spark: last > first ? layoutSpark(slice.years.slice(first, last + 1), values.slice(first, last + 1)) : null,
    span: last > first ? `${period(first)}–${period(last)}` : ''
  };
}
