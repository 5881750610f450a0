/** Places, periods and lists as they stand in a sentence, in correct German and English. */
import type { Language, Unit } from '../data/types';

/** Masculine nouns of areas take "im", feminine ones "in der"; names of towns and most Länder stand without article. */
const MASCULINE = /^(Kreis|Landkreis|Stadtkreis|Regierungsbezirk|Stadtbezirk|Bezirk|Regionalverband|Ortsteil|Stadtteil|Land|Saarland|Amt|Markt|Flecken|Verwaltungsverband|Sozialraum)\b|kreis\b|\bKreis\b|-Kreis\b|^Saarland$/;
const FEMININE = /^(Städteregion|StädteRegion|Region|Stadt|Hansestadt|Landeshauptstadt|Gemeinde|Samtgemeinde|Verbandsgemeinde|Metropole|Metropolregion)\b/;

/** `im Kreis Wesel`, `in der Städteregion Aachen`, `in Duisburg`; English keeps the official name. */
export function inArea(name: string, language: Language): string {
  if (language === 'en') return `in ${name}`;
  if (FEMININE.test(name)) return `in der ${name}`;
  if (MASCULINE.test(name)) return `im ${dative(name)}`;
  return `in ${name}`;
}

/** The adjective of `Märkischer Kreis` bends: `im Märkischen Kreis`. */
function dative(name: string): string {
  return name.replace(/(\p{L})er(?= (Kreis|Landkreis|Land)\b)/gu, '$1en');
}

/** `2015`, `am 31.12.2015`, `im Schuljahr 2015/16`, `im Wintersemester 2015/16`: a period as an adverb. */
export function inPeriod(label: string, language: Language): string {
  if (/^\d{4}$/.test(label)) return language === 'de' ? label : `in ${label}`;
  const winter = /^(?:WS|Wintersemester|winter semester|winter) ?(\d.*)$/i.exec(label);
  if (winter) return language === 'de' ? `im Wintersemester ${winter[1]}` : `in the winter semester ${winter[1]}`;
  if (/^\d{4}\/\d{2,4}$/.test(label)) return language === 'de' ? `im Schuljahr ${label}` : `in the school year ${label}`;
  if (/^\d{1,2}\.|^\d{1,2} \w+ \d{4}$/.test(label)) return language === 'de' ? `am ${label}` : `on ${label}`;
  return language === 'de' ? `für ${label}` : `for ${label}`;
}

/** After "seit" and "since": a day of reference shrinks to its year. */
export function sincePeriod(label: string, year: number, language: Language): string {
  const period = inPeriod(label, language).replace(/^(im|in the|in) /, '');
  if (/^(am|on|für|for) /.test(period)) return String(year);
  return language === 'de' && /^(Schuljahr|Wintersemester)/.test(period) ? `dem ${period}` : period.replace(/^(school|winter)/, 'the $1');
}

/** The year alone, where a date would be too long. */
export function shortPeriod(label: string, year: number): string {
  return /^\d{4}(\/\d{2,4})?$/.test(label) ? label : String(year);
}

/** More regions than this are counted, not named. */
const MOST_NAMED = 3;

/** `in der Metropole Ruhr, im Rheinischen Revier und in 5 weiteren Regionen` out of regions with their prepositions. */
export function inPlaces(phrases: string[], language: Language): string {
  const named = phrases.length <= MOST_NAMED ? phrases : phrases.slice(0, MOST_NAMED - 1);
  const more = phrases.length - named.length;
  const all = more ? [...named, language === 'de' ? `in ${more} weiteren Regionen` : `in ${more} more regions`] : named;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ${language === 'de' ? 'und' : 'and'} ${last}`;
}

/** A region with its preposition, as its definition says, else after its kind. */
export function inRegion(phrase: string, title: string, language: Language): string {
  return phrase || (language === 'de' ? `in der Region ${title}` : `in ${title}`);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a figure of this unit is called, and the pronoun that takes it up. */
export function nounOf(unit: Unit, isShare: boolean, language: Language): { noun: string; pronoun: string } {
  if (language === 'en') {
    if (unit === 'count') return { noun: 'the number', pronoun: 'it' };
    if (unit === 'euro') return { noun: 'the amount', pronoun: 'it' };
    if (unit === 'square_km') return { noun: 'the area', pronoun: 'it' };
    return { noun: unit === 'percent' && isShare ? 'the share' : 'the value', pronoun: 'it' };
  }
  if (unit === 'count') return { noun: 'die Zahl', pronoun: 'sie' };
  if (unit === 'euro') return { noun: 'der Betrag', pronoun: 'er' };
  if (unit === 'square_km') return { noun: 'die Fläche', pronoun: 'sie' };
  return { noun: unit === 'percent' && isShare ? 'der Anteil' : 'der Wert', pronoun: 'er' };
}

/** Words of comparison: people are more or fewer, an average age is higher or lower. */
export function comparative(unit: Unit, relation: 'more' | 'less', language: Language): string {
  const level = unit === 'years' || unit === 'index' || unit === 'ratio';
  if (language === 'de') return relation === 'more' ? (level ? 'höher' : 'mehr') : level ? 'niedriger' : 'weniger';
  return relation === 'more' ? (level ? 'higher' : 'more') : level ? 'lower' : 'less';
}

/** Highest and lowest: numbers of people are large, rates are high. */
export function superlative(unit: Unit, end: 'top' | 'bottom', language: Language): string {
  const size = unit === 'count' || unit === 'square_km';
  if (language === 'de') return end === 'top' ? (size ? 'am größten' : 'am höchsten') : size ? 'am kleinsten' : 'am niedrigsten';
  return end === 'top' ? (size ? 'largest' : 'highest') : size ? 'smallest' : 'lowest';
}
