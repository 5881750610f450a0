import { describe, expect, it } from 'vitest';
import { fold, searchIndex, type SearchEntry } from './search';

const entries: SearchEntry[] = [
  { kind: 'indicator', title: 'Schulabgänge ohne Hauptschulabschluss', path: 'a', words: 'D12' },
  { kind: 'area', title: 'Mülheim an der Ruhr', path: 'b', words: '05117' },
  { kind: 'term', title: 'Abschluss', path: 'c' },
  { kind: 'indicator', title: 'Betreuungsquote unter 3', path: 'd', words: 'Kita Kindertagespflege' }
];
const paths = (query: string) => searchIndex(entries, query).map((one) => one.path);

describe('searchIndex', () => {
  it('finds nothing for nothing', () => {
    expect(paths('')).toEqual([]);
    expect(paths('  ,; ')).toEqual([]);
    expect(paths('zzz')).toEqual([]);
  });
  it('reads umlauts in every spelling', () => {
    expect(paths('muelheim')).toEqual(['b']);
    expect(paths('Mulheim')).toEqual(['b']);
    expect(fold('Straße')).toBe('strasse');
  });
  it('looks into compounds and into other words', () => {
    expect(paths('abschluss')).toEqual(['c', 'a']);
    expect(paths('05117')).toEqual(['b']);
    expect(paths('kita mathe')).toEqual([]);
    expect(paths('kita betreuung')).toEqual(['d']);
  });
});
