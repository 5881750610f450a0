import { describe, expect, it } from 'vitest';
import { linksFrom, pagePath, relativeLink } from './routes';

describe('relativeLink', () => {
  it.each([
    ['de/', 'de/', './'],
    ['de/', 'en/', '../en/'],
    ['', 'de/', 'de/'],
    ['de/kennzahl/x/', 'de/thema/D/', '../../thema/D/'],
    ['de/kennzahl/x/', 'de/kennzahl/x/ruhr/', 'ruhr/'],
    ['de/kennzahl/x/ruhr/', 'de/kennzahl/x/', '../'],
    ['de/kennzahl/x/', 'de/kennzahl/xy/', '../xy/'],
    ['de/thema/D/', 'data/i.json', '../../../data/i.json'],
    ['de/', '', '../']
  ])('from %j to %j is %j', (from, to, link) => expect(relativeLink(from, to)).toBe(link));
});

describe('pagePath', () => {
  it('speaks the language of the page', () => {
    expect(pagePath('de', { page: 'indicator', id: 'x' })).toBe('de/kennzahl/x/');
    expect(pagePath('en', { page: 'indicator', id: 'x', region: 'ruhr' })).toBe('en/indicator/x/ruhr/');
    expect(pagePath('de', { page: 'area', slug: '05513-gelsenkirchen' })).toBe('de/gebiet/05513-gelsenkirchen/');
  });
  it('links to the same page in the other language', () => {
    const links = linksFrom('de', { page: 'theme', id: 'D' });
    expect(links.to({ page: 'theme', id: 'D' }, 'en')).toBe('../../../en/theme/D/');
    expect(links.file('data/search.json')).toBe('../../../data/search.json');
  });
});
