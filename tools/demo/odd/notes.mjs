// Footers of odd tables: notes that look like data, a source, the time of the export.

const traps = [
  ['2011', '01.01.1979', '31.12.2015'], ['05334;Aachen;12;13', '2015;05334;      Aachen;1;2;3'], ['DG;Deutschland;82175684'],
  ['01.01.1979; ab Berichtsjahr 2011 Gebietsstand 01.01.2011'], ['', ' ', 'zu ""Spalte 3"":'], ['1000', '-', 'x', '...'],
  ['Baden-Württemberg (1998, 2002): einschl. Behörden'], ['; ; ;', 'http://www.example.org/0002', '00/html/bericht.pdf'],
];

const sources = {
  quoted: ['"© Erfundene Statistische Ämter, 2025.', 'Erfundene Daten zur Prüfung."', 'Stand: 13.03.2025 / 16:40:08'],
  plain: ['© Erfundenes Bundesamt, 2025', 'Stand: 13.03.2025 / 16:40:08'],
  none: ['Stand: 13.03.2025 / 16:40:08'],
  english: ['© Invented Statistical Office, 2025', 'created: 2025-03-13 / 16:40:08'],
};

/** Lines below the data, raw as they are written. */
export function footer_lines(draw, { width, places, special, english }) {
  const lines = ['__________'];
  if (draw.happens(0.15)) lines.push('Ab 2011: Ergebnisse auf Grundlage des Zensus 2011.');
  if (draw.happens(0.75)) {
    const notes = ['zu ""gesamte Tabelle"":'];
    for (let i = draw.integer(1, 5); i > 0; i--) notes.push(...draw.pick(traps));
    if (draw.happens(0.3)) {
      const { code, name } = draw.pick(places);
      notes.push(`2015;${code};${name.replaceAll('"', '')}${';1'.repeat(Math.max(0, width - 3))}`);
    }
    if (special) notes.push(`${special} Erläuterung`);
    lines.push(...`"${notes.join('\n')}"`.split('\n'));
  }
  return [...lines, ...sources[english ? 'english' : draw.pick(['quoted', 'quoted', 'quoted', 'plain', 'none'])]];
}
