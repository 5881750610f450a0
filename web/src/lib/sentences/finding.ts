/**
 * The finding: sentences made from figures. Each states only what the bounds bear: "more than" needs bounds that do not
 * touch, "highest" an area that stands surely above all others; else the sentence says what is left open.
 */
import { isBounded, rankRanges, relationOf, type Bounded, type Figure, type Relation } from '../data/figure';
import type { AreaKey, Language, Unit } from '../data/types';
import { formatAgain, formatFigure, formatNumber } from '../format';
import { capital, comparative, inPeriod, nounOf, superlative } from './phrases';

/** A sentence is text, figures and names of areas; the page decides how they look and where they lead. */
export type Part = string | { figure: string; key: AreaKey; year: number } | { area: string; key: AreaKey };

export interface Placed {
  figure: Figure;
  /** As in `im Kreis Wesel`. */
  phrase: string;
}

export interface FindingInput {
  language: Language;
  unit: Unit;
  unitText: string;
  decimals: number;
  /** Whether it has numerator and denominator. */
  isShare: boolean;
  period: string;
  region: Placed | null;
  context: Placed[];
  members: Placed[];
}

export function finding(input: FindingInput): Part[] {
  const parts = [...regionSentence(input), ...extremesSentence(input), ...missingSentence(input)];
  return parts.length > 0 ? parts : [TEXT[input.language].nothing(capital(inPeriod(input.period, input.language)))];
}

/** Its first sentence alone, for overviews: the region, or without one the ends. */
export function headline(input: FindingInput): Part[] {
  return input.region ? regionSentence(input) : extremesSentence(input);
}

/** `Das ist mehr als in X (6,4 %) und in Y (5,9 %), unterscheidet sich aber kaum …`, without its subject. */
export function comparison(own: Figure & Bounded, others: Placed[], input: Pick<FindingInput, 'language' | 'unit' | 'unitText' | 'decimals'>): Part[] {
  const show = (value: number) => formatAgain(value, input, input.language);
  const groups: Record<Relation, Placed[]> = { more: [], less: [], similar: [] };
  for (const other of others) if (isBounded(other.figure)) groups[relationOf(own, other.figure, show)].push(other);
  const text = TEXT[input.language];
  const clauses: Part[][] = [];
  for (const relation of ['more', 'less'] as const)
    if (groups[relation].length) clauses.push([`${comparative(input.unit, relation, input.language)} ${text.than} `, ...listOf(groups[relation], show, input.language)]);
  const similar: Part[] = groups.similar.length ? [...listOf(groups.similar, show, input.language)] : [];
  if (clauses.length === 0 && similar.length === 0) return [];
  const sentence: Part[] = [];
  if (clauses.length) sentence.push(text.that, ...clauses[0]!, ...(clauses[1] ? [text.but, ...clauses[1]] : []));
  if (similar.length) sentence.push(clauses.length ? text.andSimilar : text.thatSimilar, ...similar);
  return [...sentence, '. '];
}

function regionSentence(input: FindingInput): Part[] {
  if (!input.region) return [];
  const { figure, phrase } = input.region;
  const text = TEXT[input.language];
  const when = capital(inPeriod(input.period, input.language));
  if (!isBounded(figure)) return [text.noRegion(when, phrase)];
  const show = (value: number) => formatFigure(value, input, input.language);
  const { noun } = nounOf(input.unit, input.isShare, input.language);
  const shown: Part = { figure: show(figure.value), key: figure.key, year: figure.year };
  const first: Part[] = [text.was(when, noun, phrase), shown, '. '];
  return input.unit === 'count' || input.unit === 'square_km' ? [...first, ...shareOfContext(figure, input)] : [...first, ...comparison(figure, input.context, input)];
}

/** Counts are not more or less than the Land's: they are a part of it. */
function shareOfContext(own: Figure & Bounded, input: FindingInput): Part[] {
  const text = TEXT[input.language];
  const wholes = input.context.filter((one) => isBounded(one.figure) && one.figure.value! > own.value);
  if (wholes.length === 0) return [];
  const list: Part[] = wholes.flatMap((one, i): Part[] => [
    i === 0 ? '' : text.and,
    `${formatNumber((100 * own.value) / one.figure.value!, 1, input.language)}${input.language === 'de' ? '\u00a0%' : '%'} ${text.ofAll} `,
    { area: one.phrase, key: one.figure.key }
  ]);
  return [text.those, ...list, '. '];
}

function extremesSentence(input: FindingInput): Part[] {
  const known = input.members.filter((one): one is Placed & { figure: Figure & Bounded } => isBounded(one.figure));
  if (known.length < 3) return [];
  const ranks = rankRanges(known.map((one) => one.figure));
  const top = known.filter((_, i) => ranks[i]!.from === 1);
  const bottom = known.filter((_, i) => ranks[i]!.to === known.length);
  const show = (value: number) => (input.region ? formatAgain : formatFigure)(value, input, input.language);
  const text = TEXT[input.language];
  const { noun, pronoun } = nounOf(input.unit, input.isShare, input.language);
  const subject = input.region && isBounded(input.region.figure) ? pronoun : noun;
  const when = input.region ? '' : ` ${inPeriod(input.period, input.language)}`;
  if (top.length > 2 && bottom.length > 2) return known.length === top.length ? [text.allOpen] : [text.endsOpen];
  const clauses: Part[] = [];
  if (top.length <= 2) clauses.push(text.extreme(capital(superlative(input.unit, 'top', input.language)), subject + when), ...listOf(top, show, input.language, text.or));
  if (bottom.length <= 2) {
    if (clauses.length) clauses.push(text.extremeAlso(superlative(input.unit, 'bottom', input.language)));
    else clauses.push(text.extreme(capital(superlative(input.unit, 'bottom', input.language)), subject + when));
    clauses.push(...listOf(bottom, show, input.language, text.or));
  }
  return [...clauses, top.length === 2 || bottom.length === 2 ? text.roundingOpen : '', '. '];
}

function missingSentence(input: FindingInput): Part[] {
  const missing = input.members.filter((one) => one.figure.value === null);
  if (missing.length === 0 || missing.length === input.members.length) return [];
  const text = TEXT[input.language];
  if (missing.length === 1) return [text.missingOne, { area: missing[0]!.phrase, key: missing[0]!.figure.key }, '. '];
  return [text.missing(missing.length, input.members.length)];
}

function listOf(list: Placed[], show: (value: number) => string, language: Language, last = TEXT[language].and): Part[] {
  return list.flatMap((one, i): Part[] => [
    i === 0 ? '' : i === list.length - 1 ? last : ', ',
    { area: one.phrase, key: one.figure.key },
    ' (',
    { figure: show(one.figure.value!), key: one.figure.key, year: one.figure.year },
    ')'
  ]);
}

/** How a line moved since `earlier`; nothing where the bounds do not separate both ends. */
export function trend(own: Figure & Bounded, earlier: Figure & Bounded, earlierLabel: string, input: Pick<FindingInput, 'language' | 'unit' | 'unitText' | 'decimals' | 'isShare'> & { phrase: string }): Part[] {
  const show = (value: number) => formatAgain(value, input, input.language);
  const relation = relationOf(own, earlier, show);
  const { noun } = nounOf(input.unit, input.isShare, input.language);
  const text = TEXT[input.language];
  const from: Part = { figure: show(earlier.value), key: earlier.key, year: earlier.year };
  const to: Part = { figure: show(own.value), key: own.key, year: own.year };
  if (relation === 'similar') return [text.unchanged(noun, input.phrase, earlierLabel), ' (', from, text.today, to, '). '];
  return [text.moved(noun, input.phrase, earlierLabel, relation), from, text.to, to, text.change(relation), '. '];
}

export function plainText(parts: Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : 'figure' in part ? part.figure : part.area)).join('').trim();
}

const TEXT = {
  de: {
    was: (when: string, noun: string, where: string) => `${when} betrug ${noun} ${where} `,
    noRegion: (when: string, where: string) => `${when} liegt ${where} kein Wert vor. `,
    that: 'Das ist ',
    than: 'als',
    but: ', aber ',
    and: ' und ',
    or: ' oder ',
    andSimilar: ' und unterscheidet sich kaum vom Wert ',
    thatSimilar: 'Das unterscheidet sich kaum vom Wert ',
    those: 'Das sind ',
    ofAll: 'der Zahl',
    extreme: (most: string, subject: string) => `${most} war ${subject} `,
    extremeAlso: (most: string) => `, ${most} `,
    roundingOpen: '; die Rundung der Quelle lässt die Reihenfolge offen',
    allOpen: 'Wo er am höchsten ist, lässt die Rundung der Quelle offen. ',
    endsOpen: 'Mehrere Gebiete teilen sich die Spitze; die Rundung der Quelle lässt ihre Reihenfolge offen. ',
    missingOne: 'Kein Wert liegt vor ',
    missing: (n: number, of: number) => `Für ${n} der ${of} Gebiete liegt kein Wert vor. `,
    nothing: (when: string) => `${when} liegen keine Werte vor.`,
    moved: (noun: string, where: string, since: string, _: 'more' | 'less') => `Seit ${since} ist ${noun} ${where} von `,
    to: ' auf ',
    change: (relation: 'more' | 'less') => (relation === 'more' ? ' gestiegen' : ' gesunken'),
    unchanged: (noun: string, where: string, since: string) => `Gegenüber ${since} hat sich ${noun} ${where} kaum verändert`,
    today: ', zuletzt '
  },
  en: {
    was: (when: string, noun: string, where: string) => `${when}, ${noun} ${where} was `,
    noRegion: (when: string, where: string) => `${when}, there is no value ${where}. `,
    that: 'That is ',
    than: 'than',
    but: ' but ',
    and: ' and ',
    or: ' or ',
    andSimilar: ' and hardly differs from the value ',
    thatSimilar: 'That hardly differs from the value ',
    those: 'That is ',
    ofAll: 'of the number',
    extreme: (most: string, subject: string) => `${capital(subject)} was ${most.toLowerCase()} `,
    extremeAlso: (most: string) => ` and ${most} `,
    roundingOpen: '; the rounding of the source leaves the order open',
    allOpen: 'Where it is highest is left open by the rounding of the source. ',
    endsOpen: 'Several areas share the top; the rounding of the source leaves their order open. ',
    missingOne: 'There is no value ',
    missing: (n: number, of: number) => `There is no value for ${n} of the ${of} areas. `,
    nothing: (when: string) => `${when}, there are no values.`,
    moved: (noun: string, where: string, since: string, relation: 'more' | 'less') => `Since ${since}, ${noun} ${where} has ${relation === 'more' ? 'risen' : 'fallen'} from `,
    to: ' to ',
    change: () => '',
    unchanged: (noun: string, where: string, since: string) => `Compared with ${since}, ${noun} ${where} has hardly changed`,
    today: ', most recently '
  }
};
