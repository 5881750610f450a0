/** Choropleth: which class an area falls into, and what is written into it. Shapes come from `map/shapes.ts`. */
import type { ChartData, Language } from '../data/types';
import { classify, type ValueClass } from './classes';
import { formatNumber } from '../format';
import { reason, shortFigure, type ChartOptions } from './options';
import { textWidth } from './text-width';

/** An area as it is drawn: its outline, and the middle and radius of the largest circle inside it. */
export interface Shape {
	key: string;
	d: string;
	x: number;
	y: number;
	r: number;
}

export interface MapShapes {
	width: number;
	height: number;
	areas: Shape[];
	/** Outlines of the neighbours, one path. */
	ground: string;
}

export interface MapArea {
	key: string;
	label: string;
	/** Null: no value, hatched. */
	shade: number | null;
	chosen: number | null;
	/** What is read when pointing at it. */
	reading: string;
	/** Name, only where it fits beside the value. */
	name: string[];
	value: string;
	/** Whether the value fits when the map is drawn for a phone. */
	narrow: boolean;
}

export interface MapLayout {
	classes: (ValueClass & { text: string })[];
	missing: { text: string; areas: number }[];
	areas: MapArea[];
}

/** Size of figures on the map in its own units; a phone shows the map at half size, so twice as large there. */
export const VALUE_SIZE = 14;
export const NARROW_VALUE_SIZE = 26;
const NAME_SIZE = 12;

export function layoutMap(data: ChartData, shapes: MapShapes, options: Omit<ChartOptions, 'size'>): MapLayout {
	const at = Math.max(0, data.years.indexOf(data.year ?? NaN));
	const members = data.items.filter((item) => item.role === 'member' || item.role === 'highlight');
	const classes = classify(members.flatMap((item) => item.values[at] ?? []), data.decimals);
	const byKey = new Map(shapes.areas.map((shape) => [shape.key, shape]));
	const reasons = new Map<string, number>();
	const chosen = members.filter((item) => item.role === 'highlight').map((item) => item.key);
	const areas = members.map((item): MapArea => {
		const value = item.values[at] ?? null;
		const shape = byKey.get(item.key);
		const missing = value === null ? reason(options as ChartOptions, item.marks[at] ?? '') : '';
		if (missing) reasons.set(missing, (reasons.get(missing) ?? 0) + 1);
		const text = value === null ? '' : shortFigure(data, value, options.language);
		return {
			key: item.key,
			label: item.label,
			shade: value === null ? null : classes.shadeOf(value),
			chosen: chosen.includes(item.key) ? chosen.indexOf(item.key) : null,
			reading: value === null ? missing : text,
			...fit(item.label, text, shape)
		};
	});
	return {
		classes: classes.list.map((one) => ({ ...one, text: rangeText(one, data.decimals, options.language) })),
		missing: [...reasons].map(([text, count]) => ({ text, areas: count })),
		areas
	};
}

function rangeText(one: ValueClass, decimals: number, language: Language): string {
	const from = formatNumber(one.from, decimals, language);
	return one.from === one.to ? from : `${from}–${formatNumber(one.to, decimals, language)}`;
}

/** What fits into the largest circle inside an area: name and value, value, or nothing. */
function fit(label: string, value: string, shape: Shape | undefined): Pick<MapArea, 'name' | 'value' | 'narrow'> {
	if (!shape || value === '') return { name: [], value: '', narrow: false };
	const inCircle = (width: number, height: number) => Math.hypot(width, height) / 2 <= shape.r * 1.12;
	const narrow = inCircle(textWidth(value, NARROW_VALUE_SIZE, 600), NARROW_VALUE_SIZE * 0.7);
	if (!inCircle(textWidth(value, VALUE_SIZE, 600), VALUE_SIZE * 0.7)) return { name: [], value: '', narrow: false };
	for (const lines of linesOf(label)) {
		const width = Math.max(...lines.map((line) => textWidth(line, NAME_SIZE)));
		if (inCircle(width, VALUE_SIZE + lines.length * (NAME_SIZE + 2))) return { name: lines, value, narrow };
	}
	return { name: [], value, narrow };
}

function linesOf(label: string): string[][] {
	const words = label.split(/(?<=-)|\s+/);
	const broken = words.slice(1).map((_, i) => [joinWords(words.slice(0, i + 1)), joinWords(words.slice(i + 1))]);
	return [[label], ...broken.sort((a, b) => longest(a) - longest(b)).slice(0, 1)];
}

function joinWords(words: string[]): string {
	return words.reduce((text, word) => (text === '' || text.endsWith('-') ? text + word : `${text} ${word}`), '');
}

function longest(lines: string[]): number {
	return Math.max(...lines.map((line) => line.length));
}
