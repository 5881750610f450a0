import { describe, expect, it } from 'vitest';
import type { Figure } from '../data/figure';
import type { Language } from '../data/types';
import { comparison, finding, plainText, trend, type FindingInput, type Placed } from './finding';
import { inArea, inPeriod } from './phrases';

const figure = (key: string, value: number | null, half = 0): Figure => ({
  key,
  year: 2023,
  value,
  mark: value === null ? '.' : '',
  bounds: value === null ? null : [value - half, value + half],
  rounded: half > 0,
  numerator: null,
  denominator: null,
  flags: []
});
const at = (phrase: string, value: number | null, half = 0): Placed => ({ phrase, figure: figure(phrase, value, half) });

function input(over: Partial<FindingInput> = {}): FindingInput {
  return {
    language: 'de',
    unit: 'percent',
    unitText: '%',
    decimals: 1,
    isShare: true,
    period: '2023',
    region: at('in der Metropole Ruhr', 7.67, 0.06),
    context: [at('in Nordrhein-Westfalen', 6.4), at('in Deutschland', 7.1)],
    members: [at('in Gelsenkirchen', 13, 0.1), at('in Dortmund', 9.6, 0.1), at('in Bottrop', 4.7, 0.2), at('in Mülheim an der Ruhr', 4.5, 0.2)],
    ...over
  };
}
const text = (over?: Partial<FindingInput>) => plainText(finding(input(over))).replaceAll('\u00a0', ' ');

describe('finding', () => {
  it('says when there is nothing', () => {
    expect(text({ region: null, members: [], context: [] })).toBe('2023 liegen keine Werte vor.');
    expect(text({ region: at('in der Region', null), members: [] })).toBe('2023 liegt in der Region kein Wert vor.');
  });

  it('states level, comparison and extremes', () => {
    expect(text()).toBe(
      '2023 betrug der Anteil in der Metropole Ruhr 7,7 %. Das ist mehr als in Nordrhein-Westfalen (6,4 %) und in Deutschland (7,1 %). ' +
        'Am höchsten war er in Gelsenkirchen (13,0 %), am niedrigsten in Bottrop (4,7 %) oder in Mülheim an der Ruhr (4,5 %); die Rundung der Quelle lässt die Reihenfolge offen.'
    );
    expect(text({ language: 'en', period: '2023' }).startsWith('In 2023, the share in der Metropole Ruhr was 7.7%. That is more than')).toBe(true);
  });

  it('does not claim a difference that the bounds do not bear', () => {
    const parts = text({ context: [at('in Nordrhein-Westfalen', 7.6, 0.3), at('in Deutschland', 7.1)] });
    expect(parts).toContain('Das ist mehr als in Deutschland (7,1 %) und unterscheidet sich kaum vom Wert in Nordrhein-Westfalen (7,6 %).');
    expect(text({ context: [at('in Nordrhein-Westfalen', 7.6, 0.3)] })).toContain('Das unterscheidet sich kaum vom Wert in Nordrhein-Westfalen (7,6 %).');
    expect(text({ context: [at('in Nordrhein-Westfalen', 8.9), at('in Deutschland', 7.1)] })).toContain('mehr als in Deutschland (7,1 %), aber weniger als in Nordrhein-Westfalen (8,9 %).');
  });

  it('names no winner among many that overlap', () => {
    const members = [at('in A', 5, 1), at('in B', 5.2, 1), at('in C', 5.4, 1), at('in D', 5.6, 1)];
    expect(text({ members, context: [] })).toContain('Wo er am höchsten ist, lässt die Rundung der Quelle offen.');
  });

  it('counts what is missing', () => {
    expect(text({ members: [...input().members, at('in Hagen', null)] })).toContain('Kein Wert liegt vor in Hagen.');
    expect(text({ members: [...input().members, at('in Hagen', null), at('in Hamm', null)] })).toContain('Für 2 der 6 Gebiete liegt kein Wert vor.');
  });

  it('gives counts as a part of the whole', () => {
    const parts = text({ unit: 'count', unitText: '', decimals: 0, isShare: false, region: at('in der Metropole Ruhr', 5_000_000), context: [at('in Nordrhein-Westfalen', 17_900_000)], members: [] });
    expect(parts).toBe('2023 betrug die Zahl in der Metropole Ruhr 5.000.000. Das sind 27,9 % der Zahl in Nordrhein-Westfalen.');
  });

  it('speaks of periods as people do', () => {
    expect(text({ period: '31.12.2015', members: [], context: [] })).toBe('Am 31.12.2015 betrug der Anteil in der Metropole Ruhr 7,7 %.');
    expect(text({ period: '2015/16', members: [], context: [] })).toBe('Im Schuljahr 2015/16 betrug der Anteil in der Metropole Ruhr 7,7 %.');
  });
});

describe('comparison and trend', () => {
  const base = { language: 'de' as Language, unit: 'years' as const, unitText: '', decimals: 1, isShare: false };
  it('uses higher and lower for averages', () => {
    const own = figure('a', 43.5) as never;
    expect(plainText(comparison(own, [at('in Deutschland', 44)], base)).replaceAll('\u00a0', ' ')).toBe('Das ist niedriger als in Deutschland (44,0).');
  });
  it('speaks of change only where there is one', () => {
    const more = trend(figure('a', 7.7) as never, figure('a', 6.5) as never, '2015', { ...base, unit: 'percent', isShare: true, phrase: 'in der Metropole Ruhr' });
    expect(plainText(more).replaceAll('\u00a0', ' ')).toBe('Seit 2015 ist der Anteil in der Metropole Ruhr von 6,5 % auf 7,7 % gestiegen.');
    const same = trend(figure('a', 7.7, 0.5) as never, figure('a', 7.5, 0.5) as never, '2015', { ...base, unit: 'percent', isShare: true, phrase: 'in Herne' });
    expect(plainText(same).replaceAll('\u00a0', ' ')).toBe('Gegenüber 2015 hat sich der Anteil in Herne kaum verändert (7,5 %, zuletzt 7,7 %).');
  });
});

describe('phrases', () => {
  it.each([
    ['Duisburg', 'in Duisburg'],
    ['Kreis Wesel', 'im Kreis Wesel'],
    ['Ennepe-Ruhr-Kreis', 'im Ennepe-Ruhr-Kreis'],
    ['Rhein-Kreis Neuss', 'im Rhein-Kreis Neuss'],
    ['Märkischer Kreis', 'im Märkischen Kreis'],
    ['Rheinisch-Bergischer Kreis', 'im Rheinisch-Bergischen Kreis'],
    ['Hochsauerlandkreis', 'im Hochsauerlandkreis'],
    ['Städteregion Aachen', 'in der Städteregion Aachen'],
    ['Saarland', 'im Saarland'],
    ['Nordrhein-Westfalen', 'in Nordrhein-Westfalen'],
    ['Regierungsbezirk Köln', 'im Regierungsbezirk Köln'],
    ['Landsberg am Lech', 'in Landsberg am Lech']
  ])('%s: %s', (name, phrase) => expect(inArea(name, 'de')).toBe(phrase));
  it.each([
    ['2015', '2015', 'in 2015'],
    ['31.12.2015', 'am 31.12.2015', 'on 31.12.2015'],
    ['2015/16', 'im Schuljahr 2015/16', 'in the school year 2015/16'],
    ['WS 2015/16', 'im Wintersemester 2015/16', 'in the winter semester 2015/16']
  ])('%s', (label, de, en) => {
    expect(inPeriod(label, 'de')).toBe(de);
    expect(inPeriod(label, 'en')).toBe(en);
  });
});
