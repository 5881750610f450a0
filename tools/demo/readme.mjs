// The data dictionary that lies beside the invented files.

import { bildungsregion, first_year, land, last_year, reform, reform_year, rounded_from } from './names.mjs';

export function readme() {
  return `ALLES HIER IST ERFUNDEN. Das Land ${land.name} (Schlüssel ${land.code}) gibt es nicht, auch keinen seiner Kreise, Städte,
Gemeinden und Stadtteile. Die Zahlen sind von einem Programm ausgedacht und beschreiben niemanden. Die Grenzen liegen
in der Nordsee. Ähnlichkeiten mit wirklichen Namen sind Zufall.

files/    Tabellen im Aufbau der Exporte amtlicher Datenbanken (GENESIS), ${first_year} bis ${last_year}
  11111, 12411, 12612   Fläche, Bevölkerung, Geburten
  12111, 31211          Zensus 2011 (12111 gerundet auf 10, mit / und Klammern)
  13211, 13312, 22811   Arbeitslose, Erwerbstätige, Grundsicherung
  21111, 21121, 21311   Schulen, Abgänge, berufliche Schulen, Studierende
  22541, 22543, AI-N-05 Kindertagesbetreuung
  22542, AI003-2        Jugendhilfe, Anteile der Abschlüsse
  …-91-01-6             Stadtteile zweier Städte mit deren eigenen Schlüsseln
geo/      Grenzen vor und nach der Gebietsreform; Stadtteile in EPSG:25832, sonst EPSG:4326; GF 4 Land, 2 Wasser
catalog/  Regionen, Gebietsreform und Quellenangaben dazu

Absichtlich enthalten: eine Gebietsreform (${reform.from.join(' und ')} werden am 01.01.${reform_year} zu ${reform.to.code}); auf 5 gerundete
Abgangszahlen ab ${rounded_from}; eine Berichtigung (21111-02-06-4, 2022, Velmekreis); ein doppelter Abiturjahrgang (2013); alle
Zeichen amtlicher Tabellen: - . ... / x ( ); verschiedene Zeichensätze und Zeilenenden.
Bildungsregion der Vorführung: ${bildungsregion.name_de} (${bildungsregion.members.join(', ')}).

EVERYTHING HERE IS INVENTED. There is no Land ${land.name}; its districts, towns and city quarters do not exist. A program made
up all figures; they describe nobody. The boundaries lie in the North Sea. Tables are laid out like exports of the
official databases. Included on purpose: a territorial reform (${reform_year}), leavers rounded to multiples of 5 from ${rounded_from} on,
a corrected delivery, a double graduation year (2013), every sign of official tables, several encodings and line ends.
`;
}
