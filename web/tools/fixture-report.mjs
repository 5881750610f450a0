/** A report with every kind of block. */
import { AREA_NAMES } from './fixture-indicators.mjs';
import { KREISE } from './fixture-areas.mjs';

export function makeReport(files, boundary) {
  const file = files.find((one) => one.id === 'leavers_without_certificate');
  const last = file.years.length - 1;
  const members = KREISE.slice(0, 8);
  const row = (key) => file.areas.indexOf(key);
  const item = (key, role, at) => ({
    key,
    label: key === 'region:morgenau' ? 'Morgenau' : AREA_NAMES.get(key),
    role,
    values: at.map((i) => file.series[0].value[row(key)][i]),
    marks: at.map((i) => file.series[0].marks[key]?.[file.years[i]] ?? ''),
    bounds: at.map((i) => file.series[0].bounds[key]?.[file.years[i]] ?? null)
  });
  const data = (at, language, roles = ['region', 'context', 'context']) => ({
    unit: 'percent',
    unitText: '%',
    decimals: 1,
    year: file.years[at.at(-1)],
    years: at.map((i) => file.years[i]),
    yearLabels: at.map((i) => file.yearLabels[i][language]),
    items: [...members.map((key) => item(key, key === '99002' ? 'highlight' : 'member', at)), ...['region:morgenau', '99', 'DG'].map((key, i) => item(key, roles[i], at))],
    parts: [],
    breaks: file.breaks.map((one) => ({ year: one.year, text: one.text[language] })),
    boundary
  });
  const shares = (language) => ({
    ...data([last], language),
    items: members.map((key, i) => ({ key, label: AREA_NAMES.get(key), role: 'member', values: [7 + i, 18 - i, 40, 35], marks: ['', '', '', ''], bounds: [null, null, null, null] })),
    parts: language === 'de' ? ['ohne Abschluss', 'Erster Schulabschluss', 'Mittlerer Abschluss', 'Abitur'] : ['no certificate', 'first certificate', 'intermediate certificate', 'Abitur'],
    breaks: []
  });
  const all = file.years.map((_, i) => i);
  const chapters = (de) => {
    const language = de ? 'de' : 'en';
    const source = de ? 'Quelle: erfunden.' : 'Source: invented.';
    const chart = (kind, number, title, chartData) => ({ kind: 'chart', chart: kind, number: `${de ? 'Abbildung' : 'Figure'} ${number}`, title, alt: `${title}. ${de ? 'Am höchsten in Brückstadt.' : 'Highest in Brückstadt.'}`, source, note: de ? 'Erfundene Zahlen.' : 'Invented figures.', data: chartData });
    return [
      { id: 'leavers', number: '1', title: de ? 'Schulabgänge' : 'School leavers', blocks: [
        { kind: 'text', markdown: de ? 'Ein **Absatz** mit einer Zahl, [7,1\u00a0%](figure:leavers_without_certificate?area=99002&year=2023&series=0), und einer Liste:\n\n- erstens\n- zweitens' : 'A **paragraph** with a figure, [7.1%](figure:leavers_without_certificate?area=99002&year=2023&series=0), and a list:\n\n- first\n- second' },
        { kind: 'tile', title: de ? 'Anteil ohne Abschluss in Brückstadt' : 'Share without a certificate in Brückstadt', value: de ? '7,1\u00a0%' : '7.1%', note: '2023', figure: { indicator: 'leavers_without_certificate', area: '99002', year: 2023, series: 0 } },
        chart('map', '1.1', de ? 'Anteil ohne Abschluss 2023' : 'Share without a certificate 2023', data([last], language)),
        chart('ranking', '1.2', de ? 'Rangfolge 2023' : 'Ranking 2023', data([last], language))
      ] },
      { id: 'change', number: '2', title: de ? 'Entwicklung' : 'Development', blocks: [
        { kind: 'text', markdown: de ? '## Zwanzig Jahre\n\nSeit 2013 …, siehe [Abbildung 2.1](block:abbildung-2-1).' : '## Twenty years\n\nSince 2013 …, see [Figure 2.1](block:figure-2-1).' },
        chart('series', '2.1', de ? 'Entwicklung 2004 bis 2023' : 'Development 2004 to 2023', data(all, language)),
        chart('stacked', '2.2', de ? 'Abschlüsse 2023' : 'Certificates 2023', shares(language)),
        { kind: 'table', number: de ? 'Tabelle 2.1' : 'Table 2.1', title: de ? 'Anteile' : 'Shares', source, head: [de ? 'Gebiet' : 'Area', '2022', '2023'], rows: members.map((key) => [AREA_NAMES.get(key), de ? '7,0' : '7.0', de ? '7,1' : '7.1']), note: '' }
      ] }
    ];
  };
  return { id: 'example', title: { de: 'Bildungsbericht Morgenau', en: 'Education report Morgenau' }, subtitle: { de: 'Ein erfundener Bericht', en: 'An invented report' }, authors: ['Redaktion Morgenau'], date: '2026-03-02', languages: ['de', 'en'], checked: { de: { claims: 3, figures: 5 }, en: { claims: 3, figures: 5 } }, chapters: { de: chapters(true), en: chapters(false) }, pdf: { de: 'reports/example-de.pdf' } };
}
